package io.hydrophone.wire.source;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.hydrophone.wire.SampleRatio;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Takes the packets of several devices in turn, on one thread, and sleeps while none has any. */
final class LiveLoop implements PacketSource {
    /** A packet may wait so long with the kernel; the time told to the handler stays behind by that. */
    private static final long HOLD_MILLIS = 2 * PacketSocket.RETIRE_MILLIS + 20;

    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(HOLD_MILLIS);
    private static final long COUNT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    // struct pollfd
    private static final int POLL_ENTRY = 8;
    private static final int POLL_EVENTS = 4;
    private static final int POLL_RESULT = 6;

    private final Arena arena;
    private final Libc libc;
    private final List<LiveDevice> devices;
    private final CaptureFilter filter;
    private final MemorySegment entries;
    private final Tally tally = new Tally();

    /** Held while packets are delivered: native memory may not be given back then. */
    private final ReentrantLock running = new ReentrantLock();

    private volatile boolean stopped;
    private volatile SampleRatio wanted;
    private SampleRatio sample;
    private volatile List<DeviceCounters> byDevice;

    /**
     * Takes over what it is given, and closes it.
     *
     * @param arena shared: devices are opened, listened to and closed by different threads
     * @param filter what the devices were asked for
     */
    LiveLoop(Arena arena, Libc libc, List<? extends LiveDevice> devices, CaptureFilter filter) {
        this.arena = arena;
        this.libc = libc;
        this.devices = List.copyOf(devices);
        this.filter = filter;
        sample = filter.sample();
        wanted = sample;
        byDevice = this.devices.stream().map(LiveDevice::counters).toList();
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
        long countedAt = System.nanoTime();
        long stopAt = 0;
        while (true) {
            boolean idle = true;
            for (LiveDevice device : devices) {
                idle &= !device.deliver(handler);
            }
            report();
            handler.tick((System.currentTimeMillis() - HOLD_MILLIS) * 1_000_000);
            long now = System.nanoTime();
            if (now - countedAt > COUNT_EVERY_NANOS) {
                count();
                countedAt = now;
            }
            if (!wanted.equals(sample)) {
                choose(wanted);
            }
            if (stopped) {
                // What came before the stop may still lie in blocks that are not full.
                stopAt = stopAt == 0 ? now : stopAt;
                if (now - stopAt > HOLD_NANOS) {
                    count();
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

    /** What has to be asked of the kernel. */
    private void count() {
        List<DeviceCounters> counters = new ArrayList<>(devices.size());
        long drops = 0;
        for (LiveDevice device : devices) {
            DeviceCounters of = device.counters();
            counters.add(of);
            drops += of.drops();
        }
        byDevice = List.copyOf(counters);
        tally.kernelDrops(drops);
    }

    private void choose(SampleRatio ratio) {
        sample = ratio;
        for (LiveDevice device : devices) {
            device.filter(filter.sampled(ratio));
        }
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
    public void sample(SampleRatio ratio) {
        wanted = ratio;
    }

    @Override
    public List<DeviceCounters> devices() {
        return byDevice;
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
