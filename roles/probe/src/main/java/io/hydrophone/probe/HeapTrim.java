package io.hydrophone.probe;

import java.util.concurrent.TimeUnit;

/**
 * Has the heap collected now and then. What is kept of each second for five minutes has grown old by the time it goes, and
 * for old objects this collector takes more memory, up to the heap's bound, before it looks which of them are gone. Beside
 * a database that memory has a better use; a collection takes as long now as it would later.
 */
final class HeapTrim {
    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(2);

    private long lastNanos = System.nanoTime();

    /** To be called each second. */
    void run() {
        long now = System.nanoTime();
        if (now - lastNanos >= EVERY_NANOS) {
            lastNanos = now;
            System.gc();
        }
    }
}
