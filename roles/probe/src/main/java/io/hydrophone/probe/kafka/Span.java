package io.hydrophone.probe.kafka;

/**
 * What a question is about: all since the first report, or the intervals that begin in a span of time.
 *
 * @param fromNanos since 1970, inclusive
 * @param toNanos exclusive
 */
record Span(long fromNanos, long toNanos) {
    static final Span ALL = new Span(-1, -1);

    boolean isAll() {
        return equals(ALL);
    }

    /** From the begin of the interval in which it begins. */
    Span aligned(long length) {
        return isAll() ? this : new Span(fromNanos - Math.floorMod(fromNanos, length), toNanos);
    }
}
