package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.probe.push.Pusher;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Two masters in processes of their own, killed, stopped and started again by chance while probes push to them: when all is
 * well again there is one master, and both nodes have counted every query once.
 *
 * <p>{@code -Dsweep=N} runs N seeds instead of a few.
 */
class FaultSweepTest {
    private static final int PROBES = 3;
    private static final int STATEMENTS = 10;
    private static final long RUN_MILLIS = 6_000;
    private static final long HEAL_SECONDS = 60;

    @TempDir
    private Path directory;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Pusher> pushers = new ArrayList<>();
    private final StringBuilder schedule = new StringBuilder();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("sweep", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyQueryIsCountedOnceWhateverHappensToTheMasters(long seed) throws Exception {
        try {
            start();
            Random random = new Random(seed);
            Thread faults = Thread.ofPlatform().start(() -> faults(random));
            long sequence = 0;
            for (long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RUN_MILLIS);
                    System.nanoTime() < end || faults.isAlive(); ) {
                sequence++;
                for (int probe = 0; probe < PROBES; probe++) {
                    pushers.get(probe).push(Generated.sealed(Generated.report("p" + probe, 1, sequence, STATEMENTS)));
                }
                Thread.sleep(50);
            }
            long reports = PROBES * sequence;
            long queries = PROBES * Generated.queries(sequence, STATEMENTS, 1);
            until(
                    "all is acknowledged",
                    () -> pushers.stream()
                            .allMatch(pusher -> pusher.counters().queue().records() == 0));
            until("both nodes are the same", () -> nodes.stream().allMatch(node -> has(node, reports)));
            until("one master", () -> masters() == 1);
            assertThat(nodes).as("%s", schedule).allSatisfy(node -> {
                JsonNode counted = node.status().at("/reports");
                assertThat(counted.at("/accepted").asLong()).isEqualTo(reports);
                assertThat(counted.at("/queries").asLong()).isEqualTo(queries);
            });
            assertThat(pushers)
                    .allSatisfy(
                            pusher -> assertThat(pusher.counters().dropped()).isZero());
        } finally {
            pushers.forEach(Pusher::close);
            nodes.forEach(NodeProcess::close);
        }
    }

    private void start() throws IOException, InterruptedException {
        int[] ports = ports();
        nodes.add(new NodeProcess(directory, "m1", ports[0], ports[1], ports[3]));
        nodes.add(new NodeProcess(directory, "m2", ports[2], ports[3], ports[1]));
        for (NodeProcess node : nodes) {
            node.start();
        }
        until("a master", () -> masters() == 1 && nodes.stream().allMatch(node -> node.status() != null));
        for (int probe = 0; probe < PROBES; probe++) {
            String name = "p" + probe;
            PushOptions options = PushOptions.to(
                    nodes.stream().map(node -> node.intake(name)).toList(), name, directory.resolve(name));
            pushers.add(Pusher.start(options, problem -> {}));
        }
    }

    /** On a thread of their own; every node runs when it ends. */
    private void faults(Random random) {
        long begin = System.nanoTime();
        try {
            while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(RUN_MILLIS)) {
                Thread.sleep(random.nextLong(100, 900));
                NodeProcess node = nodes.get(random.nextInt(nodes.size()));
                long away = random.nextLong(50, 2_500);
                switch (random.nextInt(3)) {
                    case 0 -> {
                        note("kill", node, away);
                        node.kill();
                        Thread.sleep(away);
                        node.start();
                    }
                    case 1 -> {
                        note("stop", node, away);
                        node.signal("STOP");
                        Thread.sleep(away);
                        node.signal("CONT");
                    }
                    default -> {
                        note("kill both", node, away);
                        for (NodeProcess one : nodes) {
                            one.kill();
                        }
                        Thread.sleep(away / 2);
                        node.start();
                        Thread.sleep(away / 2);
                        nodes.get(1 - nodes.indexOf(node)).start();
                    }
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(String what, NodeProcess node, long millis) {
        schedule.append(what)
                .append(' ')
                .append(nodes.indexOf(node))
                .append(' ')
                .append(millis)
                .append(" ms; ");
    }

    private static boolean has(NodeProcess node, long reports) {
        JsonNode status = node.status();
        return status != null && status.at("/reports/accepted").asLong() >= reports;
    }

    private long masters() {
        return nodes.stream()
                .map(NodeProcess::status)
                .filter(status ->
                        status != null && status.at("/role").asString().equals("master"))
                .count();
    }

    private void until(String what, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(HEAL_SECONDS);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s after %s", what, schedule).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static int[] ports() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        int[] ports = new int[4];
        for (int i = 0; i < ports.length; i++) {
            sockets.add(new ServerSocket(0));
            ports[i] = sockets.getLast().getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
