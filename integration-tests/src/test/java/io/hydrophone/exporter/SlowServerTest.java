package io.hydrophone.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.servers.Tool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is slow, or does not answer at all, is not asked twice for the same, and one slow answer does not keep back the others. */
class SlowServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SCRAPERS = 16;

    @ParameterizedTest
    @EnumSource
    void manyScrapersShareOneAnswer(ServerKind kind, @TempDir Path directory) throws Exception {
        Server server = kind.shared();
        try (Served served = Served.configured(server, directory, "max_age: 1m");
                Connection connection = server.connect()) {
            long before = questions(connection);
            List<Exposition> all = together(served, "/metrics");
            long asked = questions(connection) - before - 1;
            assertThat(all).allSatisfy(one -> assertThat(one.value("mysql_up")).isOne());
            // Five collectors and a sign of life, and what two logins take.
            assertThat(asked).isBetween(6L, 6L + 2 * 4);
            assertThat(all.getFirst().value("hydrophone_exporter_logins_total")).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aServerThatStandsStillIsToldToBeDownAndNotCrowded() throws Exception {
        try (Server server = ServerKind.MARIADB_10_11.start();
                Served served = Served.of(server)) {
            assertThat(served.scrape("/metrics").value("mysql_up")).isOne();
            signal(server, "STOP");
            Pause.of(Duration.ofMillis(1_500)); // What is younger is given again.
            try {
                for (int i = 0; i < 3; i++) {
                    for (Exposition one : together(served, "/metrics", "X-Prometheus-Scrape-Timeout-Seconds", "1.5")) {
                        assertThat(one.value("mysql_up")).isZero();
                        assertThat(one.value("mysql_exporter_collector_success", "collector", "collect.global_status"))
                                .isZero();
                        assertThat(one.types()).containsKey("process_cpu_seconds_total");
                    }
                }
            } finally {
                signal(server, "CONT");
            }
            Pause.until("it is up again", LIMIT, () -> isUp(served));
            try (Connection connection = server.connect()) {
                assertThat(count(connection, "SELECT COUNT(*) FROM information_schema.processlist"))
                        .isLessThanOrEqualTo(1 + 2);
                // What was given up is not added up: two that stood, and one attempt after another since.
                assertThat(count(connection, "SHOW GLOBAL STATUS LIKE 'Max_used_connections'"))
                        .isLessThanOrEqualTo(1 + 2 + 2);
            }
        }
    }

    @Test
    void whatWaitsForALockDoesNotKeepBackTheRest() throws Exception {
        Server server = ServerKind.MYSQL_8_0.shared();
        try (Connection holder = server.connect();
                Statement statement = holder.createStatement();
                Served served = Served.of(server)) {
            statement.execute("CREATE DATABASE IF NOT EXISTS heartbeat");
            statement.execute("CREATE TABLE IF NOT EXISTS heartbeat.heartbeat"
                    + " (ts VARCHAR(26) NOT NULL, server_id INT UNSIGNED NOT NULL PRIMARY KEY)");
            statement.execute("LOCK TABLES heartbeat.heartbeat WRITE");
            Exposition some = served.scrape("/metrics?collect%5B%5D=heartbeat&collect%5B%5D=global_status"
                    + "&collect%5B%5D=global_variables&collect%5B%5D=slave_status");
            statement.execute("UNLOCK TABLES");
            assertThat(some.value("mysql_exporter_collector_success", "collector", "collect.heartbeat"))
                    .isZero();
            assertThat(some.value("mysql_exporter_scrape_errors_total", "collector", "collect.heartbeat"))
                    .isOne();
            for (String other : List.of("global_status", "global_variables", "slave_status")) {
                assertThat(some.value("mysql_exporter_collector_success", "collector", "collect." + other))
                        .as(other)
                        .isOne();
            }
            assertThat(some.value("mysql_up")).isOne();
        }
    }

    @Test
    void connectionsThatNobodyUsesEnd(@TempDir Path directory) throws Exception {
        Server server = ServerKind.MARIADB_10_11.shared();
        try (Served served = Served.configured(server, directory, "idle: 1s");
                Connection connection = server.connect()) {
            served.scrape("/metrics");
            Pause.until("no connection is left", LIMIT, () -> ownConnections(connection) == 0);
            assertThat(served.scrape("/metrics").value("mysql_up")).isOne();
        }
    }

    private static long ownConnections(Connection connection) {
        try {
            return count(
                    connection,
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE USER = '" + Server.USER
                            + "' AND COMMAND = 'Sleep' AND DB IS NULL AND ID <> CONNECTION_ID()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Exposition> together(Served served, String path, String... headers) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Exposition>> scrapes = new ArrayList<>();
            for (int i = 0; i < SCRAPERS; i++) {
                scrapes.add(threads.submit(() -> served.scrape(path, headers)));
            }
            List<Exposition> all = new ArrayList<>();
            for (Future<Exposition> scrape : scrapes) {
                all.add(scrape.get());
            }
            return all;
        }
    }

    private static boolean isUp(Served served) {
        try {
            return served.scrape("/metrics").value("mysql_up") == 1;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void signal(Server server, String signal) {
        Tool.of("kill", "-" + signal, Long.toString(server.processId())).output();
    }

    private static long questions(Connection connection) throws SQLException {
        return count(connection, "SHOW GLOBAL STATUS LIKE 'Questions'");
    }

    /** The last column of the one row. */
    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(rows.getMetaData().getColumnCount());
        }
    }
}
