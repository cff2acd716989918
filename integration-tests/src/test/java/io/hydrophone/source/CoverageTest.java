package io.hydrophone.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** How much of what a server was asked was heard. */
class CoverageTest {
    private static final String USER = "ear_coverage";
    private static final int TIMES = 20;
    /** A connection of the driver begins with one statement and ends with COM_QUIT. */
    private static final int AROUND = 2;

    @ParameterizedTest
    @EnumSource
    void allThatGoesByInTheClearIsHeard(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Asked asked = Asked.listening(server, USER)) {
            speak(server, "useServerPrepStmts=true");
            speak(server, "useServerPrepStmts=false");
            try (Connection connection = server.connect("allowMultiQueries=true");
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1; SELECT 2; SELECT 3");
                connection.setCatalog(Server.SCHEMA);
                connection.isValid(1);
            }
            asked.settle();

            JsonNode coverage = asked.get("/status").get("coverage");
            assertThat(coverage.get("heard").asLong())
                    .isEqualTo(coverage.get("questions").asLong())
                    .isGreaterThan(2 * TIMES);
            assertThat(coverage.get("questions_ratio").asDouble()).isEqualTo(1.0);
            assertThat(coverage.at("/last_60s/questions_ratio").asDouble()).isEqualTo(1.0);
            assertThat(asked.metrics())
                    .contains("hydrophone_coverage_ratio 1.0\n")
                    .contains("hydrophone_server_questions_total "
                            + coverage.get("questions").asLong() + "\n");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_11_4", "MYSQL_8_0", "MYSQL_9_7"})
    void whatGoesByEncryptedIsCountedByTheServerAlone(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Asked asked = Asked.listening(server, USER)) {
            speak(server, "sslMode=disable");
            speak(server, "sslMode=trust");
            asked.settle();

            JsonNode coverage = asked.get("/status").get("coverage");
            assertThat(coverage.get("heard").asLong()).isEqualTo(TIMES + AROUND);
            assertThat(coverage.get("questions").asLong()).isEqualTo(2 * (TIMES + AROUND));
            assertThat(coverage.get("questions_ratio").asDouble()).isEqualTo(0.5);
            JsonNode spoken = asked.statement("wire", "select ? as spoken");
            assertThat(spoken.get("count").asLong()).isEqualTo(TIMES);
            assertThat(spoken.at("/server/count").asLong()).isEqualTo(2 * TIMES);
            assertThat(spoken.get("unheard").asLong()).isEqualTo(TIMES);
            assertThat(asked.get("/api/v1/queries").get("unheard").asLong()).isGreaterThanOrEqualTo(TIMES);
            assertThat(asked.metrics()).contains("hydrophone_coverage_ratio 0.5\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatGoesThroughTheSocketIsCountedByTheServerAlone(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Asked asked = Asked.listening(server, USER)) {
            server.socketClient()
                    .input("SELECT 1 AS through_the_socket; SELECT 2 AS through_the_socket;")
                    .output();
            asked.settle();

            JsonNode coverage = asked.get("/status").get("coverage");
            assertThat(coverage.get("heard").asLong()).isZero();
            assertThat(coverage.get("questions").asLong()).isGreaterThanOrEqualTo(3);
            assertThat(coverage.get("questions_ratio").asDouble()).isZero();
            JsonNode spoken = asked.statement("server", "select ? as through_the_socket");
            assertThat(spoken.get("unheard").asLong()).isEqualTo(2);
        }
    }

    /** Neither on the wire, encrypted or not, nor by the server. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB_11_4", "MYSQL_8_0", "MYSQL_9_7"})
    void theProbesOwnQuestionsCountNowhere(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        for (String tls : new String[] {"disabled", "required"}) {
            String url = Asked.url(server, USER, "?tls=" + tls);
            try (Asked asked = Asked.start(url, Account.PASSWORD, true, server.port())) {
                asked.settle();
                asked.settle();
                JsonNode status = asked.get("/status");
                assertThat(status.at("/sessions/met").asLong()).as(tls).isZero();
                assertThat(status.at("/sessions/encrypted").asLong()).as(tls).isZero();
                assertThat(status.at("/coverage").has("questions")).as(tls).isFalse();
                assertThat(asked.get("/api/v1/queries").get("count").asLong()).isZero();
                assertThat(asked.get("/api/v1/queries?source=server").get("classes"))
                        .isEmpty();
                assertThat(asked.told()).isEmpty();
            }
        }
    }

    private static void speak(Server server, String option) throws Exception {
        try (Connection connection = server.connect(option);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < TIMES; i++) {
                statement.execute("SELECT " + i + " AS spoken");
            }
        }
    }
}
