package io.hydrophone.bench;

import io.hydrophone.bench.fleet.FleetRun;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.result.Report;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Two hundred simulated probes with a thousand statements a second each, and one master. */
final class FleetPart {
    private FleetPart() {}

    static void run(Setting setting, int seconds) throws IOException, InterruptedException {
        FleetRun.Result seen;
        try {
            seen = FleetRun.of(
                    setting.hydrophone(),
                    seconds,
                    Files.createTempDirectory("hydrophone-fleet"),
                    setting.dir().resolve("master.log"));
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException(
                    "fleet-failed", String.valueOf(e.getMessage()), "", "see bench/target/logs/master.log");
        }
        Report report = setting.report();
        own(
                report,
                "fleet: reports that were not acknowledged",
                "reports",
                (double) (seen.sent() - seen.acknowledged()),
                Bound.exactly(0));
        own(
                report,
                "fleet: queries counted / sent",
                "1",
                (double) seen.queriesCounted() / seen.queriesSent(),
                Bound.exactly(1));
        own(report, "fleet: processor of the master", "cores", seen.cores(), Bound.atMost(0.8));
        own(report, "fleet: resident", "MB", seen.residentBytes() / 1e6, Bound.atMost(500));
        own(report, "fleet: largest error of a p99 over all", "1", seen.p99Error(), Bound.atMost(0.022));
    }

    private static void own(Report report, String claim, String unit, double figure, Bound bound) {
        report.add(Finding.own(claim, unit, Estimate.exact(figure), bound, 1));
    }
}
