package io.hydrophone.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Servers that do not tell, or not all. What is heard is told all the same. */
class UnreachableTest {
    private static final String USER = "ear_unreachable";

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsToldOnceAndTheCaptureGoesOn(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Asked asked = Asked.start(Asked.url(server, USER, ""), "no idea", true, server.port())) {
            hears(server, asked);
            assertThat(asked.told()).hasSize(1);
            Problem problem = asked.told().getFirst();
            assertThat(problem.code()).isEqualTo("login-refused");
            assertThat(problem.text())
                    .contains("Access denied", USER + "@127.0.0.1:" + server.port(), "--mysql-password-file")
                    .doesNotContain("no idea");
        }
    }

    @Test
    void aDeadServerIsToldOnceAndTheCaptureGoesOn() throws Exception {
        Server server = ServerKind.MARIADB_11_4.shared();
        String dead = "mysql://" + USER + "@127.0.0.1:1"; // tcpmux, which nobody serves
        try (Asked asked = Asked.start(dead, Account.PASSWORD, true, server.port())) {
            hears(server, asked);
            assertThat(asked.told()).extracting(Problem::code).containsExactly("server-unreachable");
            assertThat(asked.get("/status").at("/server/connected").asBoolean()).isFalse();
            assertThat(asked.metrics()).contains("hydrophone_server_up 0\n");
        }
    }

    @Test
    void aServerThatComesBackIsAskedAgain() throws Exception {
        try (Server server = ServerKind.MARIADB_11_4.start()) {
            Account.create(server, USER);
            try (Asked asked = Asked.listening(server, USER);
                    Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                String id;
                try (ResultSet row = statement.executeQuery(
                        "SELECT id FROM information_schema.processlist WHERE user = '" + USER + "'")) {
                    row.next();
                    id = row.getString(1);
                }
                statement.execute("KILL " + id);
                Pause.until(
                        "the end of the connection",
                        Asked.LIMIT,
                        () -> !asked.told().isEmpty());
                assertThat(asked.told()).extracting(Problem::code).containsExactly("server-unreachable");
                statement.execute("SELECT 1 AS while_nobody_asked");
                Pause.until(
                        "another connection",
                        Asked.LIMIT,
                        () -> asked.probe().server().view().connected());
                asked.settle();
                assertThat(asked.statement("server", "select ? as while_nobody_asked")
                                .get("count")
                                .asLong())
                        .isEqualTo(1);
                JsonNode coverage = asked.get("/status").get("coverage");
                assertThat(coverage.get("questions").asLong())
                        .isBetween(
                                coverage.get("heard").asLong(),
                                coverage.get("heard").asLong() + 1);
                assertThat(asked.get("/status").at("/server/problems").isMissingNode())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_11_4", "MYSQL_9_7"})
    void withoutPerformanceSchemaTheRestIsTold(ServerKind kind) throws Exception {
        try (Server server = kind.start("--performance-schema=OFF")) {
            Account.create(server, USER);
            // The driver asks something when it connects, which is not to be counted.
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    Asked asked = Asked.start(Asked.url(server, USER, ""), Account.PASSWORD, true, server.port())) {
                Pause.until(
                        "the login",
                        Asked.LIMIT,
                        () -> asked.probe().server().view().connected());
                Pause.of(Duration.ofSeconds(4)); // until the first reading of its counters
                for (int i = 0; i < 10; i++) {
                    statement.execute("SELECT " + i);
                }
                Pause.until("its counters are read again", Asked.LIMIT, () -> asked.questions() >= 10);
                assertThat(asked.told()).extracting(Problem::code).containsExactly("performance-schema-off");
                JsonNode status = asked.get("/status");
                assertThat(status.at("/server/performance_schema").asBoolean()).isFalse();
                assertThat(status.at("/coverage/questions").asLong()).isEqualTo(10);
                assertThat(status.at("/coverage/questions_ratio").asDouble()).isEqualTo(1);
                assertThat(asked.get("/api/v1/running").get("count").asLong()).isZero();
            }
        }
    }

    private static void hears(Server server, Asked asked) throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1 AS heard_all_the_same");
        }
        Pause.until(
                "it is told what goes wrong", Asked.LIMIT, () -> !asked.told().isEmpty());
        Pause.until("it is heard", Asked.LIMIT, () -> asked.heard("select ? as heard_all_the_same") > 0);
        JsonNode heard = asked.statement("wire", "select ? as heard_all_the_same");
        assertThat(heard.get("count").asLong()).isEqualTo(1);
        assertThat(heard.has("server")).isFalse();
        assertThat(asked.get("/status").get("coverage").has("questions_ratio")).isFalse();
    }
}
