package io.hydrophone.report.merge;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.SummaryMerge;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;

/**
 * Adds reports up: of several probes, of several intervals, or of both. Counts and histograms of the same key become
 * one, exactly; nothing is averaged. Whoever adds sees to it, with {@link Receipts}, that each comes once. One thread at
 * a time.
 */
public final class ReportSum {
    private final SummaryMerge summary;
    private CaptureFigures capture = CaptureFigures.NONE;
    private long reports;

    /**
     * An empty sum.
     *
     * @param options bounds the sum; what finds no room falls into the row {@code other}
     * @param byInstance whether rows of different servers stay apart; if not, their instance is ""
     */
    public ReportSum(DigestOptions options, boolean byInstance) {
        summary = new SummaryMerge(options, byInstance);
    }

    public void add(IntervalReport report) {
        summary.add(report.summary());
        capture = capture.plus(report.capture());
        reports++;
    }

    /** Begins anew, in the memory that is there. */
    public void reset() {
        summary.reset();
        capture = CaptureFigures.NONE;
        reports = 0;
    }

    /** How many were added. */
    public long reports() {
        return reports;
    }

    /** The sum so far, from the begin of the earliest report to the end of the latest. */
    public IntervalReport snapshot(ReportId id, String version) {
        return new IntervalReport(id, version, capture, summary.snapshot());
    }
}
