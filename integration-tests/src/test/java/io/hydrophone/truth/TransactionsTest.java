package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.Transactions;
import io.hydrophone.digest.transaction.TransactionOptions;
import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.WireCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where real servers say that transactions begin and end, each session a way of its own. */
class TransactionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String INSERT = "INSERT INTO tides (height) VALUES (1)";

    @TempDir
    private Path directory;

    private DigestTable table;

    @BeforeEach
    void freshTable() {
        table = new DigestTable(
                Source.WIRE,
                DigestOptions.DEFAULT.withTransactions(
                        new TransactionOptions(1_000_000_000L, 1_000_000_000L, 1_000, 1_000)));
    }

    @ParameterizedTest
    @EnumSource
    void statementsThatEndThem(ServerKind kind) throws Exception {
        Server server = prepared(kind);
        hear(server, () -> {
            say(server, "BEGIN", INSERT, "COMMIT");
            say(server, "START TRANSACTION", INSERT, "SELECT * FROM tides LIMIT 1", "ROLLBACK");
            say(server, "BEGIN", INSERT, "CREATE TABLE IF NOT EXISTS ebb (a INT)");
            say(server, "BEGIN", INSERT, "BEGIN", INSERT, "COMMIT");
            say(server, "SET autocommit=0", INSERT, INSERT, "COMMIT", INSERT, "SET autocommit=1", INSERT);
            say(server, "BEGIN", INSERT, "COMMIT AND CHAIN", INSERT, "ROLLBACK AND NO CHAIN");
            say(server, "SET completion_type=1", "BEGIN", "COMMIT", INSERT, "ROLLBACK WORK AND NO CHAIN");
            say(server, "BEGIN; " + INSERT + "; COMMIT", "BEGIN", INSERT + "; ROLLBACK; BEGIN", "COMMIT");
            say(
                    server,
                    "BEGIN",
                    "SAVEPOINT s",
                    INSERT,
                    "ROLLBACK TO SAVEPOINT s",
                    INSERT,
                    "RELEASE SAVEPOINT s",
                    "COMMIT");
            say(server, "BEGIN", INSERT, "LOCK TABLES tides WRITE", INSERT, "UNLOCK TABLES");
            say(server, "BEGIN", INSERT, "CREATE TABLE tides (a INT)", "SELECT 1");
            say(server, "BEGIN", INSERT, "CREATE nonsense", "INSERT INTO nowhere VALUES (1)", "COMMIT");
            say(server, "CALL ebb_and_flow()", "BEGIN", "CALL ebb_and_flow()", INSERT);
            say(server, "BEGIN", INSERT, "CREATE TEMPORARY TABLE foam (a INT)", "DROP TEMPORARY TABLE foam", "COMMIT");
        });

        assertThat(ends())
                .containsExactly(
                        "commit 3",
                        "rollback 4",
                        "implicit_commit 3",
                        "implicit_commit 2, commit 3",
                        "commit 3, implicit_commit 2",
                        "commit 3, rollback 2",
                        "commit 2, rollback 2",
                        "commit 1, rollback 2, commit 1",
                        "commit 7",
                        "implicit_commit 3",
                        "implicit_commit 3",
                        "commit 5",
                        "unknown 2",
                        "commit 5");
    }

    @ParameterizedTest
    @EnumSource
    void sessionsThatEndThem(ServerKind kind) throws Exception {
        Server server = prepared(kind);
        hear(server, () -> {
            try (RawClient client = client(server)) {
                client.query("BEGIN");
                client.query(INSERT);
                client.write(RawClient.command(Command.COM_QUIT));
                Pause.of(Duration.ofMillis(200));
            }
            say(server, "BEGIN", INSERT);
            try (RawClient client = client(server)) {
                client.query("BEGIN");
                client.write(RawClient.command(Command.COM_RESET_CONNECTION));
                client.packet();
                client.query(INSERT);
                client.query("BEGIN");
                client.changeUser(Accounts.OTHER, Accounts.SHALLOWS);
                client.query(INSERT);
            }
        });

        assertThat(ends()).containsExactly("disconnect 2", "disconnect 2", "reset 1, reset 1");
    }

    @ParameterizedTest
    @EnumSource
    void theLoserOfADeadlock(ServerKind kind) throws Exception {
        Server server = prepared(kind);
        hear(server, () -> {
            try (RawClient one = client(server);
                    RawClient two = client(server)) {
                for (RawClient client : List.of(one, two)) {
                    client.query("BEGIN");
                    client.query("UPDATE rocks SET weight = weight + 1 WHERE id = " + (client == one ? 1 : 2));
                }
                one.write(one.queryCommand("UPDATE rocks SET weight = weight + 1 WHERE id = 2"));
                Pause.of(Duration.ofMillis(300));
                byte[] second = two.query("UPDATE rocks SET weight = weight + 1 WHERE id = 1");
                byte[] first = one.result();
                assertThat(Stream.of(first, second).filter(answer -> answer[0] == -1))
                        .hasSize(1);
                for (RawClient client : List.of(one, two)) {
                    client.query("SELECT 'after it'");
                    client.query("COMMIT");
                }
            }
        });

        // The one that goes on commits with four statements; for the other COMMIT has nothing to do.
        assertThat(ends()).containsExactlyInAnyOrder("deadlock 3", "commit 5");
        assertThat(heard().outside()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aLockWaitThatTimesOutEndsNothing(ServerKind kind) throws Exception {
        Server server = prepared(kind);
        hear(server, () -> {
            try (RawClient holder = client(server);
                    RawClient waiting = client(server)) {
                holder.query("BEGIN");
                holder.query("UPDATE rocks SET weight = 0 WHERE id = 1");
                waiting.query("SET innodb_lock_wait_timeout = 1");
                waiting.query("BEGIN");
                waiting.query("UPDATE rocks SET weight = 1 WHERE id = 1");
                waiting.query("SELECT 'after it'");
                waiting.query("ROLLBACK");
                holder.query("COMMIT");
            }
        });

        assertThat(ends()).containsExactly("commit 3", "rollback 4");
        Transaction waited = heard().slowest().stream()
                .filter(one -> one.errors() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(waited.busyNanos()).isGreaterThan(900_000_000L);
        assertThat(waited.slowest().fingerprint()).isEqualTo("update rocks set weight = ? where id = ?");
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsKilled(ServerKind kind) throws Exception {
        Server server = prepared(kind);
        hear(server, () -> {
            try (RawClient victim = client(server);
                    RawClient killer = client(server)) {
                String id = victim.value("SELECT CAST(CONNECTION_ID() AS CHAR)");
                victim.query("BEGIN");
                CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> unanswered(victim, "SELECT SLEEP(60)"));
                Pause.until("the slow query runs", LIMIT, () -> sleeps(killer, id));
                killer.query("KILL CONNECTION " + id);
                slow.join();
            }
        });

        // Some servers say so to the client, others just close.
        assertThat(ends()).hasSize(1).first().isIn("killed 2", "disconnect 2");
    }

    @ParameterizedTest
    @EnumSource
    void xa(ServerKind kind) throws Exception {
        Server server = prepared(kind);
        hear(server, () -> {
            say(server, "XA START 'one'", INSERT, "XA END 'one'", "XA PREPARE 'one'", "XA COMMIT 'one'");
            say(server, "XA START 'two'", INSERT, "XA END 'two'", "XA ROLLBACK 'two'");
            say(server, "XA START 'six'", INSERT, "XA END 'six'", "XA COMMIT 'six' ONE PHASE");
        });

        assertThat(heard().slowest()).hasSize(3).allMatch(Transaction::xa);
        assertThat(ends())
                .element(0)
                .isIn("prepare 4", "commit 5"); // whether the session lets it go, servers differ in
        assertThat(ends()).element(1).isEqualTo("rollback 4");
        assertThat(ends()).element(2).isEqualTo("commit 4");
    }

    @ParameterizedTest
    @EnumSource
    void preparedStatementsAndTheDriversWay(ServerKind kind) throws Exception {
        Server server = prepared(kind);
        hear(server, () -> {
            try (RawClient client = client(server)) {
                int commit = client.prepare("COMMIT");
                client.query("START TRANSACTION READ ONLY");
                client.execute(client.prepare("SELECT 1"), 0);
                client.execute(commit, 0);
            }
            try (Connection connection = server.connect("useServerPrepStmts=true");
                    Statement statement = connection.createStatement()) {
                connection.setCatalog(Accounts.SHALLOWS);
                connection.setAutoCommit(false);
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO tides (height) VALUES (?)")) {
                    insert.setInt(1, 5);
                    insert.execute();
                    insert.execute();
                }
                connection.rollback();
                statement.execute(INSERT);
                connection.commit();
            }
        });

        assertThat(ends()).containsExactly("commit 3", "rollback 3, commit 2");
        assertThat(heard().totals().readOnly()).isEqualTo(1);
        assertThat(heard().slowest().stream()
                        .mapToLong(Transaction::rowsAffected)
                        .sum())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsOpenWhenTheCaptureEnds(ServerKind kind) throws Exception {
        Server server = prepared(kind);
        try (RawClient client = client(server)) {
            hear(server, () -> {
                client.query("SELECT 'before'");
                client.query("BEGIN");
                client.query(INSERT);
            });
        }

        assertThat(heard().open()).hasSize(1);
        assertThat(heard().open().getFirst().statements()).isEqualTo(2);
        assertThat(heard().open().getFirst().incomplete()).isFalse();
    }

    private void hear(Server server, Talk talk) throws Exception {
        WireCounters counters = Ear.file(directory).hear(server.port(), table, talk);
        assertThat(counters.lostBytes()).isZero();
        assertThat(counters.unparsed()).isZero();
    }

    private Transactions heard() {
        return table.snapshot().transactions();
    }

    /** What became of each session's transactions: how they ended, with how many statements. */
    private List<String> ends() {
        TreeMap<Long, List<Transaction>> bySession = Stream.concat(heard().slowest().stream(), heard().open().stream())
                .sorted((a, b) -> Long.compare(a.startNanos(), b.startNanos()))
                .collect(Collectors.groupingBy(Transaction::session, TreeMap::new, Collectors.toList()));
        assertThat(bySession.values()).allMatch(all -> all.stream().noneMatch(Transaction::incomplete));
        return bySession.values().stream()
                .map(all -> all.stream()
                        .map(one -> one.end().label() + " " + one.statements())
                        .collect(Collectors.joining(", ")))
                .toList();
    }

    private static void say(Server server, String... statements) throws IOException {
        try (RawClient client = client(server)) {
            for (String statement : statements) {
                client.query(statement);
            }
        }
    }

    private static RawClient client(Server server) throws IOException {
        return new RawClient(server, RawClient.PLAIN, Accounts.SHALLOWS);
    }

    private static void unanswered(RawClient client, String sql) {
        try {
            client.query(sql);
        } catch (IOException e) {
            assertThat(e).isNotNull(); // the server has closed
        }
    }

    private static boolean sleeps(RawClient client, String id) {
        try {
            return "1"
                    .equals(client.value("SELECT CAST(COUNT(*) AS CHAR) FROM information_schema.processlist"
                            + " WHERE info LIKE '%SLEEP(60)' AND id = " + id));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Server prepared(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setCatalog(Accounts.SHALLOWS);
            for (String sql : new String[] {
                "DROP TABLE IF EXISTS tides, ebb, rocks",
                "CREATE TABLE tides (id INT AUTO_INCREMENT PRIMARY KEY, height INT) ENGINE=InnoDB",
                "CREATE TABLE rocks (id INT PRIMARY KEY, weight INT) ENGINE=InnoDB",
                "INSERT INTO rocks VALUES (1, 1), (2, 2)",
                "DROP PROCEDURE IF EXISTS ebb_and_flow",
                "CREATE PROCEDURE ebb_and_flow() BEGIN START TRANSACTION; INSERT INTO tides (height) VALUES (2); COMMIT; END"
            }) {
                statement.execute(sql);
            }
        }
        return server;
    }
}
