package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.audit.AuditLog;
import io.hydrophone.probe.push.Introduction;
import io.hydrophone.probe.push.Patience;
import io.hydrophone.probe.push.Pusher;
import io.hydrophone.probe.settings.LiveSettings;
import io.hydrophone.probe.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masters with real groups, and pushers over real WebSockets with the settings of probes that hear nothing. */
class GroupSettingsTest {
    private static final long LARGE = 64 << 20;

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /** What of a probe its master sees. */
    private final class ProbeNode implements AutoCloseable {
        private final Pusher pusher;
        private final Path audit;
        private final GroupWishes target = new GroupWishes();
        private final Settings settings;
        private final List<Problem> problems = Collections.synchronizedList(new ArrayList<>());

        ProbeNode(String name, String group, boolean follows, TestNode... masters) {
            audit = directory.resolve(name + ".audit");
            settings = new Settings(name, target, null, new AuditLog(audit), problems::add);
            List<URI> servers = Arrays.stream(masters).map(TestNode::intake).toList();
            pusher = Pusher.open(Patience.to(servers, name, directory.resolve(name)), problems::add);
            if (follows) {
                pusher.follow(settings);
            }
            pusher.deliver(new Introduction(name, 1, "test", "http://127.0.0.1:8667").in(group));
            open.add(this);
        }

        ProbeNode(String name, TestNode... masters) {
            this(name, "test", true, masters);
        }

        Duration interval() {
            LiveSettings now = target.settings();
            return now.interval();
        }

        @Override
        public void close() {
            pusher.close();
        }
    }

    private TestNode node(String name, TestNode... seeds) throws InterruptedException {
        TestNode node = new TestNode(
                name,
                directory,
                LARGE,
                Arrays.stream(seeds).map(TestNode::groupAddress).toList(),
                told::add);
        open.add(node);
        return node;
    }

    private void end(AutoCloseable node) throws Exception {
        open.remove(node);
        node.close();
    }

    private static void update(Settings settings, String name, String value) {
        settings.update(new HttpRequest("/config/update", Map.of(name, List.of(value)), "10.0.0.9"));
    }

    private static void interval(Settings settings, int seconds) {
        update(settings, "report_period_ms", Integer.toString(seconds * 1_000));
    }

    private static void until(String what, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static void untilAll(int seconds, ProbeNode... probes) throws InterruptedException {
        Duration wanted = Duration.ofSeconds(seconds);
        until(
                "all probes have " + wanted,
                () -> Arrays.stream(probes).allMatch(probe -> wanted.equals(probe.interval())));
    }

    private static void untilKnown(int seconds, TestNode... nodes) throws InterruptedException {
        Duration wanted = Duration.ofSeconds(seconds);
        until(
                "all masters know " + wanted,
                () -> Arrays.stream(nodes)
                        .allMatch(node -> wanted.equals(
                                node.master.settings().known().together().interval())));
    }

    private static List<String> lines(Path audit) throws IOException {
        return Files.readAllLines(audit);
    }

    @Test
    void whatIsAskedOfAnyNodeReachesAllAndIsNotedOnce() throws Exception {
        TestNode first = node("m1");
        TestNode second = node("m2", first);
        ProbeNode db1 = new ProbeNode("db1", first, second);
        ProbeNode db2 = new ProbeNode("db2", first, second);
        interval(second.master.settings(), 5); // a standby
        untilAll(5, db1, db2);
        interval(db1.settings, 7);
        untilAll(7, db1, db2);
        untilKnown(7, first, second);
        interval(first.master.settings(), 9);
        untilAll(9, db1, db2);
        untilKnown(9, second);
        List<Path> audits =
                List.of(db1.audit, db2.audit, directory.resolve("m1/audit.jsonl"), directory.resolve("m2/audit.jsonl"));
        for (Path audit : audits) {
            assertThat(lines(audit)).as(audit.toString()).hasSize(3);
        }
        assertThat(lines(db2.audit).get(1))
                .contains("\"who\":\"10.0.0.9\"", "\"origin\":\"db1\"", "\"after\":\"7000\"");
        assertThat(told).isEmpty();
    }

    @Test
    void whoComesLaterLearnsWhatHoldsAndBringsWhatItWasAskedMeanwhile() throws Exception {
        TestNode first = node("m1");
        interval(first.master.settings(), 5);
        ProbeNode db1 = new ProbeNode("db1", first);
        untilAll(5, db1);
        TestNode second = node("m2", first);
        untilKnown(5, second);
        end(first);
        interval(db1.settings, 7); // while no master takes its reports
        ProbeNode db2 = new ProbeNode("db2", second);
        untilAll(5, db2);
        db1.pusher.setServers(List.of(second.intake()));
        untilAll(7, db1, db2);
        TestNode again = node("m1", second);
        untilKnown(7, again);
    }

    @Test
    void whoDoesNotFollowIsNotChangedNorChangesOthers() throws Exception {
        TestNode first = node("m1");
        ProbeNode own = new ProbeNode("own", "test", false, first);
        ProbeNode stranger = new ProbeNode("stranger", "", true, first); // told this very receiver
        ProbeNode db1 = new ProbeNode("db1", first);
        interval(own.settings, 7);
        interval(stranger.settings, 7);
        interval(first.master.settings(), 5);
        untilAll(5, db1);
        Thread.sleep(500);
        assertThat(db1.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(own.interval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(stranger.interval()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aProbeOfAnotherGroupIsRefusedWithAReasonAndGoesOn() throws Exception {
        TestNode foreign = node("m1");
        ProbeNode probe = new ProbeNode("db1", "other", true, foreign);
        probe.pusher.push(Generated.sealed(Generated.report("db1", 1, 1, 5)));
        until("refused more than once", () -> probe.pusher.counters().refused() > 2);
        assertThat(probe.problems).hasSize(1);
        assertThat(probe.problems.getFirst().text())
                .contains("the master is of the group 'test', the probe of 'other'");
        assertThat(foreign.master.intake().wrongGroup()).isGreaterThan(2);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().code()).isEqualTo("wrong-group");
        assertThat(told.getFirst().message()).contains("db1", "'test'", "'other'");
        assertThat(probe.pusher.counters().queue().records()).isEqualTo(1);
        assertThat(foreign.figures().accepted()).isZero();
        assertThat(foreign.master.probes()).isEmpty();

        try (Master right = Master.start(MasterOptions.of("m2", "other", directory.resolve("m2")), true, told::add);
                TestServer server = TestServer.of(right)) {
            probe.pusher.setServers(List.of(foreign.intake(), server.intake()));
            until("acknowledged", () -> probe.pusher.counters().acknowledged() == 1);
        }
    }

    @Test
    void whatIsNotUnderstoodIsCountedAndChangesNothing() throws Exception {
        TestNode first = node("m1");
        try (IntakeClient client = IntakeClient.connect(first.intake(), "?probe=p&epoch=1&group=test")) {
            assertThat(client.text()).isEqualTo("{\"settings\":[]}");
            client.say("{\"settings\":[{\"ts\":1,\"report_period_ms\":1}]}");
            until("counted", () -> first.master.intake().bad() == 1);
            client.say("{\"settings\":[{\"ts\":1,\"report_period_ms\":2000}]}");
            untilKnown(2, first);
            client.send(Frames.write(Generated.report("p", 1, 1, 1)));
            assertThat(client.text()).contains("\"settings\"");
            assertThat(client.text()).contains("\"sequence\":1");
        }
        try (IntakeClient client = IntakeClient.connect(first.intake(), "?probe=q&epoch=1")) {
            client.say("{\"settings\":[{\"ts\":5,\"report_period_ms\":3000}]}");
            client.send(Frames.write(Generated.report("q", 1, 1, 1)));
            assertThat(client.text()).as("nothing of settings").contains("\"sequence\":1");
            untilKnown(2, first);
        }
        assertThat(told).extracting(Problem::code).containsExactly("bad-settings");
    }
}
