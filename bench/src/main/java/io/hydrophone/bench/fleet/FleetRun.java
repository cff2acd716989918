package io.hydrophone.bench.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Many simulated probes and one master, as long as there are reports. */
public final class FleetRun {
    private static final int PROBES = 200;
    private static final int STATEMENTS = 1_000;
    private static final long SECOND = 1_000_000_000L;
    /** What is compiled first is no figure of a process that runs for months. */
    private static final int WARM_UP = 10;

    private final SimulatedReports reports;
    private final int seconds;

    /**
     * What was seen.
     *
     * @param sent reports
     * @param acknowledged of them
     * @param queriesSent in all reports
     * @param queriesCounted by the master
     * @param cores that the master took, after the warm-up
     * @param betweenCores that what is between probes and master took
     * @param residentBytes the largest that was seen
     * @param p99Error the largest relative distance of a statement's p99 over all probes from the exact one
     */
    public record Result(
            long sent,
            long acknowledged,
            long queriesSent,
            long queriesCounted,
            double cores,
            double betweenCores,
            long residentBytes,
            double p99Error) {}

    private FleetRun(int seconds) {
        this.seconds = seconds;
        long from = (System.currentTimeMillis() / 1_000 + 1) * SECOND;
        reports = new SimulatedReports(PROBES, STATEMENTS, seconds, from);
        System.out.printf("# fleet: %d reports of %d bytes%n", PROBES * seconds, reports.bytes() / PROBES / seconds);
    }

    /**
     * Runs it against a master that probes push to.
     *
     * @param directory for the master's files, made and removed
     */
    public static Result pushing(Path hydrophone, int seconds, Path directory, Path logs)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        FleetRun run = new FleetRun(seconds);
        try (FleetTarget target = new PushTarget(
                MasterProcess.start(hydrophone, logs.resolve("master.log"), "--dir", directory.toString()))) {
            return run.against(target);
        } finally {
            delete(directory);
        }
    }

    /**
     * Runs it against a copy of a master that takes reports from Kafka.
     *
     * @param directory for the broker's files, made and removed
     */
    public static Result overKafka(Path hydrophone, int seconds, Path directory, Path logs)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        FleetRun run = new FleetRun(seconds);
        try (FleetTarget target = KafkaTarget.start(hydrophone, directory, logs)) {
            return run.against(target);
        } finally {
            delete(directory);
        }
    }

    private Result against(FleetTarget target)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        target.connect(PROBES);
        long begin = System.nanoTime();
        long cpu = 0;
        long between = 0;
        long cpuSince = 0;
        long resident = 0;
        for (int second = 0; second < seconds; second++) {
            if (second == WARM_UP) {
                cpu = cpu(target);
                between = target.betweenCpuNanos();
                cpuSince = System.nanoTime();
            }
            for (int probe = 0; probe < PROBES; probe++) {
                long due = begin + second * SECOND + probe * SECOND / PROBES;
                while (System.nanoTime() < due) {
                    Thread.sleep(1);
                }
                target.send(probe, reports.frame(probe, second));
            }
            resident = Math.max(
                    resident, target.get("/status").at("/memory/resident_bytes").asLong());
        }
        double nanos = System.nanoTime() - cpuSince;
        double cores = (cpu(target) - cpu) / nanos;
        double betweenCores = (target.betweenCpuNanos() - between) / nanos;
        long acknowledged = settled(target::acknowledged, (long) PROBES * seconds);
        // The last intervals are closed.
        long counted = settled(() -> counted(target), reports.queries());
        return new Result(
                (long) PROBES * seconds,
                acknowledged,
                reports.queries(),
                counted,
                cores,
                betweenCores,
                resident,
                p99Error(target));
    }

    private static long cpu(FleetTarget target) throws IOException, InterruptedException {
        return target.get("/status").at("/cpu_us").asLong() * 1_000;
    }

    private static long counted(FleetTarget target) throws IOException, InterruptedException {
        return target.get("/api/v1/queries?top=1").path("count").asLong();
    }

    /** A number that grows. */
    private interface Growing {
        long now() throws IOException, InterruptedException;
    }

    private static long settled(Growing number, long expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + 30 * SECOND;
        long now = number.now();
        while (now < expected && System.nanoTime() < deadline) {
            Thread.sleep(500);
            now = number.now();
        }
        return now;
    }

    private double p99Error(FleetTarget target) throws IOException, InterruptedException {
        double worst = 0;
        int seen = 0;
        JsonNode classes = target.get("/api/v1/queries?top=1000").at("/classes");
        for (JsonNode statement : classes) {
            long digest = Long.parseUnsignedLong(statement.get("digest").asString(), 16);
            for (int i = 0; i < STATEMENTS; i++) {
                if (SimulatedReports.digest(i) == digest) {
                    double exact = reports.quantile(i, 0.99);
                    double told = statement.at("/total_us/p99").asDouble() * 1_000;
                    worst = Math.max(worst, Math.abs(told / exact - 1));
                    seen++;
                }
            }
        }
        return seen == STATEMENTS ? worst : Double.POSITIVE_INFINITY;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
