package io.hydrophone.probe;

import io.hydrophone.wire.SampleRatio;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Chooses the part of the sessions that capturing can hear within a share of a core. Above the limit over
 * {@value #WINDOW_SECONDS} seconds, it halves that part as often as the excess asks for; below {@value #ROOM} of the
 * limit for {@value #PATIENCE_SECONDS} seconds, it doubles it: that takes twice as much at most, and so stays below.
 */
final class CpuLimit {
    static final int WINDOW_SECONDS = 2;
    static final int PATIENCE_SECONDS = 10;
    private static final double ROOM = 0.4;

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

    /** What the processor time was at a time of the monotonic clock. */
    private record Reading(long nanos, long cpuNanos) {}

    private final double limit;
    private final SampleRatio asked;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private SampleRatio ratio;
    private double usage;
    /** Since when there is room; meaningless while there is not. */
    private long roomSince;

    private boolean room;

    /**
     * Begins with what was asked for.
     *
     * @param percent of one core, for all capture threads together
     * @param asked the largest part of the sessions to hear
     */
    CpuLimit(int percent, SampleRatio asked) {
        limit = percent / 100.0;
        this.asked = asked;
        ratio = asked;
    }

    /**
     * Takes note of the processor time that capturing has taken so far; a few times a second.
     *
     * @return the part of the sessions to hear from now on
     */
    SampleRatio read(long nanos, long cpuNanos) {
        readings.addLast(new Reading(nanos, cpuNanos));
        Reading first = readings.getFirst();
        if (nanos - first.nanos < WINDOW) {
            return ratio;
        }
        readings.removeFirst();
        usage = (double) (cpuNanos - first.cpuNanos) / (nanos - first.nanos);
        if (usage > limit) {
            choose(coarser());
        } else if (usage > ROOM * limit || ratio.equals(asked)) {
            room = false;
        } else if (!room) {
            room = true;
            roomSince = nanos;
        } else if (nanos - roomSince >= PATIENCE) {
            choose(new SampleRatio(Math.max(asked.denominator(), ratio.denominator() / 2)));
        }
        return ratio;
    }

    /** The share of a core that was taken over the last seconds; 0 before that is known. */
    double usage() {
        return usage;
    }

    private SampleRatio coarser() {
        int denominator = ratio.denominator();
        double excess = usage / limit;
        while (excess > 1 && denominator < SampleRatio.COARSEST) {
            denominator = Math.min(2 * denominator, SampleRatio.COARSEST);
            excess /= 2;
        }
        return new SampleRatio(denominator);
    }

    private void choose(SampleRatio chosen) {
        if (!chosen.equals(ratio)) {
            readings.clear(); // its effect is to be seen by itself
        }
        room = false;
        ratio = chosen;
    }
}
