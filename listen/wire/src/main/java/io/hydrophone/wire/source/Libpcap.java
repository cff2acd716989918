package io.hydrophone.wire.source;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Packets of one or more devices through libpcap: where there is no ring, and to compare with it. */
final class Libpcap {
    private Libpcap() {}

    /**
     * Begins to listen. Devices are read without blocking, in turn, behind one poll: a read that blocks would wait for
     * ever when no packet passes the filter, whatever timeout was asked for.
     *
     * @param devices their names, or {@link LiveCapture#ANY}
     * @param bufferBytes for each device
     * @throws io.hydrophone.core.ProblemException when libpcap is not installed, without permission, or when a device
     *     is missing, down, or of a link type that is not understood
     */
    static PacketSource open(List<DeviceName> devices, CaptureFilter filter, int bufferBytes) {
        for (DeviceName device : devices) {
            if (device.elsewhere()) {
                throw CaptureProblems.notWithLibpcap(device);
            }
        }
        if (!Pcap.installed()) {
            throw CaptureProblems.noLibpcap();
        }
        Arena arena = Arena.ofShared();
        Libc libc = new Libc(arena);
        List<LiveDevice> opened = new ArrayList<>();
        try {
            for (DeviceName device : devices) {
                opened.add(PcapDevice.open(libc, arena, device.device(), filter, bufferBytes));
            }
            return new LiveLoop(arena, libc, opened, filter);
        } catch (RuntimeException e) {
            opened.forEach(LiveDevice::close);
            arena.close();
            throw e;
        }
    }
}
