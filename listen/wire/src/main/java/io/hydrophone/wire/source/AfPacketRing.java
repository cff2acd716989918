package io.hydrophone.wire.source;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Packets of one or more devices of Linux, each through a ring that it shares with the kernel. */
final class AfPacketRing {
    private static final int MIN_RING_BYTES = 2 * PacketSocket.BLOCK_BYTES;

    private AfPacketRing() {}

    /**
     * Begins to listen: from here on the kernel collects packets.
     *
     * @param devices their names, or {@link LiveCapture#ANY}; with {@code @PID} those of that process's network namespace
     * @param ringBytes for each device and worker; rounded down to whole MiB, 2 MiB at least
     * @param workers sources to share the connections
     * @throws io.hydrophone.core.ProblemException without permission, or when a device is missing, down, or of a link
     *     type that is not understood
     */
    static PacketSources open(List<DeviceName> devices, CaptureFilter filter, int ringBytes, int workers) {
        int whole = Math.max(MIN_RING_BYTES, ringBytes) / PacketSocket.BLOCK_BYTES * PacketSocket.BLOCK_BYTES;
        List<Fanout> fanouts = new ArrayList<>();
        for (DeviceName device : devices) {
            fanouts.add(workers == 1 ? null : new Fanout(device.toString()));
        }
        List<Worker> opened = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                Worker worker = new Worker();
                opened.add(worker);
                worker.open(devices, fanouts, whole);
            }
            // Now that each has its share. A packet before that would go to whoever was there.
            opened.forEach(worker -> worker.sockets.forEach(socket -> socket.filter(filter)));
            List<PacketSource> sources = new ArrayList<>();
            for (Worker worker : opened) {
                sources.add(new LiveLoop(worker.arena, worker.libc, worker.sockets, filter));
            }
            return new PacketSources(sources);
        } catch (RuntimeException e) {
            opened.forEach(Worker::close);
            throw e;
        }
    }

    /** What one worker listens to. */
    private static final class Worker {
        final Arena arena = Arena.ofShared();
        final Libc libc = new Libc(arena);
        final List<PacketSocket> sockets = new ArrayList<>();

        void open(List<DeviceName> devices, List<Fanout> fanouts, int ringBytes) {
            for (int i = 0; i < devices.size(); i++) {
                DeviceName device = devices.get(i);
                Fanout fanout = fanouts.get(i);
                sockets.add(
                        device.elsewhere()
                                ? NetworkNamespace.within(
                                        device, () -> PacketSocket.open(libc, arena, device, fanout, ringBytes))
                                : PacketSocket.open(libc, arena, device, fanout, ringBytes));
            }
        }

        void close() {
            sockets.forEach(PacketSocket::close);
            arena.close();
        }
    }
}
