package io.hydrophone.wire.source;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Takes the packets of several devices in turn, on one thread, and sleeps while none has any. */
final class LiveLoop implements PacketSource {
    /** A packet may wait so long with the kernel; the time told to the handler stays behind by that. */
    private static final long HOLD_MILLIS = 2 * PacketSocket.RETIRE_MILLIS + 20;

    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(HOLD_MILLIS);
    private static final long DROPS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    // struct pollfd
    private static final int POLL_ENTRY = 8;
    private static final int POLL_EVENTS = 4;
    private static final int POLL_RESULT = 6;

    private final Arena arena;
    private final Libc libc;
    private final List<LiveDevice> devices;
    private final MemorySegment entries;
    private final Tally tally = new Tally();

    /** Held while packets are delivered: native memory may not be given back then. */
    private final ReentrantLock running = new ReentrantLock();

    private volatile boolean stopped;

    /**
     * Takes over what it is given, and closes it.
     *
     * @param arena shared: devices are opened, listened to and closed by different threads
     */
    LiveLoop(Arena arena, Libc libc, List<LiveDevice> devices) {
        this.arena = arena;
        this.libc = libc;
        this.devices = List.copyOf(devices);
        entries = arena.allocate((long) POLL_ENTRY * devices.size(), POLL_ENTRY);
        for (int i = 0; i < devices.size(); i++) {
            entries.set(JAVA_INT, (long) POLL_ENTRY * i, devices.get(i).file());
            entries.set(JAVA_SHORT, (long) POLL_ENTRY * i + POLL_EVENTS, Libc.POLLIN);
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
            for (LiveDevice device : devices) {
                idle &= !device.deliver(handler);
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
        for (LiveDevice device : devices) {
            packets += device.packets();
            bytes += device.bytes();
        }
        tally.received(packets, bytes);
    }

    private long drops() {
        long drops = 0;
        for (LiveDevice device : devices) {
            drops += device.drops();
        }
        return drops;
    }

    /** Sleeps until packets come, for {@value PacketSocket#RETIRE_MILLIS} ms at most. */
    private void await() {
        if (libc.poll(entries, PacketSocket.RETIRE_MILLIS) <= 0) {
            return;
        }
        for (int i = 0; i < devices.size(); i++) {
            int result = entries.get(JAVA_SHORT, (long) POLL_ENTRY * i + POLL_RESULT);
            if ((result & ~Libc.POLLIN) != 0) {
                devices.get(i).failed();
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
                devices.forEach(LiveDevice::close);
                arena.close();
            }
        } finally {
            running.unlock();
        }
    }
}
