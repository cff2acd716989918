package io.hydrophone.wire.source;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.BpfAssembler.Instruction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Packets of one or more devices of Linux, each through a ring that it shares with the kernel. */
public final class AfPacketRing implements PacketSource {
    /** Every device, those that come later too. */
    public static final String ANY = "any";

    /** What a ring takes when the user does not say. */
    public static final int DEFAULT_RING_BYTES = 16 << 20;

    private static final int MIN_RING_BYTES = 2 * PacketSocket.BLOCK_BYTES;

    /** A packet may wait so long in a block that is not full; time told to the handler stays behind by that. */
    private static final long HOLD_MILLIS = 2 * PacketSocket.RETIRE_MILLIS + 20;

    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(HOLD_MILLIS);
    private static final long DROPS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    // struct pollfd
    private static final int POLL_ENTRY = 8;
    private static final int POLL_EVENTS = 4;
    private static final int POLL_RESULT = 6;

    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final List<PacketSocket> sockets = new ArrayList<>();
    private final Tally tally = new Tally();

    /** Held while packets are delivered: memory may not be unmapped then. */
    private final ReentrantLock running = new ReentrantLock();

    private MemorySegment entries;
    private volatile boolean stopped;

    private AfPacketRing() {}

    /**
     * Begins to listen: from here on the kernel collects packets.
     *
     * @param devices their names, or {@link #ANY}
     * @param ringBytes for each device; rounded down to whole MiB, 2 MiB at least
     * @throws io.hydrophone.core.ProblemException without permission, or when a device is missing, down, or of a link
     *     type that is not understood
     */
    public static AfPacketRing open(List<String> devices, Ports ports, int ringBytes) {
        AfPacketRing ring = new AfPacketRing();
        try {
            ring.listen(devices, Bpf.program(ports), Math.max(MIN_RING_BYTES, ringBytes));
        } catch (RuntimeException e) {
            ring.close();
            throw e;
        }
        return ring;
    }

    private void listen(List<String> devices, List<Instruction> program, int ringBytes) {
        int whole = ringBytes / PacketSocket.BLOCK_BYTES * PacketSocket.BLOCK_BYTES;
        entries = arena.allocate((long) POLL_ENTRY * devices.size(), POLL_ENTRY);
        for (String device : devices) {
            int index = device.equals(ANY) ? 0 : libc.deviceIndex(arena.allocateFrom(device));
            if (index == 0 && !device.equals(ANY)) {
                throw CaptureProblems.unknownDevice(device);
            }
            PacketSocket socket = PacketSocket.open(libc, arena, device, index, program, whole);
            long entry = (long) POLL_ENTRY * sockets.size();
            entries.set(JAVA_INT, entry, socket.file());
            entries.set(JAVA_SHORT, entry + POLL_EVENTS, Libc.POLLIN);
            sockets.add(socket);
        }
    }

    @Override
    public void run(PacketHandler handler) {
        running.lock();
        try {
            deliver(handler);
            handler.end();
        } finally {
            running.unlock();
        }
    }

    private void deliver(PacketHandler handler) {
        long dropsAt = System.nanoTime();
        long stopAt = 0;
        while (true) {
            boolean idle = true;
            for (PacketSocket socket : sockets) {
                idle &= !socket.deliver(handler);
            }
            report();
            handler.tick((System.currentTimeMillis() - HOLD_MILLIS) * 1_000_000);
            long now = System.nanoTime();
            if (now - dropsAt > DROPS_EVERY_NANOS) {
                tally.kernelDrops(drops());
                dropsAt = now;
            }
            if (stopped) {
                // What came before the stop may still lie in blocks that are not full.
                stopAt = stopAt == 0 ? now : stopAt;
                if (now - stopAt > HOLD_NANOS) {
                    tally.kernelDrops(drops());
                    return;
                }
            }
            if (idle) {
                await();
            }
        }
    }

    private void report() {
        long packets = 0;
        long bytes = 0;
        for (PacketSocket socket : sockets) {
            packets += socket.packets;
            bytes += socket.bytes;
        }
        tally.received(packets, bytes);
    }

    private long drops() {
        long drops = 0;
        for (PacketSocket socket : sockets) {
            drops += socket.drops();
        }
        return drops;
    }

    /** Sleeps until a block is handed over, for {@value PacketSocket#RETIRE_MILLIS} ms at most. */
    private void await() {
        if (libc.poll(entries, PacketSocket.RETIRE_MILLIS) <= 0) {
            return;
        }
        for (int i = 0; i < sockets.size(); i++) {
            int result = entries.get(JAVA_SHORT, (long) POLL_ENTRY * i + POLL_RESULT);
            if ((result & ~Libc.POLLIN) != 0) {
                PacketSocket socket = sockets.get(i);
                int error = socket.error();
                if (error == Libc.ENETDOWN) {
                    throw CaptureProblems.wentDown(socket.device());
                }
                if (error != 0) {
                    throw CaptureProblems.refused(socket.device(), "listening", libc.words(error));
                }
            }
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public CaptureCounters counters() {
        return tally.counters();
    }

    /** Ends {@link #run} too, and waits for it. */
    @Override
    public void close() {
        stop();
        running.lock();
        try {
            if (arena.scope().isAlive()) {
                sockets.forEach(PacketSocket::close);
                arena.close();
            }
        } finally {
            running.unlock();
        }
    }
}
