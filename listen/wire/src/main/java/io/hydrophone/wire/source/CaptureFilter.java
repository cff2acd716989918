package io.hydrophone.wire.source;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;

/**
 * Which packets a device is asked for.
 *
 * @param ports TCP segments from and to these
 * @param tunnels also all of VXLAN, GRE (ERSPAN) and IP in IP, because what is inside, the kernel's filter does not see
 * @param sample of the connections, where the kernel can tell them apart: not in tunnels, and not through libpcap
 * @param snapBytes of a packet that are taken, its headers included; 0 for all. What is cut off is a gap in its connection
 */
public record CaptureFilter(Ports ports, boolean tunnels, SampleRatio sample, int snapBytes) {
    /** Of all connections, whole packets. */
    public CaptureFilter(Ports ports, boolean tunnels) {
        this(ports, tunnels, SampleRatio.ALL, 0);
    }

    /** Without tunnels. */
    public static CaptureFilter of(Ports ports) {
        return new CaptureFilter(ports, false);
    }

    public CaptureFilter cutAt(int bytes) {
        return new CaptureFilter(ports, tunnels, sample, bytes);
    }

    public CaptureFilter sampled(SampleRatio ratio) {
        return new CaptureFilter(ports, tunnels, ratio, snapBytes);
    }
}
