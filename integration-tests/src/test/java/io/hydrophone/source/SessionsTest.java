package io.hydrophone.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the server knows of sessions: who they are, what they do, what they wait for. */
class SessionsTest {
    private static final String USER = "ear_sessions";

    @ParameterizedTest
    @EnumSource
    void aSessionThatWasMetInTheMiddleGetsItsName(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Connection before = server.connect();
                Statement statement = before.createStatement();
                Asked asked = Asked.listening(server, USER)) {
            statement.execute("SELECT 1 AS first_word");
            JsonNode named = null;
            long deadline = System.nanoTime() + Asked.LIMIT.toNanos();
            for (int i = 0; System.nanoTime() < deadline && named == null; i++) {
                Pause.of(Duration.ofMillis(100));
                statement.execute("SELECT " + i + " AS later_word");
                asked.probe().observe();
                JsonNode later = asked.statement("wire", "select ? as later_word");
                named = later == null || later.get("users").isEmpty() ? null : later;
            }
            assertThat(named).as("the session was named").isNotNull();
            assertThat(named.get("users").get(0).asString()).isEqualTo(Server.USER);
            assertThat(named.get("databases").get(0).asString()).isEqualTo(Server.SCHEMA);
            assertThat(asked.statement("wire", "select ? as first_word").get("users"))
                    .isEmpty();
            assertThat(asked.get("/status").at("/sessions/midstream").asLong()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoHoldsARowIsNamed(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Connection holder = server.connect();
                Statement holding = holder.createStatement();
                Connection waiter = server.connect();
                Statement waiting = waiter.createStatement();
                Asked asked = Asked.listening(server, USER)) {
            holding.execute("CREATE TABLE IF NOT EXISTS held (a INT PRIMARY KEY, secret VARCHAR(20)) ENGINE=InnoDB");
            holding.execute("REPLACE INTO held VALUES (1, 'nobody')");
            holder.setAutoCommit(false);
            holding.execute("UPDATE held SET secret = 'treasure' WHERE a = 1");
            CompletableFuture<Void> blocked =
                    CompletableFuture.runAsync(() -> execute(waiting, "UPDATE held SET secret = 'wreck' WHERE a = 1"));

            JsonNode running = asked.running(one -> one.has("blocked_by"));
            assertThat(running.get("sql").asString()).isEqualTo("UPDATE held SET secret = ? WHERE a = ?");
            assertThat(running.get("blocked_by").size()).isEqualTo(1);
            JsonNode blocker = running.get("blocked_by").get(0);
            assertThat(blocker.get("thread").asString()).isEqualTo(id(holding));
            assertThat(blocker.get("user").asString()).isEqualTo(Server.USER);
            assertThat(blocker.get("client").asString()).startsWith("127.0.0.1:");
            assertThat(blocker.get("age_us").asLong()).isBetween(0L, Asked.LIMIT.toNanos() / 1_000);
            assertThat(blocker.get("state").asString()).isEqualTo("Sleep");
            if (!kind.isMariaDb()) { // which has no consumer for the last statement by default
                assertThat(blocker.get("sql").asString()).doesNotContain("treasure");
            }
            holder.rollback();
            blocked.get();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_9_7"})
    void whoHoldsATablesDefinitionIsNamed(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Connection holder = server.connect();
                Statement holding = holder.createStatement();
                Connection waiter = server.connect();
                Statement waiting = waiter.createStatement();
                Asked asked = Asked.alone(server, USER)) {
            holding.execute("CREATE TABLE IF NOT EXISTS altered (a INT PRIMARY KEY) ENGINE=InnoDB");
            holder.setAutoCommit(false);
            holding.execute("SELECT * FROM altered");
            CompletableFuture<Void> blocked = CompletableFuture.runAsync(
                    () -> execute(waiting, "ALTER TABLE altered COMMENT 'a secret of the sea'"));

            JsonNode running = asked.running(one -> one.has("blocked_by"));
            assertThat(running.get("sql").asString()).isEqualTo("ALTER TABLE altered COMMENT ?");
            assertThat(running.get("blocked_by").get(0).get("thread").asString())
                    .isEqualTo(id(holding));
            holder.rollback();
            blocked.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProbeThatOnlyAsksTellsWhatTheServerTells(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                Asked asked = Asked.alone(server, USER)) {
            CompletableFuture<Void> sleeping =
                    CompletableFuture.runAsync(() -> execute(statement, "SELECT SLEEP(6), 'a secret of the sea'"));
            JsonNode running = asked.running(one -> one.path("sql").asString("").contains("SLEEP"));
            assertThat(running.get("sql").asString()).isEqualTo("SELECT SLEEP(?), ?");
            assertThat(running.get("user").asString()).isEqualTo(Server.USER);
            assertThat(running.get("db").asString()).isEqualTo(Server.SCHEMA);
            assertThat(running.has("blocked_by")).isFalse();
            sleeping.get();
            asked.settle();

            JsonNode page = asked.get("/api/v1/queries");
            assertThat(page.get("source").asString()).isEqualTo("server");
            JsonNode slept = asked.statement("server", "select sleep(?), ?, ...");
            slept = slept == null ? asked.statement("server", "select sleep(?), ?") : slept;
            assertThat(slept.get("count").asLong()).isEqualTo(1);
            assertThat(slept.at("/total_us/sum").asLong()).isBetween(5_900_000L, Asked.LIMIT.toNanos() / 1_000);
            JsonNode status = asked.get("/status");
            assertThat(status.get("source").asString()).isEqualTo("server");
            assertThat(status.has("coverage")).isFalse();
            assertThat(status.has("capture")).isFalse();
            assertThat(status.at("/server/connected").asBoolean()).isTrue();
            assertThat(status.at("/server/questions").asLong()).isPositive();
            assertThat(asked.metrics())
                    .contains("hydrophone_server_up 1\n")
                    .doesNotContain("hydrophone_coverage_ratio");
        }
    }

    private static String id(Statement statement) throws SQLException {
        try (ResultSet id = statement.executeQuery("SELECT CONNECTION_ID()")) {
            id.next();
            return id.getString(1);
        }
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
