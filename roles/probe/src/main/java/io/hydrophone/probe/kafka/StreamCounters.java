package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What this copy did since its start. What it did without committing before it died, another one does and counts again: the stores are exact, counters
 * are not.
 */
final class StreamCounters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder misdated = new LongAdder();
    private final LongAdder forgotten = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Consumer<Problem> told;

    /** @param told of the first refusal for each reason, and of each tenfold */
    StreamCounters(Consumer<Problem> told) {
        this.told = told;
    }

    void accepted() {
        accepted.increment();
    }

    void duplicate() {
        duplicates.increment();
    }

    void closed() {
        closed.increment();
    }

    void misdated() {
        misdated.increment();
    }

    void forgotten(int intervals) {
        forgotten.add(intervals);
    }

    void refused(Problem problem) {
        LongAdder count = refused.computeIfAbsent(problem.code(), code -> new LongAdder());
        count.increment();
        if (Long.toString(count.sum()).matches("10*")) {
            told.accept(problem);
        }
    }

    /**
     * The counts of one moment.
     *
     * @param accepted reports that count
     * @param duplicates reports that had been accepted before
     * @param refused records that are no reports, or that there is no room for, by the problem's code
     * @param closed intervals of probes that were added to the totals
     * @param misdated of them, those too old, or too far in the future, to be kept by interval
     * @param forgotten intervals that went before their time for want of room
     */
    record Counts(
            long accepted, long duplicates, Map<String, Long> refused, long closed, long misdated, long forgotten) {}

    Counts counts() {
        Map<String, Long> reasons = new TreeMap<>();
        refused.forEach((code, count) -> reasons.put(code, count.sum()));
        return new Counts(
                accepted.sum(), duplicates.sum(), Map.copyOf(reasons), closed.sum(), misdated.sum(), forgotten.sum());
    }
}
