package io.hydrophone.probe.master;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.ReportSum;
import java.util.HashSet;
import java.util.Set;

/** An interval for which reports come. One thread at a time. */
final class OpenInterval {
    /** Over all servers: as many rows as there are statements. */
    private final ReportSum fleet;

    /** By server; null where nobody wants to know. */
    private final ReportSum instances;

    private final Set<String> probes = new HashSet<>();
    private final long sinceNanos;

    /** @param sinceNanos when the first report came, of the monotonic clock */
    OpenInterval(DigestOptions bounds, boolean byInstance, long sinceNanos) {
        fleet = new ReportSum(bounds, false);
        instances = byInstance ? new ReportSum(bounds.withMaxStatements(MergedReport.MAX_STATEMENTS), true) : null;
        this.sinceNanos = sinceNanos;
    }

    void add(IntervalReport report) {
        fleet.add(report);
        if (instances != null) {
            instances.add(report);
        }
        probes.add(report.id().probe());
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
        return new MergedReport(total, instances == null ? total : instances.snapshot(id, version));
    }
}
