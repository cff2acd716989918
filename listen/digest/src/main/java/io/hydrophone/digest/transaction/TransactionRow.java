package io.hydrophone.digest.transaction;

import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.digest.summary.TransactionFigures;
import java.util.EnumMap;
import java.util.Map;

/** The changing side of {@link TransactionFigures}. */
final class TransactionRow {
    /** One number each, so that counting allocates nothing. */
    private final Map<TransactionEnd, long[]> ends = new EnumMap<>(TransactionEnd.class);

    private final LatencyHistogram duration = new LatencyHistogram();
    private final LatencyHistogram idle = new LatencyHistogram();
    private final LatencyHistogram statements = new LatencyHistogram();
    private long count;
    private long slow;
    private long idled;
    private long incomplete;
    private long readOnly;
    private long errors;
    private long rowsSent;
    private long rowsAffected;

    TransactionRow() {
        for (TransactionEnd end : TransactionEnd.values()) {
            ends.put(end, new long[1]);
        }
    }

    void record(OpenTransaction transaction, TransactionOptions options) {
        count++;
        ends.get(transaction.end)[0]++;
        if (transaction.spanKnown()) {
            duration.record(transaction.durationNanos());
            idle.record(transaction.idleNanos);
            statements.record(transaction.statements);
        }
        slow += transaction.durationNanos() >= options.slowNanos() ? 1 : 0;
        idled += transaction.longestIdleNanos >= options.idleNanos() ? 1 : 0;
        incomplete += transaction.incomplete ? 1 : 0;
        readOnly += transaction.readOnly ? 1 : 0;
        errors += transaction.errors;
        rowsSent += transaction.rowsSent;
        rowsAffected += transaction.rowsAffected;
    }

    void add(TransactionFigures figures) {
        figures.ends().forEach((end, times) -> {
            ends.get(end)[0] += times;
            count += times;
        });
        duration.merge(figures.duration());
        idle.merge(figures.idle());
        statements.merge(figures.statements());
        slow += figures.slow();
        idled += figures.idled();
        incomplete += figures.incomplete();
        readOnly += figures.readOnly();
        errors += figures.errors();
        rowsSent += figures.rowsSent();
        rowsAffected += figures.rowsAffected();
    }

    long count() {
        return count;
    }

    void reset() {
        ends.values().forEach(times -> times[0] = 0);
        duration.reset();
        idle.reset();
        statements.reset();
        count = 0;
        slow = 0;
        idled = 0;
        incomplete = 0;
        readOnly = 0;
        errors = 0;
        rowsSent = 0;
        rowsAffected = 0;
    }

    TransactionFigures figures() {
        Map<TransactionEnd, Long> counts = new EnumMap<>(TransactionEnd.class);
        ends.forEach((end, times) -> {
            if (times[0] != 0) {
                counts.put(end, times[0]);
            }
        });
        return new TransactionFigures(
                counts,
                duration.snapshot(),
                idle.snapshot(),
                statements.snapshot(),
                slow,
                idled,
                incomplete,
                readOnly,
                errors,
                rowsSent,
                rowsAffected);
    }
}
