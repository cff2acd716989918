package io.hydrophone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data that depend on the order of what wrote them end as on the source. */
class OrderedReplayTest {
    private static final int IN_TRANSACTION = ServerStatus.IN_TRANS | ServerStatus.AUTOCOMMIT;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void writesInTheOrderOfTheirEnds(ServerKind kind) throws Exception {
        Server server = kind.shared();
        prepare(server);
        Recorded recorded = new Recorded(directory);
        StringBuilder expected = new StringBuilder();
        try (recorded) {
            Random random = new Random(7);
            List<Recorded.Session> sessions = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                sessions.add(recorded.session("app", Server.SCHEMA, 0));
            }
            for (int i = 0; i < 400; i++) {
                char mark = (char) ('a' + random.nextInt(26));
                sessions.get(random.nextInt(8))
                        .query("UPDATE ordered SET marks = CONCAT(marks, '" + mark + "') WHERE id = 1");
                expected.append(mark);
            }
            sessions.forEach(Recorded.Session::quit);
        }
        Replayed replayed = Replayed.onto(server, recorded, "--ordered");
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        assertThat(Replayed.value(server, "SELECT marks FROM ordered WHERE id = 1"))
                .isEqualTo(expected.toString());
    }

    /**
     * On the source the second session waited for the first one's lock, and had its answer before the first one's COMMIT was answered;
     * the third one lost a deadlock. Each would wait for a lock here, if the order were only that of the ends.
     */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void locksAreNotWaitedFor(ServerKind kind) throws Exception {
        Server server = kind.shared();
        prepare(server);
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session first = recorded.session("app", Server.SCHEMA, 0);
            Recorded.Session second = recorded.session("app", Server.SCHEMA, 0);
            Recorded.Session third = recorded.session("app", Server.SCHEMA, 0);
            first.inTransaction("BEGIN").inTransaction("UPDATE ordered SET marks = 'x' WHERE id = 1");
            second.ask("UPDATE ordered SET marks = CONCAT(marks, 'y') WHERE id = 1");
            first.ask("COMMIT");
            second.answer(0, ServerStatus.AUTOCOMMIT, -1);
            first.answer(0, ServerStatus.AUTOCOMMIT, -1);

            first.inTransaction("BEGIN").inTransaction("UPDATE ordered SET marks = CONCAT(marks, 'z') WHERE id = 1");
            third.inTransaction("BEGIN").inTransaction("UPDATE ordered SET marks = 'lost' WHERE id = 2");
            first.ask("UPDATE ordered SET marks = CONCAT(marks, 'z') WHERE id = 2");
            third.failed("UPDATE ordered SET marks = 'lost' WHERE id = 1", 1213);
            first.answer(0, IN_TRANSACTION, -1);
            first.query("COMMIT");

            third.inTransaction("BEGIN").inTransaction("UPDATE ordered SET marks = 'rolled back' WHERE id = 2");
            third.quit(); // and its transaction with it
            second.query("UPDATE ordered SET marks = CONCAT(marks, '!') WHERE id = 2");
            first.quit();
            second.quit();
        }
        // A lock that is waited for is given up and counted, before the server's own patience of 50 s ends.
        Replayed replayed = Replayed.onto(server, recorded, "--ordered", "--timeout", "40s");
        assertOneRolledBack(replayed);
        assertThat(Replayed.value(server, "SELECT GROUP_CONCAT(marks ORDER BY id) FROM ordered"))
                .isEqualTo("xyz,z!");
    }

    /** Locks are given away before the answer is out: who waited for them may be answered first, and would wait here for ever. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void whoWaitedMayBeAnsweredFirst(ServerKind kind) throws Exception {
        Server server = kind.shared();
        prepare(server);
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session winner = recorded.session("app", Server.SCHEMA, 0);
            Recorded.Session loser = recorded.session("app", Server.SCHEMA, 0);
            winner.inTransaction("BEGIN").inTransaction("UPDATE ordered SET marks = CONCAT(marks, 'a') WHERE id = 1");
            loser.inTransaction("BEGIN").inTransaction("UPDATE ordered SET marks = 'lost' WHERE id = 2");
            winner.ask("UPDATE ordered SET marks = CONCAT(marks, 'b') WHERE id = 2");
            loser.ask("UPDATE ordered SET marks = 'lost' WHERE id = 1");
            winner.answer(0, IN_TRANSACTION, -1);
            loser.answer(1213, ServerStatus.AUTOCOMMIT, -1);
            winner.prepare(9, "COMMIT");
            loser.ask("UPDATE ordered SET marks = CONCAT(marks, 'c') WHERE id = 1");
            winner.ask(Command.COM_STMT_EXECUTE, Recorded.execute(9));
            loser.answer(0, ServerStatus.AUTOCOMMIT, -1);
            winner.answer(0, ServerStatus.AUTOCOMMIT, -1);
            winner.quit();
            loser.quit();
        }
        Replayed replayed = Replayed.onto(server, recorded, "--ordered", "--timeout", "40s");
        assertOneRolledBack(replayed);
        assertThat(Replayed.value(server, "SELECT GROUP_CONCAT(marks ORDER BY id) FROM ordered"))
                .isEqualTo("ac,b");
    }

    /** NOW() is what it was. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void timesAreTheSources(ServerKind kind) throws Exception {
        Server server = kind.shared();
        prepare(server);
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session session = recorded.session("app", Server.SCHEMA, 0);
            recorded.pass(98); // the insert is asked a tenth of a second after the beginning
            session.query("INSERT INTO ordered VALUES (3, UNIX_TIMESTAMP(NOW(6)))");
            session.quit();
        }
        Replayed.onto(server, recorded, "--ordered");
        assertThat(Replayed.value(server, "SELECT marks FROM ordered WHERE id = 3"))
                .isEqualTo("1790000000.100000");
    }

    /** All else went through. */
    private static void assertOneRolledBack(Replayed replayed) {
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        assertThat(replayed.figure("aborted")).isZero();
        assertThat(replayed.figure("errors")).as(replayed.output()).isZero();
        assertThat(replayed.skipped("rolled-back-on-source")).isEqualTo(1);
    }

    private static void prepare(Server server) throws Exception {
        Replayed.execute(
                server,
                "DROP TABLE IF EXISTS ordered",
                "CREATE TABLE ordered (id INT PRIMARY KEY, marks TEXT) ENGINE=InnoDB",
                "INSERT INTO ordered VALUES (1, ''), (2, '')");
    }
}
