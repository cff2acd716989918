package io.hydrophone.probe.push;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The highest epoch of a master that any server has told: who tells a lower one was master before, does not know yet that
 * it is no more, and would take reports that the others never see. For any thread. Not kept over a restart, so that a
 * group that was made anew, and counts from 1 again, is not refused for ever.
 */
final class Fence {
    /** Told by none. */
    static final long UNKNOWN = -1;

    private final AtomicLong highest = new AtomicLong(UNKNOWN);

    /** Whether the master of this epoch may have reports. */
    boolean admits(long epoch) {
        return epoch == UNKNOWN || highest.accumulateAndGet(epoch, Math::max) == epoch;
    }

    long highest() {
        return highest.get();
    }
}
