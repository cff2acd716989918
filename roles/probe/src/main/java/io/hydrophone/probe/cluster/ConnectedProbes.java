package io.hydrophone.probe.cluster;

import java.util.List;

/** The probes that push, or pushed, to this master. */
public interface ConnectedProbes {
    /**
     * One probe.
     *
     * @param address host:port of its HTTP server, empty when it did not tell
     * @param epoch of its run
     * @param lastSeenMicros when it was heard last, since 1970
     * @param isConnected whether its connection stands
     */
    record ConnectedProbe(String name, String address, long epoch, long lastSeenMicros, boolean isConnected) {}

    /** Each once, from any thread. */
    List<ConnectedProbe> probes();

    /** Lists the probe of this name no more, unless it is connected, or comes back. */
    void forget(String name);
}
