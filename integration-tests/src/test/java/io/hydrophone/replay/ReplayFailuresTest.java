package io.hydrophone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that refuse, lack what is needed, or go away. */
class ReplayFailuresTest {
    @TempDir
    private Path directory;

    @Test
    void aWrongPasswordIsSaidBeforeAnythingIsSent() {
        Server server = ServerKind.MARIADB_10_11.shared();
        Recorded recorded = new Recorded(directory);
        recorded.session("app", Server.SCHEMA, 0).query("SELECT 1").quit();
        recorded.close();
        Replayed replayed = Replayed.run(List.of(
                "replay",
                "--from",
                directory.toString(),
                "--target",
                "mysql://" + Server.USER + ":wrong@" + Server.HOST + ":" + server.port() + "/"));
        assertThat(replayed.status()).isEqualTo(1);
        assertThat(replayed.errors())
                .contains("check the user and the password")
                .doesNotContain("wrong@");
    }

    @Test
    void aMissingDatabaseIsToldAndTheRestGoesOn() throws Exception {
        Server server = ServerKind.MARIADB_10_11.shared();
        Replayed.execute(server, "DROP TABLE IF EXISTS still", "CREATE TABLE still (id INT)");
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session session = recorded.session("app", "nowhere_to_be_found", 0);
            session.query("SELECT * FROM things");
            session.query("INSERT INTO " + Server.SCHEMA + ".still VALUES (1)");
            session.quit();
        }
        Replayed replayed = Replayed.onto(server, recorded);
        assertThat(replayed.errors()).contains("--database-remap nowhere_to_be_found=");
        assertThat(replayed.figure("errors")).isEqualTo(1);
        assertThat(Replayed.value(server, "SELECT COUNT(*) FROM still")).isEqualTo("1");
    }

    /** A command that the target does not take, and a connection that it closes, in a transaction and outside of one. */
    @Test
    void whatTheTargetDoesNotTakeIsCountedAndTheRestGoesOn() throws Exception {
        try (Server server = ServerKind.MARIADB_10_11.start("--max-allowed-packet=1M")) {
            Replayed.execute(server, "CREATE TABLE large (id INT, t LONGTEXT)", "CREATE TABLE other (id INT)");
            Recorded recorded = new Recorded(directory);
            try (recorded) {
                Recorded.Session session = recorded.session("app", "", Capability.MULTI_STATEMENTS);
                session.query("USE " + Server.SCHEMA);
                session.query("SET @kept = 5");
                session.prepare(3, "INSERT INTO other VALUES (?)");
                session.query("INSERT INTO large VALUES (1, '" + "x".repeat(2 << 20) + "')");
                session.said(Command.COM_STMT_EXECUTE, Recorded.execute(3, 7));
                session.query("INSERT INTO other VALUES (@kept)");
                session.inTransaction("BEGIN");
                session.inTransaction("INSERT INTO other VALUES (100)");
                session.inTransaction("INSERT INTO large VALUES (2, '" + "y".repeat(2 << 20) + "')");
                session.inTransaction("INSERT INTO other VALUES (101)");
                session.query("COMMIT");
                session.query("INSERT INTO other VALUES (8)");
                session.quit();
            }
            Replayed replayed = Replayed.onto(server, recorded);
            assertThat(replayed.status()).as(replayed.errors()).isZero();
            assertThat(Replayed.value(server, "SELECT GROUP_CONCAT(id ORDER BY id) FROM other"))
                    .as(replayed.output())
                    .isEqualTo("5,7,8");
            assertThat(replayed.figure("reconnects")).isEqualTo(2);
            assertThat(replayed.skipped("transaction-lost")).isEqualTo(2);
            assertThat(replayed.figure("errors") + replayed.figure("aborted")).isEqualTo(2);
        }
    }

    @Test
    void aTargetThatIsTooSlowIsGivenUp() {
        Server server = ServerKind.MARIADB_10_11.shared();
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session session = recorded.session("app", Server.SCHEMA, 0);
            session.query("SELECT SLEEP(60)");
            session.query("SELECT 1");
            session.quit();
        }
        Replayed replayed = Replayed.onto(server, recorded, "--timeout", "8s");
        assertThat(replayed.figure("aborted")).as(replayed.output()).isEqualTo(1);
        assertThat(replayed.figure("rows")).isEqualTo(1);
    }
}
