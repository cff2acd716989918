package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Captures that begin when sessions are already under way. */
class MidstreamTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aSessionThatWasMetInTheMiddleIsHeardFromThereOn(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        try (Connection connection = server.connect("useServerPrepStmts=true");
                Statement statement = connection.createStatement();
                PreparedStatement before = connection.prepareStatement("SELECT ? UNION SELECT 'before'")) {
            before.setInt(1, 1);
            execute(before);
            Overheard heard = Overheard.of(server, directory, () -> {
                statement.execute("SELECT 1 UNION SELECT 2 UNION SELECT 3");
                statement.execute("SELECT 1 FROM dual WHERE 1 = 0");
                before.setInt(1, 2);
                execute(before);
                try (PreparedStatement after = connection.prepareStatement("SELECT ?, 'after'")) {
                    after.setInt(1, 3);
                    execute(after);
                }
                statement.execute("DROP TABLE IF EXISTS nowhere");
                connection.setCatalog(Accounts.SHALLOWS);
                statement.execute("SELECT 'moved'");
            });

            assertThat(heard.counters().midstreamSessions()).isEqualTo(1);
            assertThat(heard.counters().sessions()).isEqualTo(1);
            assertThat(heard.counters().logins()).isZero();
            assertThat(heard.counters().lostCommands()).isZero();
            assertThat(heard.counters().openSessions()).isEqualTo(1);
            assertThat(heard.all())
                    .allMatch(
                            said -> said.outcome() == Outcome.OK && said.user().isEmpty());
            assertThat(heard.the("SELECT 1 UNION SELECT 2 UNION SELECT 3").rows())
                    .isEqualTo(3);
            assertThat(heard.the("SELECT 1 UNION SELECT 2 UNION SELECT 3").database())
                    .isEmpty();
            assertThat(heard.the("SELECT 1 FROM dual WHERE 1 = 0").rows()).isZero();
            assertThat(heard.the("DROP TABLE IF EXISTS nowhere").warnings()).isEqualTo(1);
            assertThat(heard.the("SELECT 'moved'").database()).isEqualTo(Accounts.SHALLOWS);
            assertThat(heard.of(Command.COM_STMT_EXECUTE))
                    .extracting(Said::sql, Said::rows)
                    .containsExactly(tuple("", 2L), tuple("SELECT ?, 'after'", 1L));
            assertThat(heard.of(Command.COM_STMT_EXECUTE).getLast().parameters())
                    .containsExactly(3L);
        }
    }

    /** The first that is heard is an answer, or rows of one. */
    @ParameterizedTest
    @EnumSource
    void aSessionThatWasMetInTheMiddleOfAnAnswerIsHeardAfterIt(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        try (RawClient client = new RawClient(server, RawClient.PLAIN, Server.SCHEMA);
                Gate gate = Gate.shut(server)) {
            client.write(client.queryCommand(Gate.WAIT));
            Overheard heard = Overheard.of(server, directory, () -> {
                gate.open();
                client.result();
                client.query("SELECT 1 UNION SELECT 2");
                int id = client.prepare("SELECT ?, ?");
                client.execute(id, 0, new byte[] {3, 1, 6, 0, 6, 0});
                client.query("SELECT nope");
            });

            assertThat(heard.counters().midstreamSessions()).isEqualTo(1);
            assertThat(heard.lines())
                    .containsExactly(
                            "COM_QUERY OK SELECT 1 UNION SELECT 2",
                            "COM_STMT_PREPARE OK SELECT ?, ?",
                            "COM_STMT_EXECUTE OK SELECT ?, ?",
                            "COM_QUERY ERROR SELECT nope");
            assertThat(heard.all()).extracting(Said::rows).containsExactly(2L, 0L, 1L, 0L);
            assertThat(heard.all().getLast().errorCode()).isEqualTo(1054);
        }
    }

    /** With and without the EOF packets behind definitions, which only a login tells. */
    @ParameterizedTest
    @EnumSource
    void bothProtocolsAreLearnedFromTheFirstAnswers(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        for (long capabilities : new long[] {RawClient.PLAIN, RawClient.PLAIN | Capability.DEPRECATE_EOF}) {
            try (RawClient client = new RawClient(server, capabilities, null)) {
                Overheard heard = Overheard.of(server, directory, () -> {
                    client.prepare("SELECT ?, 'first'");
                    client.prepare("SELECT 'second', ?");
                    client.query("SELECT 1 FROM dual WHERE 1 = 0");
                    client.query("SELECT 1 UNION SELECT 2");
                    client.prepare("DO ?");
                    client.query("DO 1");
                });

                assertThat(heard.all()).hasSize(6).allMatch(said -> said.outcome() == Outcome.OK);
                assertThat(heard.all()).extracting(Said::rows).containsExactly(0L, 0L, 0L, 2L, 0L, 0L);
                assertThat(heard.counters().lostCommands()).isZero();
            }
        }
    }

    private static void execute(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
        }
    }
}
