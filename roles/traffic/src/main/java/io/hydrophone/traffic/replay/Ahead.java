package io.hydrophone.traffic.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Keeps what is read and not yet played within a bound. It is one for all sessions: a session that is slow, or waits for a lock that
 * another one holds, must not keep the others' commands from being read.
 */
final class Ahead {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final long most;
    /**
     * Where reading goes on. Close to the bound: what fills it is the slowest session's, and the others, which wait for what is not
     * read, would stand still until that one has played all the rest.
     */
    private final long enough;

    private final AtomicLong bytes = new AtomicLong();
    private volatile Thread reader;

    Ahead(long mostBytes) {
        most = mostBytes;
        enough = mostBytes - mostBytes / 64;
    }

    /** Read, by the reading thread. */
    void took(int count) {
        bytes.addAndGet(count);
    }

    /** Played. */
    void gave(int count) {
        long left = bytes.addAndGet(-count);
        Thread waiting = reader;
        if (waiting != null && left <= enough) {
            LockSupport.unpark(waiting);
        }
    }

    long bytes() {
        return bytes.get();
    }

    boolean isFull() {
        return bytes.get() > most;
    }

    /**
     * Waits until there is some room.
     *
     * @param stopped looked at now and then
     * @param meanwhile done now and then
     */
    void awaitRoom(BooleanSupplier stopped, Runnable meanwhile) {
        reader = Thread.currentThread();
        while (bytes.get() > enough && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            meanwhile.run();
        }
        reader = null;
    }
}
