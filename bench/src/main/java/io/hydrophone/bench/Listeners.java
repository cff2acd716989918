package io.hydrophone.bench;

import io.hydrophone.bench.listener.Listener;
import io.hydrophone.bench.listener.Probe;
import io.hydrophone.bench.listener.Tcpdump;
import java.io.IOException;

/**
 * The two that are compared live, with buffers of one size in the kernel.
 *
 * @param setting with the port to listen to
 */
record Listeners(Setting setting) {
    /** Hydrophone's default. */
    static final int RING_MEBIBYTES = 16;

    Listener.Starter probe() {
        return this::probeOn;
    }

    Probe probeOn(String device) throws IOException, InterruptedException {
        return Probe.listen(
                setting.hydrophone("probe", "-i", device), setting.dir().resolve("probe.log"));
    }

    Listener.Starter tcpdump() {
        return device -> Tcpdump.listen(
                device, setting.port(), RING_MEBIBYTES, setting.dir().resolve("tcpdump.log"));
    }
}
