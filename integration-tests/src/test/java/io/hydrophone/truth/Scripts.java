package io.hydrophone.truth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mysql.cj.jdbc.JdbcStatement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What any driver can be made to say. */
final class Scripts {
    private static final int LARGEST_PAYLOAD = 0xff_ffff;

    private Scripts() {}

    /** Statements of all outcomes: rows, none, empty strings and NULLs first in a row, errors, warnings, other databases. */
    static void text(Speaker speaker) throws SQLException {
        speaker.say("DROP TABLE IF EXISTS fathoms");
        speaker.say("CREATE TABLE fathoms (id INT PRIMARY KEY, name VARCHAR(40), depth DOUBLE) ENGINE = InnoDB");
        speaker.say("INSERT INTO fathoms VALUES (1, 'one', 1.5), (2, 'two', 2.5), (3, NULL, NULL)");
        speaker.say("INSERT IGNORE INTO fathoms VALUES (1, 'one', 1), (4, '', 4)");
        speaker.say("SELECT * FROM fathoms");
        speaker.say("UPDATE fathoms SET name = 'x' WHERE id < 3");
        speaker.say("INSERT INTO fathoms VALUES (1, 'again', 0)");
        speaker.say("SELECT FROM");
        speaker.say("SELECT nope FROM fathoms");
        speaker.say("SELECT name FROM fathoms WHERE id = 99");
        speaker.say("SELECT '' UNION ALL SELECT ''");
        speaker.say("SELECT NULL, 1 UNION ALL SELECT NULL, NULL");
        speaker.say("SELECT CAST('abc' AS SIGNED), 'Grüße 🐋'");
        speaker.say("/* why */ DELETE FROM fathoms WHERE id > 2 -- because");
        speaker.say("USE shallows");
        speaker.say("SELECT DATABASE(), 'in the shallows'");
        speaker.say("USE nowhere");
        speaker.say("SET @a = 1");
        speaker.say("DROP TABLE depth.fathoms");
    }

    /** Texts of several statements, one of which may fail; procedures with several results and with none. */
    static void severalResults(Speaker speaker) throws SQLException {
        speaker.say("DROP TABLE IF EXISTS several");
        speaker.say("CREATE TABLE several (id INT)");
        speaker.say("SELECT 1; SELECT 2, 3 UNION SELECT 4, 5");
        speaker.say("INSERT INTO several VALUES (3), (4); SELECT 'three' UNION SELECT 'four'; DELETE FROM several");
        speaker.say("SELECT 5; SELECT nope; SELECT 6");
        speaker.say("SELECT 7 FROM dual WHERE 1 = 0; SET @b = 1; SELECT 8");
        speaker.say("DROP PROCEDURE IF EXISTS some_results");
        speaker.say("CREATE PROCEDURE some_results(IN a INT, OUT b INT) BEGIN SELECT a UNION SELECT 9;"
                + " INSERT INTO several VALUES (1), (2); SELECT 'x'; SET b = a + 1; END");
        speaker.say("DROP PROCEDURE IF EXISTS no_result");
        speaker.say("CREATE PROCEDURE no_result() BEGIN SET @c = 1; END");
        speaker.say("DROP PROCEDURE IF EXISTS failing");
        speaker.say("CREATE PROCEDURE failing() BEGIN SELECT 'before'; SELECT nope; END");
        speaker.say("CALL some_results(1, @b)");
        speaker.say("CALL no_result()");
        speaker.say("CALL failing()");
        speaker.say("SELECT @b, 'after it'");
    }

    /** A procedure with an OUT parameter, by a prepared statement. */
    static void outParameters(Connection connection, Speaker speaker) throws SQLException {
        speaker.say("DROP PROCEDURE IF EXISTS increased");
        speaker.say(
                "CREATE PROCEDURE increased(IN a INT, OUT b INT) BEGIN SELECT a UNION SELECT 1000; SET b = a + 1; END");
        try (CallableStatement call = connection.prepareCall("{CALL increased(?, ?)}")) {
            for (int i = 0; i < 3; i++) {
                call.setInt(1, i);
                call.registerOutParameter(2, Types.INTEGER);
                call.execute();
                if (call.getInt(2) != i + 1) {
                    throw new IllegalStateException("the driver reads another value");
                }
            }
        }
    }

    /** Prepared statements with values of changing types, used again, failing, closed. */
    static void prepared(Connection connection, Speaker speaker) throws SQLException {
        speaker.say("DROP TABLE IF EXISTS bound");
        speaker.say(
                "CREATE TABLE bound (id BIGINT PRIMARY KEY, name VARCHAR(200), weight DOUBLE, bytes VARBINARY(100))");
        String insert = "INSERT INTO bound VALUES (?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            speaker.say(insert, statement, 1L, "first", 1.5, new byte[] {0, 1, (byte) 0xff});
            speaker.say(insert, statement, 2L, null, null, null);
            speaker.say(insert, statement, 3L, "Grüße 🐋", -2.25, new byte[0]);
            speaker.say(insert, statement, 3L, "twice", 0.0, null);
            speaker.say(insert, statement, "4", "a number as text", 4.5, null);
            speaker.say(insert, statement, 5L, "x".repeat(100), 5.5, null);
        }
        speaker.say("SELECT * FROM bound WHERE id > ?", 1L);
        speaker.say("SELECT name FROM bound WHERE name = ? AND id < ?", "first", 100L);
        speaker.say("SELECT name FROM bound WHERE id = ?", 77L);
        speaker.say("UPDATE bound SET name = ? WHERE id < ?", "renamed", 3L);
        for (long i = 0; i < 5; i++) {
            speaker.say("SELECT ? + 1, 'again'", i);
        }
        speaker.say("DELETE FROM bound WHERE id = ?", 2L);
        speaker.say("SELECT 'text between'");
    }

    /** Rows that the client fetches in portions: of a cursor where the driver can have one. */
    static void fetched(Connection connection, Speaker speaker) throws SQLException {
        speaker.say("DROP TABLE IF EXISTS many");
        speaker.say("CREATE TABLE many (id INT PRIMARY KEY)");
        speaker.say("INSERT INTO many VALUES "
                + String.join(
                        ", ",
                        IntStream.range(0, 25).mapToObj(i -> "(" + i + ")").toList()));
        for (int size : new int[] {1, 7, 25, 1000}) {
            String sql = "SELECT id, " + size + " FROM many WHERE id < ?";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(size);
                for (int bound : new int[] {25, 7, 0}) {
                    statement.setInt(1, bound);
                    speaker.note(sql, List.of(List.of(bound)), () -> {
                        try (ResultSet rows = statement.executeQuery()) {
                            speaker.read(rows);
                        }
                    });
                }
            }
        }
        String sql = "SELECT id, 'left early' FROM many WHERE id < ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(3);
            statement.setInt(1, 20);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
            }
        }
        speaker.say("SELECT 'after the cursors'");
    }

    static void batches(Connection connection, Speaker speaker) throws SQLException {
        speaker.say("DROP TABLE IF EXISTS batched");
        speaker.say("CREATE TABLE batched (id INT PRIMARY KEY, name VARCHAR(20))");
        speaker.sayAll(
                "INSERT INTO batched VALUES (?, ?)",
                IntStream.range(0, 60)
                        .mapToObj(i -> Arrays.<Object>asList(i, i % 7 == 0 ? null : "name " + i))
                        .toList());
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < 20; i++) {
                statement.addBatch("UPDATE batched SET name = 'text " + i + "' WHERE id = " + i);
            }
            statement.executeBatch();
        }
        speaker.say("SELECT COUNT(*) FROM batched");
    }

    /** Values that are sent ahead of the execution. */
    static void longData(Connection connection, Speaker speaker) throws SQLException {
        speaker.say("DROP TABLE IF EXISTS long_data");
        speaker.say("CREATE TABLE long_data (id INT, body LONGBLOB)");
        String sql = "INSERT INTO long_data VALUES (?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < 3; i++) {
                byte[] commands = "\3SELECT 1".repeat(4000 * i).getBytes(UTF_8);
                speaker.say(sql, statement, i, new ByteArrayInputStream(commands));
            }
        }
        speaker.say("INSERT INTO long_data VALUES (9, ?)", "short");
        speaker.say("SELECT id, LENGTH(body) FROM long_data");
    }

    /** Attributes beside a text and beside the values of a prepared statement, by MySQL Connector/J. */
    static void attributes(Connection connection, Speaker speaker) throws SQLException {
        for (int count = 0; count < 3; count++) {
            String sql = "SELECT 'with attributes', " + count;
            try (Statement statement = connection.createStatement()) {
                attach(statement, count);
                speaker.note(sql, null, () -> {
                    try (ResultSet rows = statement.executeQuery(sql)) {
                        speaker.read(rows);
                    }
                });
            }
            try (PreparedStatement statement = connection.prepareStatement("SELECT ?, 'prepared with', " + count)) {
                attach(statement, count);
                speaker.say("SELECT ?, 'prepared with', " + count, statement, "value");
                speaker.say("SELECT ?, 'prepared with', " + count, statement, "other value");
            }
        }
    }

    private static void attach(Statement statement, int count) throws SQLException {
        JdbcStatement ours = statement.unwrap(JdbcStatement.class);
        for (int i = 0; i < count; i++) {
            ours.setAttribute("attribute " + i, i == 0 ? "text" : Integer.valueOf(i));
        }
    }

    /** A file whose contents look like commands. */
    static void localFile(Speaker speaker, Path directory) throws SQLException, IOException {
        Path file = Files.writeString(directory.resolve("rows.txt"), "1\n\3SELECT 1\n\0\0\0\0\n2\n".repeat(8000));
        speaker.say("DROP TABLE IF EXISTS loaded");
        speaker.say("CREATE TABLE loaded (line VARCHAR(20)) CHARACTER SET binary");
        speaker.say("LOAD DATA LOCAL INFILE '" + file + "' INTO TABLE loaded");
        speaker.say("SELECT COUNT(*) FROM loaded");
        speaker.say("LOAD DATA LOCAL INFILE '" + Files.writeString(directory.resolve("none.txt"), "")
                + "' INTO TABLE loaded");
        speaker.say("SELECT 'after the files'");
    }

    /** A text that fills a packet, so that an empty one follows, and a row that begins like an end and goes on in another. */
    static void largest(Speaker speaker) throws SQLException {
        String around = "SELECT LENGTH('')";
        speaker.say(around.replace("''", "'" + "z".repeat(LARGEST_PAYLOAD - 1 - around.length()) + "'"));
        speaker.say("SELECT REPEAT('x', " + (LARGEST_PAYLOAD + 1) + ") UNION ALL SELECT 'y'");
        speaker.say("SELECT 'after the largest'");
    }

    /** Statements that are ended from outside, before their first row and behind it. */
    static void killed(Connection connection, Speaker speaker, Connection killer) throws SQLException {
        long id;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
            row.next();
            id = row.getLong(1);
        }
        for (String slow : Collections.nCopies(
                2, "SELECT table_name, 'slow' FROM information_schema.tables WHERE SLEEP(20) = 9")) {
            Thread killing = Thread.ofVirtual().start(() -> kill(killer, id));
            speaker.say(slow);
            join(killing);
            speaker.say("SELECT 'after it'");
        }
    }

    private static void kill(Connection killer, long id) {
        try (Statement statement = killer.createStatement()) {
            Thread.sleep(300);
            statement.execute("KILL QUERY " + id);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
