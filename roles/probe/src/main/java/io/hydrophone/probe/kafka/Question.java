package io.hydrophone.probe.kafka;

import io.hydrophone.http.HttpRequest;

/**
 * What is asked of the stores: all since the first report, the intervals that begin in a span of time, or how the probes are.
 *
 * @param store that has it
 * @param fromNanos since 1970, inclusive; −1 for all that the store has
 * @param toNanos exclusive
 */
record Question(String store, long fromNanos, long toNanos) {
    static final Question ALL = new Question(Totals.STORE, -1, -1);
    static final Question PROBES = new Question(ProbeStates.STORE, -1, -1);

    private static final long MAX_MICROS = Long.MAX_VALUE / 1_000;

    static Question between(long fromNanos, long toNanos) {
        return new Question(KeptIntervals.STORE, fromNanos, toNanos);
    }

    /** As the parameters {@code probes}, {@code from} and {@code to} say. */
    static Question of(HttpRequest request) {
        if ("true".equals(request.parameter("probes"))) {
            return PROBES;
        }
        if (request.parameter("from") == null && request.parameter("to") == null) {
            return ALL;
        }
        return between(
                request.number("from", 0, 0, MAX_MICROS) * 1_000,
                request.number("to", MAX_MICROS, 0, MAX_MICROS) * 1_000);
    }

    /** The same for another copy to read. */
    String query() {
        return isRange()
                ? "?from=" + fromNanos / 1_000 + "&to=" + toNanos / 1_000
                : equals(PROBES) ? "?probes=true" : "";
    }

    boolean isRange() {
        return fromNanos >= 0;
    }

    /** From the begin of the interval in which it begins. */
    Question aligned(long length) {
        return isRange() ? between(fromNanos - Math.floorMod(fromNanos, length), toNanos) : this;
    }
}
