package io.hydrophone.probe.cluster;

import io.hydrophone.probe.group.Role;

/**
 * A node as it is listed.
 *
 * @param address host:port of its HTTP server
 * @param groupAddress host:port for members of a gossip cluster; empty for others
 * @param epoch a member's of its group, a probe's of its run
 * @param isUp whether it is a member, or connected, or answers
 * @param lastSeenMicros since 1970; −1 when that is not known
 */
public record ClusterNode(
        String name,
        Role role,
        String group,
        String address,
        String groupAddress,
        long epoch,
        boolean isUp,
        long lastSeenMicros) {
    String host() {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    int serverPort() {
        return port(address);
    }

    /** 0 for a node that has none. */
    int gossipPort() {
        return port(groupAddress);
    }

    private static int port(String hostAndPort) {
        String port = hostAndPort.substring(hostAndPort.lastIndexOf(':') + 1);
        return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
    }
}
