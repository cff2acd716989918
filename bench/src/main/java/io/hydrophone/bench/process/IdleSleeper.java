package io.hydrophone.bench.process;

import io.hydrophone.core.LatencyHistogram;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that does nothing but wake when it is time, 500 times a second: by how much it is late is the machine's doing. Like a command
 * of a recording it is due whether or not the one before was late.
 */
public final class IdleSleeper implements AutoCloseable {
    private static final long PERIOD_NANOS = 2_000_000;

    private final LatencyHistogram late = new LatencyHistogram();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("idle-sleeper").unstarted(this::sleep);
    private volatile boolean stopped;

    private IdleSleeper() {}

    public static IdleSleeper start() {
        IdleSleeper sleeper = new IdleSleeper();
        sleeper.thread.start();
        return sleeper;
    }

    private void sleep() {
        long due = System.nanoTime() + PERIOD_NANOS;
        while (!stopped) {
            long left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                late.record(-left);
                due += PERIOD_NANOS;
            }
        }
    }

    /** Ends it, and gives by how many nanoseconds it was late each time. */
    public LatencyHistogram stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return late;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
