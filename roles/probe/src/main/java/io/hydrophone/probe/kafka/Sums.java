package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.QueryFilter;
import io.hydrophone.digest.transaction.TransactionOptions;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.ReportSum;
import java.util.List;
import java.util.function.Consumer;

/** How much one sum holds. */
final class Sums {
    /** Of one probe: a report that is read has at most twice as many rows. */
    private static final DigestOptions PROBE =
            new DigestOptions(10_000, 1_024, -1, QueryFilter.ALL).withTransactions(TransactionOptions.DEFAULT);

    /** Of all probes together, while a question is answered. */
    static final DigestOptions FLEET = new DigestOptions(20_000, 4_096, -1, QueryFilter.ALL);

    /** Of all probes in one interval, by server; as many rows as a report takes. */
    static final DigestOptions MERGED = new DigestOptions(19_000, 4_096, -1, QueryFilter.ALL);

    private Sums() {}

    /** For reports of one probe, slow by the threshold that it has now. */
    static ReportSum like(IntervalReport report) {
        return new ReportSum(PROBE.withSlowNanos(report.summary().counts().slowNanos()), true);
    }

    /**
     * Reads a sum of ours. One that a hostile probe drove beyond all bounds ends here, and is told: it must not end the thread again and again.
     *
     * @param frame null when there is none
     * @return null then, and when it cannot be read
     */
    static IntervalReport read(byte[] frame, Consumer<Problem> told) {
        try {
            return frame == null ? null : Frames.readSum(frame);
        } catch (ProblemException e) {
            told.accept(e.problem());
            return null;
        }
    }

    static IntervalReport of(ReportId id, List<IntervalReport> reports) {
        IntervalReport newest = reports.getLast();
        ReportSum sum = like(newest);
        reports.forEach(sum::add);
        return sum.snapshot(id, newest.version());
    }
}
