package io.hydrophone.digest;

import static io.hydrophone.digest.summary.Tally.plus;

import io.hydrophone.digest.summary.Tally;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;

/** The changing side of a {@link Tally}: −1 stands for what no query has told yet. */
public final class Counts {
    private long count;
    private long estimatedCount;
    private long errors;
    private long lost;
    private long aborted;
    private long unfinished;
    private long rowsSent;
    private long rowsAffected;
    private long warnings;
    private long bytesIn;
    private long bytesOut;
    private long noIndex;
    private long noGoodIndex;
    private long serverSlow;
    private long slow;

    /** Of nothing. */
    public Counts() {
        reset();
    }

    void reset() {
        count = 0;
        estimatedCount = 0;
        errors = -1;
        lost = 0;
        aborted = 0;
        unfinished = 0;
        rowsSent = -1;
        rowsAffected = -1;
        warnings = -1;
        bytesIn = -1;
        bytesOut = -1;
        noIndex = -1;
        noGoodIndex = -1;
        serverSlow = -1;
        slow = 0;
    }

    /** @param weight how many queries this one stands for */
    void record(Query query, boolean isSlow, int weight) {
        count++;
        estimatedCount += weight;
        slow += isSlow ? 1 : 0;
        switch (query.outcome()) {
            case OK, ERROR -> recordAnswer(query);
            case LOST -> lost++;
            case ABORTED -> aborted++;
            case UNFINISHED -> unfinished++;
        }
        bytesIn = plus(bytesIn, query.bytesIn());
        bytesOut = plus(bytesOut, query.bytesOut());
        rowsSent = plus(rowsSent, query.rowsSent());
    }

    private void recordAnswer(Query query) {
        errors = plus(errors, query.outcome() == Outcome.ERROR ? 1 : query.errorCode() < 0 ? -1 : 0);
        rowsAffected = plus(rowsAffected, query.rowsAffected());
        warnings = plus(warnings, query.warnings());
        int status = query.serverStatus();
        if (status >= 0) {
            noIndex = plus(noIndex, bit(status, ServerStatus.NO_INDEX_USED));
            noGoodIndex = plus(noGoodIndex, bit(status, ServerStatus.NO_GOOD_INDEX_USED));
            serverSlow = plus(serverSlow, bit(status, ServerStatus.QUERY_WAS_SLOW));
        }
    }

    public void add(Tally tally) {
        count += tally.count();
        estimatedCount += tally.estimatedCount();
        errors = plus(errors, tally.errors());
        lost += tally.lost();
        aborted += tally.aborted();
        unfinished += tally.unfinished();
        rowsSent = plus(rowsSent, tally.rowsSent());
        rowsAffected = plus(rowsAffected, tally.rowsAffected());
        warnings = plus(warnings, tally.warnings());
        bytesIn = plus(bytesIn, tally.bytesIn());
        bytesOut = plus(bytesOut, tally.bytesOut());
        noIndex = plus(noIndex, tally.noIndex());
        noGoodIndex = plus(noGoodIndex, tally.noGoodIndex());
        serverSlow = plus(serverSlow, tally.serverSlow());
        slow += tally.slow();
    }

    long count() {
        return count;
    }

    /** What was counted so far. */
    public Tally tally() {
        return new Tally(
                count,
                estimatedCount,
                errors,
                lost,
                aborted,
                unfinished,
                rowsSent,
                rowsAffected,
                warnings,
                bytesIn,
                bytesOut,
                noIndex,
                noGoodIndex,
                serverSlow,
                slow);
    }

    private static long bit(int status, int mask) {
        return (status & mask) == 0 ? 0 : 1;
    }
}
