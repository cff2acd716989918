package io.hydrophone.wire.source;

import io.hydrophone.wire.Ports;

/**
 * Which packets a device is asked for.
 *
 * @param ports TCP segments from and to these
 * @param tunnels also all of VXLAN, GRE (ERSPAN) and IP in IP, because what is inside, the kernel's filter does not see
 */
public record CaptureFilter(Ports ports, boolean tunnels) {
    /** Without tunnels. */
    public static CaptureFilter of(Ports ports) {
        return new CaptureFilter(ports, false);
    }
}
