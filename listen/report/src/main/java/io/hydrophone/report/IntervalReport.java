package io.hydrophone.report;

import io.hydrophone.digest.summary.Summary;

/**
 * What a probe tells of one interval. The interval is half-open and aligned to UTC; its bounds are the summary's.
 *
 * @param version of Hydrophone that made it
 * @param capture how much of what was there was heard
 * @param summary what was heard; without a statement when there was none
 */
public record IntervalReport(ReportId id, String version, CaptureFigures capture, Summary summary) {
    /** Inclusive, in nanoseconds since 1970. */
    public long fromNanos() {
        return summary.fromNanos();
    }

    /** Exclusive, in nanoseconds since 1970. */
    public long toNanos() {
        return summary.toNanos();
    }
}
