package io.hydrophone.probe.cluster;

import io.hydrophone.probe.cluster.ConnectedProbes.ConnectedProbe;
import io.hydrophone.probe.group.Role;

/** A probe as its master lists it. */
final class ProbeNode {
    private ProbeNode() {}

    static ClusterNode of(ConnectedProbe probe, String group) {
        return new ClusterNode(
                probe.name(),
                Role.PROBE,
                group,
                probe.address(),
                "",
                probe.epoch(),
                probe.isConnected(),
                probe.lastSeenMicros());
    }
}
