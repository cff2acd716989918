package io.hydrophone.bench.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
     * @param residentBytes the largest that was seen
     * @param p99Error the largest relative distance of a statement's p99 over all probes from the exact one
     */
    public record Result(
            long sent,
            long acknowledged,
            long queriesSent,
            long queriesCounted,
            double cores,
            long residentBytes,
            double p99Error) {}

    private FleetRun(int seconds) {
        this.seconds = seconds;
        long from = (System.currentTimeMillis() / 1_000 + 1) * SECOND;
        reports = new SimulatedReports(PROBES, STATEMENTS, seconds, from);
    }

    /**
     * Runs it.
     *
     * @param directory for the master's files, made and removed
     */
    public static Result of(Path hydrophone, int seconds, Path directory, Path log)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        FleetRun run = new FleetRun(seconds);
        System.out.printf(
                "# fleet: %d reports of %d bytes%n", PROBES * seconds, run.reports.bytes() / PROBES / seconds);
        try (MasterProcess master = MasterProcess.start(hydrophone, directory, log);
                HttpClient client = HttpClient.newHttpClient()) {
            return run.against(master, client);
        } finally {
            delete(directory);
        }
    }

    private Result against(MasterProcess master, HttpClient client)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        List<SimulatedProbe> probes = new ArrayList<>();
        for (int probe = 0; probe < PROBES; probe++) {
            probes.add(SimulatedProbe.connect(client, master.intake(), SimulatedReports.name(probe)));
        }
        long begin = System.nanoTime();
        long cpu = 0;
        long cpuSince = 0;
        long resident = 0;
        for (int second = 0; second < seconds; second++) {
            if (second == WARM_UP) {
                cpu = cpu(master);
                cpuSince = System.nanoTime();
            }
            for (int probe = 0; probe < PROBES; probe++) {
                long due = begin + second * SECOND + probe * SECOND / PROBES;
                while (System.nanoTime() < due) {
                    Thread.sleep(1);
                }
                probes.get(probe).send(reports.frame(probe, second));
            }
            resident = Math.max(
                    resident, master.status().at("/memory/resident_bytes").asLong());
        }
        double cores = (double) (cpu(master) - cpu) / (System.nanoTime() - cpuSince);
        long acknowledged = settled(probes);
        Thread.sleep(5_000); // the last intervals are closed
        long counted = master.status().at("/reports/queries").asLong();
        double error = p99Error(master);
        probes.forEach(SimulatedProbe::close);
        return new Result((long) PROBES * seconds, acknowledged, reports.queries(), counted, cores, resident, error);
    }

    private static long cpu(MasterProcess master) throws IOException, InterruptedException {
        return master.status().at("/cpu_us").asLong() * 1_000;
    }

    private long settled(List<SimulatedProbe> probes) throws InterruptedException {
        long deadline = System.nanoTime() + 30 * SECOND;
        long acknowledged;
        do {
            Thread.sleep(100);
            acknowledged =
                    probes.stream().mapToLong(SimulatedProbe::acknowledged).sum();
        } while (acknowledged < (long) PROBES * seconds && System.nanoTime() < deadline);
        return acknowledged;
    }

    private double p99Error(MasterProcess master) throws IOException, InterruptedException {
        double worst = 0;
        int seen = 0;
        JsonNode classes = master.get("/api/v1/queries?top=1000").at("/classes");
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
