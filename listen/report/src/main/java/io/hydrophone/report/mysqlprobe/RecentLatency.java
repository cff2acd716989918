package io.hydrophone.report.mysqlprobe;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.core.LatencyHistogram;
import java.util.ArrayDeque;
import java.util.Deque;

/** The latencies of one statement in the last ten seconds, by interval. */
final class RecentLatency {
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private record Interval(long toNanos, long count, LatencyDistribution latency) {}

    private final Deque<Interval> intervals = new ArrayDeque<>();

    /**
     * Adds an interval.
     *
     * @param count statements that were answered in it
     */
    void add(long toNanos, long count, LatencyDistribution latency) {
        intervals.addLast(new Interval(toNanos, count, latency));
        while (toNanos - intervals.getFirst().toNanos >= WINDOW_NANOS) {
            intervals.removeFirst();
        }
    }

    /** Rounded to the next whole number, for one a second is not none. */
    long queriesPerSecond() {
        long count = intervals.stream().mapToLong(Interval::count).sum();
        return Math.ceilDiv(count * 1_000_000_000L, WINDOW_NANOS);
    }

    LatencyDistribution together() {
        if (intervals.size() == 1) {
            return intervals.getFirst().latency;
        }
        LatencyHistogram all = new LatencyHistogram();
        intervals.forEach(interval -> all.merge(interval.latency));
        return all;
    }
}
