package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Three nodes and three probes, each a process in a network namespace of its own, under faults by chance: killed, stopped,
 * ended, cut off from one another, out of disk. When all is well again there is one master, and every node has counted every
 * query of every sealed interval once.
 *
 * <p>{@code -Dsweep=N} runs N seeds instead of a few, {@code -Dsweep.seed=K} the one of which a failure tells. Needs root.
 */
@Tag("alone")
class FaultSweepTest {
    private static final long RUN_MILLIS = 7_000;
    private static final long HEAL_SECONDS = 180;
    private static final ProbeProcess.Load USUAL = new ProbeProcess.Load(64 << 20, 10);
    /** The queue takes what two seconds bring. */
    private static final ProbeProcess.Load TOO_MUCH = new ProbeProcess.Load(256 << 10, 60);

    private static final List<String> NODES = List.of("m1", "m2", "m3");
    private static final List<String> PROBES = List.of("p1", "p2", "p3");

    @TempDir
    private Path directory;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<ProbeProcess> probes = new ArrayList<>();
    private Faults faults;

    static LongStream seeds() {
        Long one = Long.getLong("sweep.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Integer.getInteger("sweep", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyQueryIsCountedOnceWhateverHappens(long seed) throws Exception {
        try (TestNetwork network = new TestNetwork()) {
            try {
                start(network, seed);
                faults = new Faults(network, nodes, probes);
                faults.run(seed, RUN_MILLIS);
                heal();
                check();
            } catch (AssertionError e) {
                // What failed stands last too: where an output is cut, its end remains.
                String failed = "-Dsweep.seed=" + seed + ": " + e.getMessage() + "\n";
                throw new AssertionError(failed + faults + "\n" + states() + logs() + failed, e);
            } finally {
                probes.forEach(ProbeProcess::close);
                nodes.forEach(NodeProcess::close);
            }
        }
    }

    private void start(TestNetwork network, long seed) throws Exception {
        List<String> addresses = new ArrayList<>();
        for (String name : NODES) {
            addresses.add(network.add(name));
        }
        for (int i = 0; i < NODES.size(); i++) {
            String address = addresses.get(i);
            List<String> others =
                    addresses.stream().filter(other -> !other.equals(address)).toList();
            NodeProcess node = new NodeProcess(network, directory, NODES.get(i), address, others);
            nodes.add(node);
            node.start();
        }
        List<String> intakes = nodes.stream().map(NodeProcess::intake).toList();
        for (String name : PROBES) {
            network.add(name);
            ProbeProcess.Load load = seed % 5 == 0 ? TOO_MUCH : USUAL;
            ProbeProcess probe = new ProbeProcess(network, directory, name, seed, intakes, load);
            probes.add(probe);
            probe.start();
        }
        until("a master", this::isOneMaster);
    }

    private void heal() throws Exception {
        for (ProbeProcess probe : probes) {
            until(probe.name() + " ends", probe::finish);
        }
        for (ProbeProcess probe : probes) {
            until("all of " + probe.name() + " is acknowledged", () -> probe.waiting() == 0);
        }
        until("one master", this::isOneMaster);
        until("all nodes have all", this::allHaveAll);
    }

    /** All nodes say the same: which of them is master, and of which epoch. */
    private boolean isOneMaster() throws InterruptedException {
        int masters = 0;
        List<String> said = new ArrayList<>();
        for (NodeProcess node : nodes) {
            JsonNode status = node.get("/status");
            if (status == null) {
                return false;
            }
            boolean isMaster = status.at("/role").asString().equals("master");
            masters += isMaster ? 1 : 0;
            said.add(status.at("/epoch").asLong()
                    + (isMaster ? node.intake() : status.at("/master").asString()));
        }
        return masters == 1 && said.stream().distinct().count() == 1;
    }

    /** The same intervals: all that were sealed, but those of which a drop was counted, and the last of a run that was killed. */
    private boolean allHaveAll() throws IOException, InterruptedException {
        Receipts first = nodes.getFirst().receipts();
        for (NodeProcess node : nodes) {
            Receipts receipts = node.receipts();
            if (receipts == null || first == null || !receipts.all().equals(first.all())) {
                return false;
            }
        }
        for (ProbeProcess probe : probes) {
            long missing = 0;
            for (Map.Entry<Long, List<int[]>> run : probe.sealed().runs().entrySet()) {
                int sealed = run.getValue().size();
                int certain = probe.wasKilled(run.getKey()) ? sealed - 1 : sealed;
                for (int sequence = 1; sequence <= certain; sequence++) {
                    missing += first.contains(new ReportId(probe.name(), run.getKey(), sequence)) ? 0 : 1;
                }
            }
            if (missing > probe.dropped()) {
                return false;
            }
        }
        return true;
    }

    private void check() throws Exception {
        gaps();
        for (NodeProcess node : nodes) {
            Receipts receipts = node.receipts();
            long reports = 0;
            long queries = 0;
            for (ProbeProcess probe : probes) {
                Map<String, Long> expected = new TreeMap<>();
                for (Map.Entry<Long, List<int[]>> run : probe.sealed().runs().entrySet()) {
                    for (int i = 0; i < run.getValue().size(); i++) {
                        if (receipts.contains(new ReportId(probe.name(), run.getKey(), i + 1))) {
                            reports++;
                            add(expected, run.getValue().get(i));
                        }
                    }
                }
                queries += expected.values().stream().mapToLong(count -> count).sum();
                assertThat(told(node, probe))
                        .as("%s of %s", node.name(), probe.name())
                        .isEqualTo(expected);
            }
            JsonNode counted = node.get("/status").at("/reports");
            assertThat(counted.at("/accepted").asLong()).as(node.name()).isEqualTo(reports);
            assertThat(counted.at("/queries").asLong()).as(node.name()).isEqualTo(queries);
        }
    }

    /** The master tells how often each probe was started, and how many intervals are missing within its runs. */
    private void gaps() throws Exception {
        for (NodeProcess node : nodes) {
            JsonNode status = node.get("/status");
            if (!status.at("/role").asString().equals("master")) {
                continue;
            }
            Map<String, Long> told = new TreeMap<>();
            Map<String, Long> missing = new TreeMap<>();
            for (JsonNode probe : status.at("/probes")) {
                told.put(probe.at("/name").asString(), probe.at("/runs").asLong());
                missing.put(probe.at("/name").asString(), probe.at("/missing").asLong());
            }
            Map<String, Long> runs = new TreeMap<>();
            Receipts receipts = node.receipts();
            for (ProbeProcess probe : probes) {
                SealedIntervals sealed = probe.sealed();
                long delivered = receipts.all().stream()
                        .filter(run -> run.probe().equals(probe.name())
                                && sealed.runs().containsKey(run.epoch()))
                        .count();
                runs.put(probe.name(), delivered);
                assertThat(missing.get(probe.name())).as(probe.name()).isBetween(0L, probe.dropped());
            }
            assertThat(told).isEqualTo(runs);
        }
    }

    private static void add(Map<String, Long> counts, int[] more) {
        for (int i = 0; i < more.length; i++) {
            counts.merge(Generated.fingerprint(i), (long) more[i], Long::sum);
        }
    }

    /** How often a node says that each statement was asked of a probe's server. */
    private static Map<String, Long> told(NodeProcess node, ProbeProcess probe) throws InterruptedException {
        Map<String, Long> told = new TreeMap<>();
        node.get("/api/v1/queries?top=100&instance=" + probe.name() + ":3306")
                .at("/classes")
                .forEach(row -> told.put(
                        row.at("/fingerprint").asString(), row.at("/count").asLong()));
        return told;
    }

    private void until(String what, Callable<Boolean> isSo) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(HEAL_SECONDS);
        while (!isSo.call()) {
            for (NodeProcess node : nodes) {
                assertThat(node.process().isAlive()).as("%s runs", node.name()).isTrue();
            }
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    /** How the nodes are, and what those do that do not answer. */
    private String states() throws InterruptedException {
        StringBuilder all = new StringBuilder();
        for (NodeProcess node : nodes) {
            JsonNode status = node.get("/status");
            all.append(node.name()).append(": ").append(status).append('\n');
            if (status == null && node.process().isAlive()) {
                all.append(node.process().threads());
            }
        }
        return all.toString();
    }

    /** What the processes said, in the end. */
    private String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("m1", "m2", "m3", "p1", "p2", "p3")) {
            Path log = directory.resolve(name + ".log");
            if (Files.exists(log)) {
                List<String> lines = Files.readAllLines(log);
                lines.subList(Math.max(0, lines.size() - 20), lines.size())
                        .forEach(line ->
                                all.append(name).append(": ").append(line).append('\n'));
            }
        }
        return all.toString();
    }
}
