package io.hydrophone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.CheckRun;
import io.hydrophone.alert.engine.Alert;
import io.hydrophone.alert.engine.AlertState;
import io.hydrophone.alert.engine.RuleEngine;
import io.hydrophone.alert.rule.DefaultRules;
import io.hydrophone.alert.rule.RuleFiles;
import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The default rules over what the MySQL check measures of real servers. Runs are as if each were 15 s after the one before. */
class AlertsOfServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofSeconds(15);
    private static final String SEEDS_RULE = """
            - name: as the seed has it
              rules:
              - name: Seed
                metric: mysql.replication.seconds_behind_master
                condition: value > 30 && last("mysql.replication.slave_running") == 0
            """;

    @TempDir
    private Path directory;

    private final RuleEngine engine =
            new RuleEngine(RuleFiles.of(DefaultRules.text() + SEEDS_RULE, Path.of("rules.yaml")));
    private Instant now = Instant.parse("2026-01-05T00:00:00Z");

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11"})
    void eachFailureIsOneAlertWithItsCause(ServerKind kind) throws Exception {
        boolean isNew = Replica.isNew(kind);
        try (Server source = kind.start("--server-id=1", "--log-bin=binlog");
                Server replica = kind.start("--server-id=2")) {
            Replica.follow(replica, source);
            Replica.execute(source, "CREATE TABLE fish (id INT PRIMARY KEY)");
            try (CheckedServer checked = CheckedServer.of(replica, directory, "options: {replication: true}\n")) {
                follows(replica);
                run(checked, 30);
                assertThat(firing()).isEmpty();

                Replica.execute(replica, isNew ? "STOP REPLICA SQL_THREAD" : "STOP SLAVE SQL_THREAD");
                run(checked, 15);
                assertThat(firing()).isEmpty();
                run(checked, 10);
                assertThat(firing()).containsExactly("ReplicaStopped");

                Replica.execute(
                        replica,
                        "INSERT INTO fish VALUES (1)",
                        isNew ? "START REPLICA SQL_THREAD" : "START SLAVE SQL_THREAD");
                until(checked, List.of());
                Replica.execute(source, "INSERT INTO fish VALUES (1)");
                until(checked, List.of("ReplicaApplierFailed"));
                run(checked, 25);
                assertThat(firing()).containsExactly("ReplicaApplierFailed");
                assertThat(alerts())
                        .singleElement()
                        .extracting(alert -> alert.annotations().get("summary"))
                        .isEqualTo("127.0.0.1:" + replica.port() + " stopped applying with error 1062");

                assertThat(ProcessHandle.of(replica.processId())).hasValueSatisfying(ProcessHandle::destroyForcibly);
                until(checked, List.of("MySqlDown", "ReplicaApplierFailed"));
                until(checked, List.of("MySqlDown")); // of a server that is down nothing else is known
            }
        }
    }

    /** Returns when the replica has the source's table. */
    private static void follows(Server replica) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Replica.execute(replica, "SELECT id FROM fish");
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private void run(CheckedServer checked, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            CheckRun run = checked.run();
            now = now.plus(PACE);
            run.signals().forEach(this::hear);
            engine.evaluate(now);
        }
    }

    private void hear(Signal signal) {
        long ts = now.toEpochMilli() * 1_000;
        switch (signal) {
            case Sample is ->
                engine.store()
                        .add(new Sample(is.name(), is.tags(), is.host(), is.value(), ts, is.kind(), is.interval()));
            case ServiceCheck is ->
                engine.store().add(new ServiceCheck(is.name(), is.status(), is.tags(), is.host(), ts, is.message()));
            case Event is -> throw new AssertionError("the check tells no events: " + is);
        }
    }

    private List<Alert> alerts() {
        return engine.alerts().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .toList();
    }

    private List<String> firing() {
        return alerts().stream().map(Alert::rule).toList();
    }

    private void until(CheckedServer checked, List<String> wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            run(checked, 1);
            assertThat(System.nanoTime()).as(() -> "fires: " + alerts()).isLessThan(end);
        } while (!firing().equals(wanted));
    }
}
