package io.hydrophone.probe.master;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.Receipts;
import io.hydrophone.report.merge.ReportSum;
import java.util.HashSet;
import java.util.Set;

/**
 * An interval for which reports come. Once it is closed, its tables serve another: a fleet's intervals are alike, and tables
 * that grow anew with each of them would be most of what the collector moves. One thread at a time.
 */
final class OpenInterval {
    /** Then its tables are left to the collector, with whatever no report tells any more. */
    private static final int MAX_LIVES = 300;

    /** Over all servers: as many rows as there are statements. */
    private final ReportSum fleet;

    /** By server; null where nobody wants to know. */
    private final ReportSum instances;

    /** Not emptied but replaced: merged reports keep theirs. */
    private Receipts reports = new Receipts();

    private final Set<String> probes = new HashSet<>();
    private long sinceNanos;
    private int lives = 1;

    /** @param sinceNanos when the first report came, of the monotonic clock */
    OpenInterval(DigestOptions bounds, boolean byInstance, long sinceNanos) {
        fleet = new ReportSum(bounds, false);
        instances = byInstance ? new ReportSum(bounds.withMaxStatements(MergedReport.MAX_STATEMENTS), true) : null;
        this.sinceNanos = sinceNanos;
    }

    /**
     * Begins another interval in its place; what was read of it stays as it was.
     *
     * @return whether it can
     */
    boolean begin(boolean byInstance, long nanos) {
        if (byInstance != (instances != null) || lives == MAX_LIVES) {
            return false;
        }
        lives++;
        fleet.reset();
        if (instances != null) {
            instances.reset();
        }
        reports = new Receipts();
        probes.clear();
        sinceNanos = nanos;
        return true;
    }

    void add(IntervalReport report) {
        fleet.add(report);
        if (instances != null) {
            instances.add(report);
        }
        reports.add(report.id());
        probes.add(report.id().probe());
    }

    /** Adds the sum of reports. */
    void add(IntervalReport sum, Receipts of) {
        fleet.add(sum);
        if (instances != null) {
            instances.add(sum);
        }
        reports.addAll(of.all());
        of.all().forEach(stretch -> probes.add(stretch.probe()));
    }

    /** Which reports came. */
    Receipts reports() {
        return reports;
    }

    /** When the first report came, of the monotonic clock. */
    long sinceNanos() {
        return sinceNanos;
    }

    boolean hasAll(Set<String> expected) {
        return probes.containsAll(expected);
    }

    /** All that came, by server where that is kept. */
    IntervalReport snapshot(ReportId id, String version) {
        return (instances == null ? fleet : instances).snapshot(id, version);
    }

    MergedReport merged(ReportId id, String version) {
        IntervalReport total = fleet.snapshot(id, version);
        return new MergedReport(total, instances == null ? total : instances.snapshot(id, version), reports);
    }
}
