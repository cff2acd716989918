package io.hydrophone.bench;

import io.hydrophone.bench.fleet.FleetRun;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.result.Report;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Two hundred simulated probes with a thousand statements a second each, and one master, or one copy of a master behind Kafka. */
final class FleetPart {
    private FleetPart() {}

    private interface Run {
        FleetRun.Result of(Path hydrophone, int seconds, Path directory, Path logs)
                throws IOException, InterruptedException, ExecutionException, TimeoutException;
    }

    static void run(Setting setting, int seconds) throws IOException, InterruptedException {
        FleetRun.Result seen = run(setting, seconds, FleetRun::pushing);
        tell(setting.report(), "fleet", seen, 0.8, 500);
    }

    /** A copy writes to a changelog what it takes, and reads a report twice. The broker's processor time is told beside: what it costs to have the reports written and read at all. */
    static void runKafka(Setting setting, int seconds) throws IOException, InterruptedException {
        FleetRun.Result seen = run(setting, seconds, FleetRun::overKafka);
        tell(setting.report(), "kafka", seen, 1.0, 600);
        System.out.printf("# kafka: the broker took %.3f cores%n", seen.betweenCores());
    }

    private static FleetRun.Result run(Setting setting, int seconds, Run run) throws IOException, InterruptedException {
        try {
            return run.of(setting.hydrophone(), seconds, Files.createTempDirectory("hydrophone-fleet"), setting.dir());
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException("fleet-failed", String.valueOf(e.getMessage()), "", "see bench/target/logs");
        }
    }

    private static void tell(Report report, String part, FleetRun.Result seen, double cores, double megabytes) {
        own(
                report,
                part + ": reports that were not acknowledged",
                "reports",
                (double) (seen.sent() - seen.acknowledged()),
                Bound.exactly(0));
        own(
                report,
                part + ": queries counted / sent",
                "1",
                (double) seen.queriesCounted() / seen.queriesSent(),
                Bound.exactly(1));
        own(report, part + ": processor of the master", "cores", seen.cores(), Bound.atMost(cores));
        own(report, part + ": resident", "MB", seen.residentBytes() / 1e6, Bound.atMost(megabytes));
        own(report, part + ": largest error of a p99 over all", "1", seen.p99Error(), Bound.atMost(0.022));
    }

    private static void own(Report report, String claim, String unit, double figure, Bound bound) {
        report.add(Finding.own(claim, unit, Estimate.exact(figure), bound, 1));
    }
}
