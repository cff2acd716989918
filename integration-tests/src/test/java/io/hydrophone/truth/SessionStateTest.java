package io.hydrophone.truth;

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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which database and user a command is said to have is the one that the server had for it. */
class SessionStateTest {
    /** After each of them the server is asked where it is. */
    private static final List<String> USES = List.of(
            "USE shallows",
            "use `depth`;",
            "USE depth; SELECT 3",
            "/* why */ USE shallows",
            "-- why\nUSE depth",
            "USE shallows -- why",
            "USE depth# why",
            "USE/**/shallows",
            "USE nowhere",
            "SELECT 'USE depth'",
            "USE depth; SELECT nope",
            "CREATE DATABASE `the ``abyss`",
            "USE `the ``abyss`",
            "DROP DATABASE `the ``abyss`",
            "USE depth");

    /** Only session tracking tells of what follows the first statement of a text. */
    private static final List<String> TRACKED_USES = List.of("SELECT 1; USE shallows; SELECT 2", "SELECT 1; USE depth");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void theDatabaseIsFollowedWithSessionTracking(ServerKind kind) throws Exception {
        List<String> uses = new ArrayList<>(USES);
        uses.addAll(TRACKED_USES);
        assertDatabases(kind, RawClient.PLAIN | Capability.SESSION_TRACK | Capability.DEPRECATE_EOF, uses);
    }

    @ParameterizedTest
    @EnumSource
    void theDatabaseIsFollowedWithoutSessionTracking(ServerKind kind) throws Exception {
        assertDatabases(kind, RawClient.PLAIN, USES);
    }

    private void assertDatabases(ServerKind kind, long capabilities, List<String> uses) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        Overheard heard = Overheard.of(server, directory, () -> {
            try (RawClient client = new RawClient(server, capabilities, null)) {
                client.query(where(client));
                for (String sql : uses) {
                    client.query(sql);
                    client.query(where(client));
                }
                client.write(RawClient.command(Command.COM_INIT_DB, text(Accounts.SHALLOWS)));
                client.packet();
                client.query(where(client));
                client.write(RawClient.command(Command.COM_INIT_DB, text("nowhere")));
                client.packet();
                client.query(where(client));
                client.write(RawClient.command(Command.COM_RESET_CONNECTION));
                client.packet();
                client.query(where(client));
                client.changeUser(Accounts.OTHER, Server.SCHEMA);
                client.query(where(client));
                client.changeUser(Accounts.BARE, "");
                client.query(where(client));
            }
        });

        List<Said> checks = heard.all().stream()
                .filter(said -> said.sql().startsWith("SELECT 'in "))
                .toList();
        assertThat(checks).hasSize(uses.size() + 6);
        for (Said check : checks) {
            assertThat(check.sql())
                    .as("in %s", heard.lines())
                    .isEqualTo("SELECT 'in " + check.database() + " as " + check.user() + "'");
        }
        assertThat(heard.the("USE nowhere").errorCode()).isEqualTo(1049);
        assertThat(heard.of(Command.COM_INIT_DB)).extracting(Said::outcome).containsExactly(Outcome.OK, Outcome.ERROR);
        assertThat(heard.of(Command.COM_RESET_CONNECTION)).hasSize(1);
        assertThat(heard.of(Command.COM_CHANGE_USER)).hasSize(2).allMatch(said -> said.outcome() == Outcome.OK);
    }

    /** A statement that says what its own database and user are. The asking itself is heard like any other. */
    private static String where(RawClient client) throws Exception {
        return "SELECT 'in " + client.value("SELECT COALESCE(DATABASE(), '')") + " as "
                + client.value("SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', 1)") + "'";
    }

    @ParameterizedTest
    @EnumSource
    void theDriversWaysToChangeTheDatabase(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection connection = server.connect("useResetConnection=true");
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 'first'");
                connection.setCatalog(Accounts.SHALLOWS);
                statement.execute("SELECT 'second'");
                try (PreparedStatement prepared = connection.prepareStatement("SELECT ?")) {
                    prepared.setInt(1, 3);
                    prepared.execute();
                }
            }
        });

        assertThat(heard.the("SELECT 'first'").database()).isEqualTo(Server.SCHEMA);
        assertThat(heard.the("SELECT 'second'").database()).isEqualTo(Accounts.SHALLOWS);
        assertThat(heard.the("SELECT 3").database()).isEqualTo(Accounts.SHALLOWS);
    }

    /** The server forgets prepared statements on a reset, and may give their numbers to others. */
    @ParameterizedTest
    @EnumSource
    void statementsEndWithTheirSession(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        Overheard heard = Overheard.of(server, directory, () -> {
            try (RawClient client = new RawClient(server, RawClient.PLAIN, null)) {
                int closed = client.prepare("SELECT 'closed'");
                client.execute(closed, 0);
                client.write(RawClient.command(Command.COM_STMT_RESET, fixed(closed, 4)));
                client.packet();
                client.execute(closed, 0);
                client.write(RawClient.command(Command.COM_STMT_CLOSE, fixed(closed, 4)));
                client.execute(closed, 0);
                int reset = client.prepare("SELECT 'reset'");
                client.execute(reset, 0);
                client.write(RawClient.command(Command.COM_RESET_CONNECTION));
                client.packet();
                client.execute(reset, 0);
                int changed = client.prepare("SELECT 'changed'");
                client.execute(changed, 0);
                client.changeUser(Accounts.OTHER, "");
                client.execute(changed, 0);
                client.query("SELECT 'at last'");
            }
        });

        assertThat(heard.of(Command.COM_STMT_EXECUTE))
                .extracting(Said::line)
                .containsExactly(
                        "COM_STMT_EXECUTE OK SELECT 'closed'",
                        "COM_STMT_EXECUTE OK SELECT 'closed'",
                        "COM_STMT_EXECUTE ERROR",
                        "COM_STMT_EXECUTE OK SELECT 'reset'",
                        "COM_STMT_EXECUTE ERROR",
                        "COM_STMT_EXECUTE OK SELECT 'changed'",
                        "COM_STMT_EXECUTE ERROR");
        assertThat(heard.of(Command.COM_STMT_EXECUTE))
                .extracting(Said::errorCode)
                .containsExactly(0, 0, 1243, 0, 1243, 0, 1243);
        assertThat(heard.of(Command.COM_STMT_CLOSE)).extracting(Said::sql).containsExactly("SELECT 'closed'");
        assertThat(heard.of(Command.COM_STMT_RESET))
                .extracting(Said::line)
                .containsExactly("COM_STMT_RESET OK SELECT 'closed'");
        assertThat(heard.the("SELECT 'at last'").user()).isEqualTo(Accounts.OTHER);
    }
}
