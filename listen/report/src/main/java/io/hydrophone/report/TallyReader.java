package io.hydrophone.report;

import io.hydrophone.digest.summary.Tally;

/** Gathers the counts of a row: what is absent is unknown, or 0 where it is always known. */
final class TallyReader {
    private final FieldReader in;
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

    TallyReader(FieldReader in) {
        this.in = in;
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

    /** Reads the field's value, or passes over it when it is none of these. */
    void read(Field field) {
        switch (field) {
            case COUNT -> count = in.count();
            case ESTIMATED_COUNT -> estimatedCount = in.count();
            case ERRORS -> errors = in.count();
            case LOST -> lost = in.count();
            case ABORTED -> aborted = in.count();
            case UNFINISHED -> unfinished = in.count();
            case ROWS_SENT -> rowsSent = in.count();
            case ROWS_AFFECTED -> rowsAffected = in.count();
            case WARNINGS -> warnings = in.count();
            case BYTES_IN -> bytesIn = in.count();
            case BYTES_OUT -> bytesOut = in.count();
            case NO_INDEX -> noIndex = in.count();
            case NO_GOOD_INDEX -> noGoodIndex = in.count();
            case SERVER_SLOW -> serverSlow = in.count();
            case SLOW -> slow = in.count();
            default -> in.skip();
        }
    }

    Tally tally() {
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
}
