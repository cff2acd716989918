package io.hydrophone.wire.source;

import io.hydrophone.wire.source.BpfAssembler.Instruction;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Packets of one or more devices of Linux, each through a ring that it shares with the kernel. */
public final class AfPacketRing {
    private static final int MIN_RING_BYTES = 2 * PacketSocket.BLOCK_BYTES;

    private AfPacketRing() {}

    /**
     * Begins to listen: from here on the kernel collects packets.
     *
     * @param devices their names, or {@link LiveCapture#ANY}
     * @param ringBytes for each device; rounded down to whole MiB, 2 MiB at least
     * @throws io.hydrophone.core.ProblemException without permission, or when a device is missing, down, or of a link
     *     type that is not understood
     */
    public static PacketSource open(List<String> devices, CaptureFilter filter, int ringBytes) {
        Arena arena = Arena.ofShared();
        Libc libc = new Libc(arena);
        List<LiveDevice> sockets = new ArrayList<>();
        try {
            List<Instruction> program = Bpf.program(filter);
            int whole = Math.max(MIN_RING_BYTES, ringBytes) / PacketSocket.BLOCK_BYTES * PacketSocket.BLOCK_BYTES;
            for (String device : devices) {
                sockets.add(PacketSocket.open(libc, arena, device, index(libc, arena, device), program, whole));
            }
            return new LiveLoop(arena, libc, sockets);
        } catch (RuntimeException e) {
            sockets.forEach(LiveDevice::close);
            arena.close();
            throw e;
        }
    }

    private static int index(Libc libc, Arena arena, String device) {
        if (device.equals(LiveCapture.ANY)) {
            return 0;
        }
        int index = libc.deviceIndex(arena.allocateFrom(device));
        if (index == 0) {
            throw CaptureProblems.unknownDevice(device);
        }
        return index;
    }
}
