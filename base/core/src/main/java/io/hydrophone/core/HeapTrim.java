package io.hydrophone.core;

import java.util.concurrent.TimeUnit;

/**
 * Has the heap collected now and then. What lives for seconds or minutes has grown old by the time it goes, and for old objects the
 * serial collector takes more memory, up to the heap's bound, before it looks which of them are gone. Beside a database that memory has
 * a better use; a collection takes as long now as it would later.
 */
public final class HeapTrim {
    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(2);
    /** Below this a heap is not worth a collection of its own. */
    private static final long SMALL_BYTES = 64 << 20;
    /** How often what was left by the last collection the heap may hold. */
    private static final int GROWTH = 2;

    private final Runtime runtime = Runtime.getRuntime();
    private long lastNanos = System.nanoTime();
    private long leftBytes;

    /** One that looks each second by itself. */
    @FunctionalInterface
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }

    /** Looks each second, on a thread of its own, until it is closed. */
    public static Running start() {
        Thread thread = Thread.ofVirtual().name("heap trim").start(new HeapTrim()::watch);
        return thread::interrupt;
    }

    /** To be called each second. */
    public void run() {
        long now = System.nanoTime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        if (now - lastNanos >= EVERY_NANOS || used > Math.max(SMALL_BYTES, GROWTH * leftBytes)) {
            lastNanos = now;
            System.gc();
            leftBytes = runtime.totalMemory() - runtime.freeMemory();
        }
    }

    private void watch() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }
}
