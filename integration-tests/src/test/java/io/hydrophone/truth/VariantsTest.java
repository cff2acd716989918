package io.hydrophone.truth;

import static io.hydrophone.truth.RawClient.bytes;
import static io.hydrophone.truth.RawClient.fixed;
import static io.hydrophone.truth.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same is heard of a session, whatever its client and server agreed on, and in whatever way they talk. */
class VariantsTest {
    /** MariaDB's own capability. */
    private static final long PROGRESS = 1L << 32;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void oneScriptIsHeardAlikeWithAllCapabilities(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        Overheard heard = Overheard.of(server, directory, () -> {
            for (long capabilities : CapabilityScript.CAPABILITIES) {
                try (RawClient client = new RawClient(server, RawClient.PLAIN | capabilities, Server.SCHEMA)) {
                    CapabilityScript.play(client);
                }
            }
        });

        List<Long> sessions = heard.all().stream().map(Said::session).distinct().toList();
        assertThat(sessions).hasSize(CapabilityScript.CAPABILITIES.size());
        for (long session : sessions) {
            assertThat(heard.all())
                    .filteredOn(said -> said.session() == session)
                    .extracting(said -> said.line() + " " + said.rows() + " " + said.affected() + " " + said.warnings())
                    .as("session %s", session)
                    .containsExactly(
                            "COM_QUERY OK SELECT 1; SELECT 2, 3 2 0 0",
                            "COM_QUERY OK SELECT 1 FROM dual WHERE 1 = 0 0 0 0",
                            "COM_QUERY OK DO 1 0 0 0",
                            "COM_QUERY ERROR SELECT nope 0 0 0",
                            "COM_QUERY OK DROP TABLE IF EXISTS nowhere 0 0 1",
                            "COM_STMT_PREPARE OK SELECT ?, 'x' UNION SELECT 2, ? 0 0 0",
                            "COM_STMT_EXECUTE OK SELECT ?, 'x' UNION SELECT 2, ? 2 0 0",
                            "COM_STMT_EXECUTE OK SELECT ?, 'x' UNION SELECT 2, ? 2 0 0",
                            "COM_STMT_EXECUTE OK SELECT ?, 'x' UNION SELECT 2, ? 0 0 0",
                            "COM_STMT_FETCH OK SELECT ?, 'x' UNION SELECT 2, ? 1 0 0",
                            "COM_STMT_FETCH OK SELECT ?, 'x' UNION SELECT 2, ? 1 0 0",
                            "COM_STMT_FETCH OK SELECT ?, 'x' UNION SELECT 2, ? 0 0 0",
                            "COM_STMT_PREPARE OK SELECT 'no parameter' 0 0 0",
                            "COM_STMT_EXECUTE OK SELECT 'no parameter' 1 0 0",
                            "COM_STMT_PREPARE OK DO ? 0 0 0",
                            "COM_STMT_PREPARE OK DO 1 0 0 0",
                            "COM_STMT_PREPARE ERROR SELECT FROM 0 0 0",
                            "COM_QUERY OK DO 2 0 0 0",
                            "COM_STATISTICS OK 0 0 0",
                            "COM_PING OK 0 0 0",
                            "COM_SET_OPTION OK 0 0 0",
                            "COM_QUERY OK SELECT 'at last' 1 0 0",
                            "COM_QUIT OK 0 0 0");
            List<Said> executions = heard.of(Command.COM_STMT_EXECUTE).stream()
                    .filter(said -> said.session() == session)
                    .toList();
            assertThat(executions.get(0).parameters()).containsExactly(7L, "seven");
            assertThat(executions.get(1).parameters()).containsExactly(8L, "eight");
        }
    }

    /** MySQL since 8.0 leaves definitions out if the client wants so. */
    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_9_7"})
    void resultsWithoutDefinitions(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        Overheard heard = Overheard.of(server, directory, () -> {
            for (long end : new long[] {0, Capability.DEPRECATE_EOF}) {
                long capabilities = RawClient.PLAIN | Capability.OPTIONAL_RESULTSET_METADATA | end;
                try (RawClient client = new RawClient(server, capabilities, null)) {
                    client.query("SET resultset_metadata = NONE");
                    client.query("SELECT 1, 2, 3 UNION SELECT 4, 5, 6");
                    client.query("SELECT 1 FROM dual WHERE 1 = 0");
                    int id = client.prepare("SELECT ?, 2 UNION SELECT 3, 4");
                    client.execute(id, 0, new byte[] {0, 1, 8, 0}, fixed(7, 8));
                    client.query("SELECT 'at last'");
                }
            }
        });

        for (int session = 0; session < 2; session++) {
            List<Said> said = heard.all().subList(6 * session, 6 * session + 6);
            assertThat(said).extracting(Said::rows).containsExactly(0L, 2L, 0L, 0L, 2L, 1L);
            assertThat(said).allMatch(one -> one.outcome() == Outcome.OK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void commandsThatAreSentAheadAreAnsweredInTheirOrder(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        List<String> texts = LongStream.range(0, 20)
                .mapToObj(i -> i % 5 == 4 ? "SELECT nope" + i : "SELECT " + i + " UNION SELECT 99")
                .toList();
        Overheard heard = Overheard.of(server, directory, () -> {
            try (RawClient client = new RawClient(server, RawClient.PLAIN, null)) {
                List<byte[]> commands = new ArrayList<>();
                for (String text : texts) {
                    commands.add(client.queryCommand(text));
                }
                client.write(bytes(commands.toArray(byte[][]::new)));
                for (int i = 0; i < texts.size(); i++) {
                    client.result();
                }
            }
        });

        assertThat(heard.all()).extracting(Said::sql).containsExactlyElementsOf(texts);
        for (Said said : heard.all()) {
            boolean fails = said.sql().contains("nope");
            assertThat(said.outcome()).isEqualTo(fails ? Outcome.ERROR : Outcome.OK);
            assertThat(said.rows()).isEqualTo(fails ? 0 : 2);
        }
    }

    /** MariaDB's driver executes what it has not heard to be prepared yet, and inserts many rows at once. */
    @ParameterizedTest
    @EnumSource
    void batchesOfTheDriver(ServerKind kind) throws Exception {
        Server server = kind.shared();
        String insert = "INSERT INTO batched VALUES (?, ?)";
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection connection = server.connect("useServerPrepStmts=true", "useBulkStmts=true");
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS batched");
                statement.execute("CREATE TABLE batched (id INT, name VARCHAR(20))");
                try (PreparedStatement prepared = connection.prepareStatement(insert)) {
                    for (int i = 0; i < 1000; i++) {
                        prepared.setInt(1, i);
                        prepared.setString(2, "name " + i);
                        prepared.addBatch();
                    }
                    prepared.executeBatch();
                }
                try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM batched")) {
                    count.next();
                    assertThat(count.getInt(1)).isEqualTo(1000);
                }
            }
        });

        Command command = kind.isMariaDb() ? Command.COM_STMT_BULK_EXECUTE : Command.COM_STMT_EXECUTE;
        List<Said> executions = heard.of(command);
        assertThat(executions).isNotEmpty().allMatch(said -> said.sql().equals(insert));
        assertThat(executions.stream().mapToLong(Said::affected).sum()).isEqualTo(1000);
        assertThat(heard.all()).allMatch(said -> said.outcome() == Outcome.OK);
        assertThat(heard.the("SELECT COUNT(*) FROM batched").rows()).isEqualTo(1);
    }

    /** MariaDB tells clients that ask for it how far a long statement is, in packets that begin like an error. */
    @Tag("alone")
    @ParameterizedTest
    @EnumSource(names = "MARIADB.*", mode = EnumSource.Mode.MATCH_ALL)
    void reportsOfProgressAreNoErrors(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        String alter = "ALTER TABLE growing ADD COLUMN more INT NOT NULL DEFAULT 1, ALGORITHM = COPY";
        Overheard heard = Overheard.of(server, directory, () -> {
            try (RawClient client = new RawClient(server, RawClient.PLAIN | PROGRESS, Server.SCHEMA)) {
                client.query("DROP TABLE IF EXISTS growing");
                client.query("CREATE TABLE growing (id INT PRIMARY KEY, name VARCHAR(200)) AS"
                        + " SELECT seq AS id, REPEAT('x', 100) AS name FROM seq_1_to_1500000");
                client.query("SET progress_report_time = 1");
                int reports = 0;
                client.write(client.queryCommand(alter));
                while ((client.packet()[0] & 0xff) == 0xff) {
                    reports++;
                }
                assertThat(reports).isPositive();
                client.query("SELECT 'after it'");
                client.query("DROP TABLE growing");
            }
        });

        assertThat(heard.the(alter).outcome()).isEqualTo(Outcome.OK);
        assertThat(heard.the(alter).affected()).isEqualTo(1_500_000);
        assertThat(heard.the("SELECT 'after it'").rows()).isEqualTo(1);
        assertThat(heard.counters().lostCommands()).isZero();
    }
}
