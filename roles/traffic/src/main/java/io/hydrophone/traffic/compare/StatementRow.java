package io.hydrophone.traffic.compare;

import io.hydrophone.protocol.Command;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A statement that is counted by many threads at once. A thread that finds a tally taken goes on to the next one, and makes it when it is
 * not there yet: so a statement has as many tallies as threads have met at it, mostly one.
 */
final class StatementRow {
    private static final int MAX_TALLIES = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 16);

    /**
     * What tells rows apart.
     *
     * @param command null for all others together
     */
    record Key(long digest, Command command) {}

    /** A tally and who may touch it. */
    static final class Held {
        private final ReentrantLock lock = new ReentrantLock();
        final StatementTally tally = new StatementTally();

        void release() {
            lock.unlock();
        }
    }

    final Key key;
    final String fingerprint;
    private final AtomicReferenceArray<Held> tallies = new AtomicReferenceArray<>(MAX_TALLIES);
    private volatile boolean retired;

    StatementRow(Key key, String fingerprint) {
        this.key = key;
        this.fingerprint = fingerprint;
        tallies.set(0, new Held());
    }

    /** A tally to be released by the caller, or null when the row is no longer in use. */
    Held hold() {
        Held held = take();
        if (retired) { // Asked under the lock: who retires a row takes each lock after having said so.
            held.release();
            return null;
        }
        return held;
    }

    private Held take() {
        for (int i = 0; i < MAX_TALLIES; i++) {
            Held held = tallies.get(i);
            if (held == null) {
                Held mine = new Held();
                mine.lock.lock();
                if (tallies.compareAndSet(i, null, mine)) {
                    return mine;
                }
                held = tallies.get(i);
            }
            if (held.lock.tryLock()) {
                return held;
            }
        }
        Held any = tallies.get((int) (Thread.currentThread().threadId() % MAX_TALLIES));
        any.lock.lock();
        return any;
    }

    boolean isRetired() {
        return retired;
    }

    /** Takes the row out of use; what is counted is whole, and stays as it is, when this returns. */
    void retire() {
        retired = true;
        sum();
    }

    /** What all threads have counted so far. */
    StatementTally sum() {
        StatementTally sum = new StatementTally();
        for (int i = 0; i < MAX_TALLIES && tallies.get(i) != null; i++) {
            Held held = tallies.get(i);
            held.lock.lock();
            try {
                sum.add(held.tally);
            } finally {
                held.release();
            }
        }
        return sum;
    }
}
