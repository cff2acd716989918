package io.hydrophone.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.PayloadWriter;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.traffic.recording.PreparedBefore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sessions said, said again to real servers. */
class ReplayCommandsTest {
    private static final long USUAL = Capability.TRANSACTIONS
            | Capability.MULTI_STATEMENTS
            | Capability.MULTI_RESULTS
            | Capability.PS_MULTI_RESULTS
            | Capability.LOCAL_FILES
            | Capability.DEPRECATE_EOF;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void textsAndPreparedStatements(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Replayed.execute(server, "DROP TABLE IF EXISTS played", "CREATE TABLE played (id INT, name VARCHAR(40))");
        PreparedBefore before = new PreparedBefore(5, "UPDATE played SET id = id + ?".getBytes(UTF_8));
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session session = recorded.session("app", Server.SCHEMA, USUAL, before);
            session.query("INSERT INTO played VALUES (1, 'one'), (2, 'two')");
            session.prepare(77, "INSERT INTO played VALUES (?, 'prepared')");
            session.said(Command.COM_STMT_EXECUTE, Recorded.execute(77, 3));
            session.said(Command.COM_STMT_EXECUTE, Recorded.execute(77, 4));
            session.said(Command.COM_STMT_EXECUTE, Recorded.execute(0xffff_ffffL, 5)); // what was prepared last
            session.said(Command.COM_STMT_EXECUTE, Recorded.execute(5, 10));
            session.told(Command.COM_STMT_CLOSE, new PayloadWriter().i4(77).toByteArray());
            session.said(Command.COM_STMT_EXECUTE, Recorded.execute(77, 6));
            session.said(Command.COM_STMT_EXECUTE, Recorded.execute(99, 6));
            session.query("KILL 12");
            session.said(Command.COM_PROCESS_KILL, (byte) 1, (byte) 0, (byte) 0, (byte) 0);
            session.query("SHUTDOWN");
            session.query("SELECT nope FROM played");
            session.query("SELECT 1; SELECT 2");
            session.said(Command.COM_PING);
            session.quit();
        }
        Replayed replayed = Replayed.onto(server, recorded);
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        assertThat(Replayed.value(server, "SELECT GROUP_CONCAT(id ORDER BY id) FROM played"))
                .isEqualTo("11,12,13,14,15");
        assertThat(replayed.skipped("unknown-statement")).as(replayed.output()).isEqualTo(2);
        assertThat(replayed.skipped("kill")).isEqualTo(2);
        assertThat(replayed.skipped("shutdown")).isEqualTo(1);
        assertThat(replayed.figure("new_errors")).isEqualTo(1);
        assertThat(replayed.json()
                        .path("errors_by_code")
                        .path(0)
                        .path("error_code")
                        .asInt())
                .isEqualTo(1054);
        assertThat(replayed.figure("commands")).isEqualTo(11);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void databasesHaveOtherNames(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Replayed.execute(
                server,
                "DROP DATABASE IF EXISTS shop_b",
                "CREATE DATABASE shop_b",
                "CREATE TABLE shop_b.t (id INT)",
                "DROP DATABASE IF EXISTS shop_a");
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session session = recorded.session("app", "shop_a", USUAL);
            session.query("INSERT INTO t VALUES (1)");
            session.query("INSERT INTO shop_a.t VALUES (2)");
            session.query("USE " + Server.SCHEMA);
            session.query("INSERT INTO `shop_a`.`t` VALUES (3)");
            session.said(Command.COM_INIT_DB, "shop_a".getBytes(UTF_8));
            session.prepare(1, "INSERT INTO shop_a.t SELECT ? FROM t LIMIT 1");
            session.said(Command.COM_STMT_EXECUTE, Recorded.execute(1, 4));
            session.quit();
        }
        Replayed replayed = Replayed.onto(server, recorded, "--database-remap", "shop_a=shop_b");
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        assertThat(replayed.figure("errors")).as(replayed.output()).isZero();
        assertThat(Replayed.value(server, "SELECT GROUP_CONCAT(id ORDER BY id) FROM shop_b.t"))
                .isEqualTo("1,2,3,4");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void readOnlyChangesNothing(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Replayed.execute(
                server,
                "DROP TABLE IF EXISTS kept",
                "CREATE TABLE kept (id INT)",
                "INSERT INTO kept VALUES (1)",
                "DROP FUNCTION IF EXISTS writes_kept",
                "CREATE FUNCTION writes_kept() RETURNS INT DETERMINISTIC"
                        + " BEGIN INSERT INTO kept VALUES (9); RETURN 1; END",
                "CREATE OR REPLACE VIEW kept_view AS SELECT writes_kept() AS x");
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session session = recorded.session("app", Server.SCHEMA, USUAL);
            session.query("SET @a = 1");
            session.query("SELECT * FROM kept");
            session.query("SELECT * FROM kept FOR UPDATE");
            session.query("INSERT INTO kept VALUES (2)");
            session.query("SELECT writes_kept()");
            session.query("SELECT * FROM kept_view"); // nothing in the text says what it does
            session.prepare(1, "DELETE FROM kept");
            session.said(Command.COM_STMT_EXECUTE, Recorded.execute(1));
            session.said(Command.COM_RESET_CONNECTION);
            session.query("SELECT * FROM kept_view");
            session.query("DROP TABLE kept");
            session.said(Command.COM_DROP_DB, Server.SCHEMA.getBytes(UTF_8));
            session.quit();
        }
        Replayed replayed = Replayed.onto(server, recorded, "--read-only");
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        assertThat(Replayed.value(server, "SELECT GROUP_CONCAT(id) FROM kept")).isEqualTo("1");
        assertThat(replayed.skipped("read-only")).isEqualTo(7);
        assertThat(replayed.figure("errors")).isEqualTo(2);
        assertThat(replayed.figure("commands")).isEqualTo(6);
        Replayed plan = Replayed.onto(server, recorded, "--read-only", "--dry-run");
        assertThat(plan.skipped("read-only")).isEqualTo(7);
        assertThat(plan.json().path("commands").path("COM_QUERY").asInt()).isEqualTo(4);
    }

    /** MariaDB knows none; what a client of MySQL sent with them goes without. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void queryAttributes(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Replayed.execute(server, "DROP TABLE IF EXISTS tagged", "CREATE TABLE tagged (id INT)");
        byte[] text = new PayloadWriter()
                .u1(1)
                .u1(1)
                .u1(0)
                .u1(1)
                .u2(0xfd)
                .string("trace".getBytes(UTF_8))
                .string("abc".getBytes(UTF_8))
                .bytes("INSERT INTO tagged VALUES (1)".getBytes(UTF_8))
                .toByteArray();
        byte[] execution = new PayloadWriter()
                .i4(7)
                .u1(8)
                .i4(1)
                .u1(2)
                .u1(0)
                .u1(1)
                .u2(3)
                .string(new byte[0])
                .u2(0xfd)
                .string("trace".getBytes(UTF_8))
                .i4(42)
                .string("abc".getBytes(UTF_8))
                .toByteArray();
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session session = recorded.session("app", Server.SCHEMA, USUAL | Capability.QUERY_ATTRIBUTES);
            session.said(Command.COM_QUERY, text);
            session.prepare(7, "INSERT INTO tagged VALUES (?)");
            session.said(Command.COM_STMT_EXECUTE, execution);
            session.quit();
        }
        Replayed replayed = Replayed.onto(server, recorded);
        assertThat(replayed.figure("errors")).as(replayed.output()).isZero();
        assertThat(replayed.figure("skipped")).as(replayed.output()).isZero();
        assertThat(Replayed.value(server, "SELECT GROUP_CONCAT(id ORDER BY id) FROM tagged"))
                .isEqualTo("1,42");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void filesOfClients(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Replayed.execute(server, "DROP TABLE IF EXISTS loaded", "CREATE TABLE loaded (id INT)");
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session session = recorded.session("app", Server.SCHEMA, USUAL);
            session.ask("LOAD DATA LOCAL INFILE '/nowhere/at/all' INTO TABLE loaded");
            for (int piece = 0; piece < 200; piece++) { // more than may be read ahead
                session.upload((piece + "\n").repeat(3_000).getBytes(UTF_8));
            }
            session.answer(0, 2, -1);
            session.ask("LOAD DATA LOCAL INFILE '/nowhere' INTO TABLE missing_table");
            session.upload("1\n".repeat(1_000).getBytes(UTF_8));
            session.answer(0, 2, -1);
            session.query("INSERT INTO loaded VALUES (1000)");
            session.quit();
        }
        Replayed replayed = Replayed.onto(server, recorded, "--ahead", "1MiB");
        assertThat(replayed.status()).as(replayed.errors()).isZero();
        assertThat(replayed.figure("errors")).as(replayed.output()).isEqualTo(1);
        assertThat(Replayed.value(server, "SELECT COUNT(*) FROM loaded")).isEqualTo("600001");
        Replayed.execute(server, "TRUNCATE TABLE loaded");
        Replayed ordered = Replayed.onto(server, recorded, "--ahead", "1MiB", "--ordered");
        assertThat(ordered.status()).as(ordered.errors()).isZero();
        assertThat(Replayed.value(server, "SELECT COUNT(*) FROM loaded")).isEqualTo("600001");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void filters(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Replayed.execute(server, "DROP TABLE IF EXISTS picked", "CREATE TABLE picked (id INT)");
        Recorded recorded = new Recorded(directory);
        try (recorded) {
            Recorded.Session app = recorded.session("app", "", USUAL);
            app.query("USE " + Server.SCHEMA);
            app.query("INSERT INTO picked VALUES (1)");
            app.query("SELECT * FROM picked WHERE id = 1");
            app.query("SELECT COUNT(*) FROM picked");
            Recorded.Session cron = recorded.session("cron", Server.SCHEMA, USUAL);
            cron.query("INSERT INTO picked VALUES (2)");
            app.quit();
            cron.quit();
        }
        Replayed users = Replayed.onto(server, recorded, "--only-user", "cron");
        assertThat(users.skipped("filtered")).as(users.output()).isEqualTo(5);
        assertThat(Replayed.value(server, "SELECT GROUP_CONCAT(id) FROM picked"))
                .isEqualTo("2");
        Replayed kinds = Replayed.onto(server, recorded, "--only-kind", "select", "--without-user", "cron");
        assertThat(kinds.figure("errors")).as(kinds.output()).isZero();
        assertThat(kinds.figure("rows")).isEqualTo(1);
        assertThat(kinds.skipped("filtered")).isEqualTo(3);
        Replayed fingerprints = Replayed.onto(server, recorded, "--only-fingerprint", "where id = \\?");
        assertThat(fingerprints.skipped("filtered")).as(fingerprints.output()).isEqualTo(3);
        Replayed databases = Replayed.onto(server, recorded, "--without-database", Server.SCHEMA);
        assertThat(databases.skipped("filtered")).as(databases.output()).isEqualTo(4);
    }
}
