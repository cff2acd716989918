package io.hydrophone.traffic.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The recording's clock on this machine: when what was recorded at a time is due, at a speed, with the pauses that were made. Whoever
 * changes it wakes the threads that wait.
 */
final class Pace {
    /** Longer than reading ever stops for. */
    private static final long FAR_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final double speed;
    /** Recorded nanoseconds. */
    private volatile long from;
    /** By {@link System#nanoTime}: when {@link #from} was due, pauses added. */
    private volatile long base;

    private volatile long pausedAt;
    private volatile boolean paused;
    private volatile boolean stopped;

    /** @param speed how many times as fast as recorded; infinite for no waiting at all */
    Pace(double speed) {
        this.speed = speed;
    }

    boolean isTimed() {
        return speed != Double.POSITIVE_INFINITY;
    }

    /** The recording's first event is due now. */
    void begin(long recordedNanos) {
        from = recordedNanos;
        base = System.nanoTime();
    }

    /** When something is due by {@link System#nanoTime}; of no meaning without a schedule. */
    long due(long recordedNanos) {
        return base + (long) ((recordedNanos - from) / speed);
    }

    /** Whether something is due so late that it need not be read yet; never without a schedule. */
    boolean isFarOff(long recordedNanos) {
        return isTimed() && recordedNanos >= 0 && due(recordedNanos) - System.nanoTime() > FAR_NANOS;
    }

    /**
     * Waits until it is due, and for the end of a pause.
     *
     * @param recordedNanos −1 for now
     * @return false when the replay is stopped
     */
    boolean await(long recordedNanos) {
        while (!stopped) {
            if (paused) {
                LockSupport.park(this);
                continue;
            }
            long left = recordedNanos < 0 || !isTimed() ? 0 : due(recordedNanos) - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            LockSupport.parkNanos(this, left);
        }
        return false;
    }

    synchronized void pause() {
        if (!paused) {
            pausedAt = System.nanoTime();
            paused = true;
        }
    }

    synchronized void resume() {
        if (paused) {
            base += System.nanoTime() - pausedAt;
            paused = false;
        }
    }

    void stop() {
        stopped = true;
    }

    boolean isPaused() {
        return paused;
    }

    boolean isStopped() {
        return stopped;
    }
}
