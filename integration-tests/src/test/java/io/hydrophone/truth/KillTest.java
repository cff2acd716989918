package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements that are ended before they are done, by the server or by their client. */
class KillTest {
    private static final String SLOW = "SELECT COUNT(*) FROM information_schema.tables WHERE SLEEP(60)";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aQueryThatIsKilledFails(ServerKind kind) throws Exception {
        Overheard heard = hear(kind, "KILL QUERY ");

        Said killed = heard.the(SLOW);
        assertThat(killed.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(killed.errorCode()).isEqualTo(1317);
        assertThat(killed.sqlState()).isEqualTo("70100");
        assertThat(killed.totalNanos()).isBetween(300_000_000L, LIMIT.toNanos());
        assertThat(heard.the("SELECT 'after it'").outcome()).isEqualTo(Outcome.OK);
        assertThat(heard.counters().openSessions()).isZero();
    }

    /** Some servers say so to the client before they close. */
    @ParameterizedTest
    @EnumSource
    void aQueryWhoseConnectionIsKilledIsAbortedOrFails(ServerKind kind) throws Exception {
        Overheard heard = hear(kind, "KILL CONNECTION ");

        Said killed = heard.the(SLOW);
        if (killed.outcome() == Outcome.ERROR) {
            assertThat(killed.errorCode()).isIn(1317, 1927);
        } else {
            assertThat(killed.outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(killed.totalNanos()).isEqualTo(-1);
        }
        assertThat(heard.all("SELECT 'after it'")).isEmpty();
        assertThat(heard.counters().openSessions()).isZero();
        assertThat(heard.counters().lostCommands()).isZero();
    }

    private Overheard hear(ServerKind kind, String kill) throws Exception {
        Server server = kind.shared();
        return Overheard.of(server, directory, () -> {
            try (Connection victim = server.connect();
                    Statement statement = victim.createStatement();
                    Connection killer = server.connect();
                    Statement killing = killer.createStatement()) {
                long id = id(statement);
                CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> execute(statement, SLOW));
                Pause.until("the slow query runs", LIMIT, () -> runs(killing, id));
                Pause.of(Duration.ofMillis(400));
                killing.execute(kill + id);
                slow.join();
                if (kill.contains("QUERY")) {
                    execute(statement, "SELECT 'after it'");
                }
            }
        });
    }

    /** One that only closes its connection is still answered, and that is heard. */
    @ParameterizedTest
    @EnumSource
    void aClientThatGoesAwayAbortsItsQuery(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        Overheard heard = Overheard.of(server, directory, () -> {
            try (RawClient leaving = new RawClient(server, RawClient.PLAIN, null);
                    RawClient closing = new RawClient(server, RawClient.PLAIN, null)) {
                leaving.write(leaving.queryCommand("SELECT SLEEP(3), 'unheard'"));
                closing.write(closing.queryCommand("SELECT SLEEP(3), 'to the air'"));
                Pause.until("both run", LIMIT, () -> sleeping(server).equals("2"));
                leaving.reset();
            }
            Pause.until("both are over", LIMIT, () -> sleeping(server).equals("0"));
        });

        assertThat(heard.the("SELECT SLEEP(3), 'unheard'").outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(heard.the("SELECT SLEEP(3), 'to the air'").outcome()).isEqualTo(Outcome.OK);
        assertThat(heard.counters().openSessions()).isZero();
    }

    /** What has no answer when the capture ends is not finished, and nothing more is said of it. */
    @ParameterizedTest
    @EnumSource
    void aCaptureThatEndsLeavesAQueryUnfinished(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        try (RawClient client = new RawClient(server, RawClient.PLAIN, null)) {
            Overheard heard =
                    Overheard.of(server, directory, () -> client.write(client.queryCommand("SELECT SLEEP(60)")));

            assertThat(heard.the("SELECT SLEEP(60)").outcome()).isEqualTo(Outcome.UNFINISHED);
            assertThat(heard.of(Command.COM_QUERY)).hasSize(1);
        } finally {
            endSleep(server);
        }
    }

    /** Other tests share the server. */
    private static void endSleep(Server server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            String id;
            try (ResultSet row = statement.executeQuery(
                    "SELECT id FROM information_schema.processlist WHERE info = 'SELECT SLEEP(60)'")) {
                row.next();
                id = row.getString(1);
            }
            statement.execute("KILL " + id);
        }
    }

    /** How many statements sleep for three seconds; asked where the capture does not hear it. */
    private static String sleeping(Server server) {
        return server.socketClient()
                .with("--batch", "--skip-column-names")
                .input("SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(3)%'")
                .output()
                .strip();
    }

    private static long id(Statement statement) throws SQLException {
        try (ResultSet id = statement.executeQuery("SELECT CONNECTION_ID()")) {
            id.next();
            return id.getLong(1);
        }
    }

    private static boolean runs(Statement statement, long id) {
        try (ResultSet row = statement.executeQuery(
                "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%SLEEP%' AND id = " + id)) {
            row.next();
            return row.getInt(1) == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            assertThat(sql).isEqualTo(SLOW);
        }
    }
}
