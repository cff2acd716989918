package io.hydrophone.traffic.compare;

import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.traffic.recording.Answer;
import io.hydrophone.wire.Outcome;

/** Sums of one side's answers to a statement. */
final class SideTally {
    private final LatencyHistogram total = new LatencyHistogram();
    private long count;
    private long errors;
    /** −1 until one is known. */
    private long rows = -1;

    private long affected = -1;
    private long bytes = -1;

    /** @param timed whether its time counts */
    void add(Answer answer, boolean timed) {
        count++;
        if (answer.outcome() == Outcome.ERROR) {
            errors++;
        } else {
            rows = sum(rows, answer.rows());
            affected = sum(affected, answer.affected());
        }
        bytes = sum(bytes, answer.bytesOut());
        if (timed) {
            total.record(answer.totalNanos());
        }
    }

    void add(SideTally that) {
        count += that.count;
        errors += that.errors;
        rows = sum(rows, that.rows);
        affected = sum(affected, that.affected);
        bytes = sum(bytes, that.bytes);
        total.merge(that.total);
    }

    long count() {
        return count;
    }

    SideFigures snapshot() {
        return new SideFigures(count, errors, total.snapshot(), rows, affected, bytes);
    }

    private static long sum(long sum, long value) {
        return value < 0 ? sum : Math.max(sum, 0) + value;
    }
}
