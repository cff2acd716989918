package io.hydrophone.report;

import io.hydrophone.core.ProblemException;

/** How large what is read may be, so that a reader's memory is bounded whoever wrote it. */
final class ReportBounds {
    /** Of a whole report, not compressed. */
    static final int REPORT_BYTES = 64 << 20;

    static final int NAME_BYTES = 64 << 10;
    static final int TEXT_BYTES = 256 << 10;
    static final int STATEMENTS = 20_000;
    static final int CLIENTS = 20_000;
    static final int COMMANDS = 256;
    /** Clients, error numbers, tags, their values and slowest queries of one statement; steps of a transaction. */
    static final int SHARES = 64;

    static final int GROUPS = 10_000;
    static final int TRANSACTIONS = 1_000;
    static final int SPANS = 1_000;
    /** Of one histogram: those of all longs. */
    static final int BUCKETS = 1_024;
    /** That the histograms of a report span together, 8 bytes each. */
    static final int ALL_BUCKETS = 8 << 20;

    private ReportBounds() {}

    /** @param at where, in bytes from the report's first; −1 when that is not known */
    static ProblemException problem(String reason, long at) {
        return new ProblemException(
                "bad-report",
                "this is no report: " + reason,
                at < 0 ? "" : "byte " + at,
                "was it cut short, or written by something else? see docs/report.md");
    }

    static void checkSize(int bytes) {
        if (bytes > REPORT_BYTES) {
            throw problem(bytes + " bytes are more than " + REPORT_BYTES, -1);
        }
    }
}
