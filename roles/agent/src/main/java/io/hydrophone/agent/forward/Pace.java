package io.hydrophone.agent.forward;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** When a sink is tried. While it fails one thread tries, after a pause that doubles; the others wait for what it finds. */
final class Pace {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final long capNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int failures;
    private boolean trying;
    private long notBefore;

    Pace(Duration cap) {
        capNanos = cap.toNanos();
    }

    /** Waits until this thread may try; then {@link #let}, {@link #succeeded} or {@link #failed} has to follow. */
    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (failures > 0) {
                long left = notBefore - System.nanoTime();
                if (!trying && left <= 0) {
                    trying = true;
                    return;
                }
                changed.awaitNanos(trying ? TimeUnit.SECONDS.toNanos(1) : left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** There was nothing to try. */
    void let() {
        lock.lock();
        try {
            trying = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void succeeded() {
        lock.lock();
        try {
            if (failures > 0) {
                failures = 0;
                changed.signalAll();
            }
            trying = false;
        } finally {
            lock.unlock();
        }
    }

    /** @param asked how long to wait at least */
    void failed(Duration asked) {
        lock.lock();
        try {
            long pause = Math.min(capNanos, FIRST_NANOS << Math.min(failures, 16));
            // Up to a fifth less by chance, so that agents do not come back all at once.
            pause -= ThreadLocalRandom.current().nextLong(pause / 5 + 1);
            notBefore = System.nanoTime() + Math.min(capNanos, Math.max(pause, asked.toNanos()));
            failures++;
            trying = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Failures since it worked last. */
    int failures() {
        lock.lock();
        try {
            return failures;
        } finally {
            lock.unlock();
        }
    }
}
