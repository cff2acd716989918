package io.hydrophone.probe.master;

import java.util.Comparator;

/** A span of time for which probes report, half-open, in nanoseconds since 1970. */
record Interval(long fromNanos, long toNanos) implements Comparable<Interval> {
    private static final Comparator<Interval> ORDER =
            Comparator.comparingLong(Interval::fromNanos).thenComparingLong(Interval::toNanos);

    @Override
    public int compareTo(Interval other) {
        return ORDER.compare(this, other);
    }
}
