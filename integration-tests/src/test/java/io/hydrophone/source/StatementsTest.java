package io.hydrophone.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What a server counts of statements, beside what was heard of them. */
class StatementsTest {
    private static final String USER = "ear_statements";
    private static final int TIMES = 7;

    @ParameterizedTest
    @EnumSource
    void knownStatementsAreCountedByBoth(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        prepareTable(server);
        try (Asked asked = Asked.listening(server, USER)) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                for (int i = 0; i < TIMES; i++) {
                    statement.execute("SELECT a AS sorted, b FROM seen_rows WHERE b < 100 + " + i + " ORDER BY b");
                    statement.execute("UPDATE seen_rows SET b = b WHERE a = -" + (i + 1));
                }
                assertFails(statement, "SELECT nowhere AS missed FROM seen_rows");
            }
            asked.settle();
            String known = "select a as sorted, b from seen_rows where b < ? + ? order by b";
            asked.awaitHeard("wire", known, TIMES);
            JsonNode sorted = asked.statement("wire", known);
            JsonNode counted = sorted.get("server");
            assertThat(sorted.get("count").asLong()).isEqualTo(TIMES);
            assertThat(sorted.get("unheard").asLong()).isZero();
            assertThat(counted.get("count").asLong()).isEqualTo(TIMES);
            assertThat(counted.get("heard").asLong()).isEqualTo(TIMES);
            assertThat(counted.get("rows_sent").asLong()).isEqualTo(TIMES * 3);
            assertThat(counted.get("rows_examined").asLong()).isGreaterThanOrEqualTo(TIMES * 3);
            assertThat(counted.get("sort_rows").asLong()).isEqualTo(TIMES * 3);
            assertThat(counted.get("no_index").asLong()).isEqualTo(TIMES);
            assertThat(counted.get("total_us").asLong()).isPositive();
            assertThat(counted.at("/lifetime/max_us").asLong()).isPositive();
            assertThat(counted.at("/lifetime/p99_us").isMissingNode())
                    .isEqualTo(!kind.name().matches("MYSQL_[89].*"));

            JsonNode missed = asked.statement("server", "select nowhere as missed from seen_rows");
            assertThat(missed.get("source").asString()).isEqualTo("server");
            assertThat(missed.get("count").asLong()).isEqualTo(1);
            assertThat(missed.get("errors").asLong()).isEqualTo(1);
            assertThat(missed.get("databases").get(0).asString()).isEqualTo(Server.SCHEMA);
            JsonNode all = asked.get("/api/v1/queries?source=server");
            assertThat(all.get("unheard").asLong()).isZero();
            assertThat(asked.get("/api/v1/queries").get("unheard").asLong()).isZero();
            assertThat(all.toString()).doesNotContain("by_hydrophone", "performance_schema");
        }
    }

    /** Executions in the binary protocol: only newer versions of MySQL count them by statement. */
    @ParameterizedTest
    @EnumSource
    void executionsOfPreparedStatementsMeetWhereTheServerCountsThem(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Asked asked = Asked.listening(server, USER)) {
            try (Connection connection = server.connect("useServerPrepStmts=true");
                    PreparedStatement prepared = connection.prepareStatement("SELECT ? AS prepared_once")) {
                for (int i = 0; i < TIMES; i++) {
                    prepared.setInt(1, i);
                    prepared.execute();
                }
            }
            asked.settle();
            JsonNode heard = asked.statement("wire", "select ? as prepared_once");
            assertThat(heard.get("count").asLong()).isEqualTo(TIMES);
            if (kind == ServerKind.MYSQL_9_7) {
                assertThat(heard.get("unheard").asLong()).isZero();
                assertThat(heard.at("/server/count").asLong()).isEqualTo(TIMES);
            } else {
                assertThat(heard.has("server")).isFalse();
            }
            assertThat(asked.statement("server", "prepare select ? as prepared_once"))
                    .isNull();
            assertThat(asked.get("/status").at("/coverage/questions_ratio").asDouble())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void countersThatBeginAnewAreNoticed(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 5 * TIMES; i++) {
                statement.execute("SELECT " + i + " AS emptied");
            }
            try (Asked asked = Asked.listening(server, USER)) {
                statement.execute("TRUNCATE performance_schema.events_statements_summary_by_digest");
                for (int i = 0; i < TIMES; i++) {
                    statement.execute("SELECT " + i + " AS emptied");
                }
                asked.settle();
                statement.execute("SELECT 1 AS emptied");
                asked.settle();
                asked.awaitHeard("server", "select ? as emptied", TIMES + 1);
                JsonNode emptied = asked.statement("server", "select ? as emptied");
                assertThat(emptied.get("count").asLong()).isEqualTo(TIMES + 1);
                assertThat(emptied.get("heard").asLong()).isEqualTo(TIMES + 1);
                assertThat(asked.get("/status").at("/server/statement_resets").asLong())
                        .isPositive();
            }
        }
    }

    private static void prepareTable(Server server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS seen_rows (a INT PRIMARY KEY, b INT)");
            statement.execute("REPLACE INTO seen_rows VALUES (1, 1), (2, 2), (3, 3)");
        }
    }

    private static void assertFails(Statement statement, String sql) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> statement.execute(sql))
                .isInstanceOf(SQLException.class);
    }
}
