package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.push.Patience;
import io.hydrophone.probe.push.Pusher;
import io.hydrophone.report.IntervalReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real WebSockets and real files. */
class MasterTest {
    private static final int STATEMENTS = 20;

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());
    private final List<IntervalReport> merged = Collections.synchronizedList(new ArrayList<>());
    private final List<IntakeClient> clients = new ArrayList<>();
    private Master master;
    private HttpServer server;
    private int port;

    private void start() throws InterruptedException {
        MasterOptions options = MasterOptions.of("m1", "test", directory.resolve("master"))
                .withJournalBytes(16 << 20)
                .withPatience(Duration.ofMillis(300));
        master = Master.start(options, true, told::add);
        master.addReader(merged::add, () -> true);
        server = HttpServer.start(
                ServerOptions.local(port),
                new Routes().channel("/intake", Patience.CHANNEL.withMaxInboundBytes(16 << 20), master.intakeRoute()));
        port = server.uri().getPort();
    }

    @AfterEach
    void stop() {
        clients.forEach(IntakeClient::close);
        server.close();
        master.close();
    }

    private Pusher pusher(String probe) {
        URI uri = URI.create("ws://127.0.0.1:" + port + "/intake?probe=" + probe + "&epoch=1&group=test");
        return Pusher.start(Patience.to(List.of(uri), probe, directory.resolve(probe)), told::add);
    }

    private IntakeClient connect(String query) throws Exception {
        IntakeClient client = IntakeClient.connect(URI.create("ws://127.0.0.1:" + port + "/intake"), query);
        clients.add(client);
        return client;
    }

    private Summary sinceStart() {
        return master.keeper().fleet().read(sums -> sums.ledger().sinceStart());
    }

    private static long count(Summary summary) {
        return summary.statements().stream()
                .mapToLong(row -> row.tally().count())
                .sum();
    }

    private long mergedCount() {
        synchronized (merged) {
            return merged.stream().mapToLong(report -> count(report.summary())).sum();
        }
    }

    private long instanceCount(String probe) {
        return master.keeper()
                .fleet()
                .read(sums -> sums.instances().rows(probe + ":3306").stream()
                        .mapToLong(row -> row.tally().count())
                        .sum());
    }

    private static void until(String what, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void theSumsAreThoseOfAllProbes() throws Exception {
        start();
        List<Pusher> pushers = new ArrayList<>();
        for (int probe = 0; probe < 3; probe++) {
            pushers.add(pusher("p" + probe));
        }
        for (long sequence = 1; sequence <= 30; sequence++) {
            for (int probe = 0; probe < 3; probe++) {
                pushers.get(probe).push(Generated.sealed(Generated.report("p" + probe, 1, sequence, STATEMENTS)));
            }
        }
        long each = Generated.queries(30, STATEMENTS, 1);
        until(
                "all are acknowledged",
                () -> pushers.stream().allMatch(pusher -> pusher.counters().acknowledged() == 30));
        until("all intervals are closed", () -> count(sinceStart()) == 3 * each);
        until("all intervals are told", () -> mergedCount() == 3 * each);
        for (int probe = 0; probe < 3; probe++) {
            assertThat(instanceCount("p" + probe)).isEqualTo(each);
        }
        StatementSummary row = sinceStart().statements().getFirst();
        assertThat(row.key().instance()).isEmpty();
        assertThat(row.total().count()).isEqualTo(row.tally().count());
        assertThat(sinceStart().statements()).hasSize(STATEMENTS);
        assertThat(merged).extracting(report -> report.id().probe()).containsOnly("test");
        assertThat(merged).extracting(report -> report.id().sequence()).doesNotHaveDuplicates();
        pushers.forEach(Pusher::close);
        assertThat(told).isEmpty();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestartAndNotTwice() throws Exception {
        start();
        try (Pusher pusher = pusher("p")) {
            for (long sequence = 1; sequence <= 200; sequence++) {
                pusher.push(Generated.sealed(Generated.report("p", 1, sequence, STATEMENTS)));
                if (sequence % 50 == 0) {
                    server.close();
                    master.close();
                    start();
                }
            }
            until("all are acknowledged", () -> pusher.counters().queue().records() == 0);
        }
        long all = Generated.queries(200, STATEMENTS, 1);
        until("all intervals are closed", () -> count(sinceStart()) == all);
        assertThat(instanceCount("p")).isEqualTo(all);
    }

    @Test
    void whatComesTwiceIsCountedOnce() throws Exception {
        start();
        for (int time = 0; time < 2; time++) {
            try (Pusher pusher = pusher("p")) {
                for (long sequence = 1; sequence <= 10; sequence++) {
                    pusher.push(Generated.sealed(Generated.report("p", 1, sequence, STATEMENTS)));
                }
                until("acknowledged", () -> pusher.counters().queue().records() == 0);
            }
        }
        until("closed", () -> count(sinceStart()) == Generated.queries(10, STATEMENTS, 1));
        assertThat(master.keeper().fleet().figures().duplicates()).isEqualTo(10);
    }

    @Test
    void whatIsNoReportEndsItsConnectionWithAReason() throws Exception {
        start();
        IntakeClient client = connect("?probe=p&epoch=1");
        client.send(new byte[] {1, 2, 3});
        assertThat(client.text()).contains("refused");
        assertThat(client.closed()).isTrue();
        until("counted", () -> master.intake().bad() == 1);
        assertThat(told).extracting(Problem::code).containsExactly("bad-snappy");
    }

    @Test
    void aReportOfAnotherProbeIsRefused() throws Exception {
        start();
        IntakeClient client = connect("?probe=p&epoch=1");
        client.send(Frames.write(Generated.report("q", 1, 1, 1)));
        assertThat(client.text()).contains("it says that it is of q");
        assertThat(count(sinceStart())).isZero();
    }

    @Test
    void twoNodesMayNotHaveOneName() throws Exception {
        start();
        IntakeClient first = connect("?probe=p&epoch=1");
        first.send(Frames.write(Generated.report("p", 1, 1, 1)));
        assertThat(first.text()).contains("\"sequence\":1");
        IntakeClient second = connect("?probe=p&epoch=2");
        assertThat(second.text()).contains("another node is called p");
        first.send(Frames.write(Generated.report("p", 1, 2, 1)));
        assertThat(first.text()).contains("\"sequence\":2");
    }
}
