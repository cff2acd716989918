package io.hydrophone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.CheckRun;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the MySQL check says of a replica that follows, that is behind, and that does not know it. */
class ReplicationCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String HEARTBEAT = """
            options:
              replication: true
            heartbeat:
              table: depth.heartbeat
              utc: true
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11"})
    void lagIsMeasuredWhereTheServerDoesNotKnowIt(ServerKind kind) throws Exception {
        boolean isNew = Replica.isNew(kind);
        try (Server source = kind.start("--server-id=1", "--log-bin=binlog");
                Server replica = kind.start("--server-id=2")) {
            Replica.follow(replica, source);
            Replica.execute(
                    source,
                    "CREATE TABLE heartbeat (server_id INT PRIMARY KEY, ts VARCHAR(26) NOT NULL)",
                    "REPLACE heartbeat VALUES (1, UTC_TIMESTAMP(6))");
            try (CheckedServer checked = CheckedServer.of(replica, directory, HEARTBEAT)) {
                CheckRun run = until(checked, "it follows", found -> !Double.isNaN(heartbeat(found)));
                assertThat(CheckedServer.service(run, "mysql.replication.slave_running")
                                .status())
                        .isEqualTo(Status.OK);
                assertThat(CheckedServer.value(run, "mysql.replication.seconds_behind_null"))
                        .isZero();
                assertThat(CheckedServer.value(run, "mysql.replication.seconds_behind_master"))
                        .isNotNaN();

                Replica.execute(replica, isNew ? "STOP REPLICA SQL_THREAD" : "STOP SLAVE SQL_THREAD");
                Replica.execute(source, "REPLACE heartbeat VALUES (1, UTC_TIMESTAMP(6))");
                CheckRun stopped = until(
                        checked,
                        "it is behind",
                        found -> heartbeat(found) > 2 && (kind.isMariaDb() || commits(found) > 2));
                assertThat(stopped.status().problem()).isNull();
                assertThat(CheckedServer.value(stopped, "mysql.replication.seconds_behind_null"))
                        .isEqualTo(1);
                assertThat(CheckedServer.value(stopped, "mysql.replication.seconds_behind_master"))
                        .isNaN();
                assertThat(CheckedServer.service(stopped, "mysql.replication.slave_running")
                                .status())
                        .isEqualTo(Status.WARNING);

                Replica.execute(
                        replica,
                        "INSERT INTO heartbeat VALUES (9, UTC_TIMESTAMP(6))",
                        isNew ? "START REPLICA SQL_THREAD" : "START SLAVE SQL_THREAD");
                Replica.execute(source, "INSERT INTO heartbeat VALUES (9, UTC_TIMESTAMP(6))");
                CheckRun broken = until(
                        checked,
                        "it met a duplicate",
                        found -> CheckedServer.value(found, "mysql.replication.last_sql_errno") == 1062);
                assertThat(CheckedServer.service(broken, "mysql.replication.slave_running")
                                .message())
                        .contains("1062");
            }
        }
    }

    private static double heartbeat(CheckRun run) {
        return CheckedServer.value(run, "mysql.replication.lag_seconds", "source:heartbeat");
    }

    private static double commits(CheckRun run) {
        return CheckedServer.value(run, "mysql.replication.lag_seconds", "source:commit_timestamp");
    }

    private static CheckRun until(CheckedServer checked, String what, Predicate<CheckRun> holds) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            CheckRun run = checked.run();
            if (holds.test(run)) {
                return run;
            }
            assertThat(System.nanoTime())
                    .as(
                            "%s: %s",
                            what,
                            CheckedServer.samples(run).stream()
                                    .filter(sample -> sample.name().startsWith("mysql.replication."))
                                    .toList())
                    .isLessThan(end);
            Thread.sleep(200);
        }
    }
}
