package io.hydrophone.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.client.raw.Answer;
import io.hydrophone.client.raw.AnswerHandler;
import io.hydrophone.client.raw.Compression;
import io.hydrophone.client.raw.RawLogin;
import io.hydrophone.client.raw.RawTarget;
import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.PayloadWriter;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The answers of real servers to every kind of command, read raw. */
class RawCommandsTest {
    private static final long SEVERAL = Capability.TRANSACTIONS
            | Capability.MULTI_STATEMENTS
            | Capability.MULTI_RESULTS
            | Capability.PS_MULTI_RESULTS
            | Capability.LOCAL_FILES;

    private static final long ALL = SEVERAL
            | Capability.DEPRECATE_EOF
            | Capability.SESSION_TRACK
            | Capability.MARIADB_PROGRESS
            | Capability.MARIADB_CACHE_METADATA;

    private static final int READ_ONLY_CURSOR = 1;

    /** Each server, by old and new rules, and compressed. */
    static List<Arguments> ways() {
        return Stream.of(ServerKind.MARIADB_10_11, ServerKind.MARIADB_11_4, ServerKind.MYSQL_8_0, ServerKind.MYSQL_9_7)
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, SEVERAL, Compression.NONE),
                        Arguments.of(kind, ALL, Compression.NONE),
                        Arguments.of(kind, ALL, kind == ServerKind.MYSQL_9_7 ? Compression.ZSTD : Compression.ZLIB)))
                .toList();
    }

    private static Raw open(ServerKind kind, long capabilities, Compression compression) throws IOException {
        return Raw.open(Raw.target(kind.shared()).compressed(compression), capabilities);
    }

    /** A table of so many rows. */
    private static void fill(Raw raw, int rows) throws IOException {
        raw.done("DROP TABLE IF EXISTS raw_rows");
        raw.done("CREATE TABLE raw_rows (id INT PRIMARY KEY, name VARCHAR(100))");
        StringBuilder insert = new StringBuilder("INSERT INTO raw_rows VALUES ");
        for (int i = 0; i < rows; i++) {
            insert.append(i == 0 ? "" : ",")
                    .append('(')
                    .append(i)
                    .append(",REPEAT('x',")
                    .append(i % 100)
                    .append("))");
        }
        Answer answer = raw.query(insert.toString());
        assertThat(answer.message()).isEmpty();
        assertThat(answer.affected()).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void rowsErrorsAndSeveralResults(ServerKind kind, long capabilities, Compression compression) throws IOException {
        try (Raw raw = open(kind, capabilities, compression)) {
            raw.connection().checksumRows(true);
            fill(raw, 3_000);
            long ascending = raw.query("SELECT * FROM raw_rows ORDER BY id").rowChecksum();
            Answer descending = raw.query("SELECT * FROM raw_rows ORDER BY id DESC");
            assertThat(descending.rows()).isEqualTo(3_000);
            assertThat(descending.columnCount()).isEqualTo(2);
            assertThat(descending.rowChecksum()).isEqualTo(ascending).isNotZero();
            assertThat(descending.bytes()).isGreaterThan(3_000 * 50);
            assertThat(descending.firstNanos()).isLessThanOrEqualTo(descending.endNanos());
            assertThat(raw.query("SELECT * FROM raw_rows WHERE id > 0").rowChecksum())
                    .isNotEqualTo(ascending);

            Answer failed = raw.query("SELECT nope FROM raw_rows");
            assertThat(failed.errorCode()).isEqualTo(1054);
            assertThat(failed.sqlState()).isEqualTo("42S22");
            assertThat(failed.message()).contains("nope");

            Answer several =
                    raw.query("SELECT 1; UPDATE raw_rows SET name = 'y' WHERE id < 7; SELECT 2, 3; SELECT nope");
            assertThat(several.results()).isEqualTo(3);
            assertThat(several.rows()).isEqualTo(2);
            assertThat(several.affected()).isEqualTo(7);
            assertThat(several.errorCode()).isEqualTo(1054);

            Answer warned = raw.query("SELECT CAST('abc' AS SIGNED)");
            assertThat(warned.warnings()).isEqualTo(1);
            raw.done("START TRANSACTION");
            assertThat(raw.query("SELECT 1").status() & ServerStatus.IN_TRANS).isNotZero();
            raw.done("ROLLBACK");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void proceduresGiveSeveralResults(ServerKind kind, long capabilities, Compression compression) throws IOException {
        try (Raw raw = open(kind, capabilities, compression)) {
            fill(raw, 1_000);
            raw.done("DROP PROCEDURE IF EXISTS raw_results");
            raw.done("CREATE PROCEDURE raw_results() BEGIN SELECT * FROM raw_rows; SELECT 1 FROM DUAL WHERE FALSE; "
                    + "SELECT 1, 2; UPDATE raw_rows SET name = '' WHERE id = 99; END");
            Answer called = raw.query("CALL raw_results()");
            assertThat(called.results()).isEqualTo(4);
            assertThat(called.rows()).isEqualTo(1_001);
            assertThat(called.columnCount()).isEqualTo(2);

            raw.done("DROP FUNCTION IF EXISTS raw_burst");
            raw.done("CREATE FUNCTION raw_burst(n INT) RETURNS INT DETERMINISTIC BEGIN "
                    + "IF n > 700 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'too deep'; END IF; RETURN n; END");
            Answer burst = raw.query("SELECT raw_burst(id), REPEAT('x', 1000) FROM raw_rows");
            assertThat(burst.message()).isEqualTo("too deep");
            assertThat(burst.errorCode()).isEqualTo(1644);
            assertThat(burst.rows()).isBetween(1L, 701L);
            assertThat(raw.query("SELECT 1").rows()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void preparedStatements(ServerKind kind, long capabilities, Compression compression) throws IOException {
        try (Raw raw = open(kind, capabilities, compression)) {
            fill(raw, 500);
            Answer prepared = raw.say(
                    Command.COM_STMT_PREPARE,
                    "SELECT id, name FROM raw_rows WHERE id >= ? ORDER BY id".getBytes(UTF_8));
            assertThat(prepared.parameterCount()).isEqualTo(1);
            assertThat(prepared.columnCount()).isEqualTo(2);
            int id = (int) prepared.statementId();

            raw.connection().checksumRows(true);
            Answer executed = raw.say(Command.COM_STMT_EXECUTE, execute(id, 0, 50));
            assertThat(executed.message()).isEmpty();
            assertThat(executed.rows()).isEqualTo(450);
            long sum = executed.rowChecksum();
            assertThat(raw.say(Command.COM_STMT_EXECUTE, execute(id, 0, 51)).rowChecksum())
                    .isNotEqualTo(sum);

            Answer opened = raw.say(Command.COM_STMT_EXECUTE, execute(id, READ_ONLY_CURSOR, 50));
            assertThat(opened.rows()).isZero();
            assertThat(opened.status() & ServerStatus.CURSOR_EXISTS).isNotZero();
            Answer first = raw.say(Command.COM_STMT_FETCH, fetch(id, 400));
            assertThat(first.rows()).isEqualTo(400);
            assertThat(first.status() & ServerStatus.LAST_ROW_SENT).isZero();
            long part = first.rowChecksum();
            Answer last = raw.say(Command.COM_STMT_FETCH, fetch(id, 400));
            assertThat(last.rows()).isEqualTo(50);
            assertThat(last.status() & ServerStatus.LAST_ROW_SENT).isNotZero();
            assertThat((part + last.rowChecksum()) & Long.MAX_VALUE).isEqualTo(sum);

            assertThat(raw.say(Command.COM_STMT_RESET, number(id)).message()).isEmpty();
            assertThat(raw.say(Command.COM_STMT_CLOSE, number(id)).bytes()).isZero();
            assertThat(raw.say(Command.COM_STMT_EXECUTE, execute(id, 0, 50)).errorCode())
                    .isEqualTo(1243);
            assertThat(raw.say(Command.COM_STMT_PREPARE, "SELECT FROM".getBytes(UTF_8))
                            .errorCode())
                    .isEqualTo(1064);
            assertThat(raw.say(Command.COM_STMT_PREPARE, "DO 1".getBytes(UTF_8)).columnCount())
                    .isZero();
        }
    }

    /** One parameter, a four-byte integer. */
    private static byte[] execute(int id, int cursor, int value) {
        return new PayloadWriter()
                .i4(id)
                .u1(cursor)
                .i4(1)
                .u1(0)
                .u1(1)
                .u2(3)
                .i4(value)
                .toByteArray();
    }

    private static byte[] fetch(int id, int rows) {
        return new PayloadWriter().i4(id).i4(rows).toByteArray();
    }

    private static byte[] number(int number) {
        return new PayloadWriter().i4(number).toByteArray();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyOtherCommand(ServerKind kind, long capabilities, Compression compression) throws IOException {
        try (Raw raw = open(kind, capabilities, compression)) {
            fill(raw, 3);
            assertThat(raw.say(Command.COM_PING).isError()).isFalse();
            assertThat(raw.say(Command.COM_INIT_DB, Server.SCHEMA.getBytes(UTF_8))
                            .isError())
                    .isFalse();
            assertThat(raw.say(Command.COM_INIT_DB, "nowhere".getBytes(UTF_8)).errorCode())
                    .isEqualTo(1049);
            assertThat(raw.say(Command.COM_STATISTICS).bytes()).isGreaterThan(20);
            assertThat(raw.say(Command.COM_SET_OPTION, (byte) 1, (byte) 0).isError())
                    .isFalse();
            assertThat(raw.query("SELECT 1; SELECT 2").errorCode()).isEqualTo(1064);
            assertThat(raw.say(Command.COM_FIELD_LIST, "raw_rows\0%".getBytes(UTF_8))
                            .isError())
                    .isFalse();
            assertThat(raw.say(Command.COM_FIELD_LIST, "nowhere\0%".getBytes(UTF_8))
                            .errorCode())
                    .isEqualTo(1146);
            raw.done("SET @depth = 5");
            assertThat(raw.say(Command.COM_RESET_CONNECTION).isError()).isFalse();
            assertThat(raw.say(Command.COM_TIME).isError()).isTrue();
            assertThat(raw.query("SELECT 1").rows()).isEqualTo(1);
            assertThatThrownBy(() -> raw.say(Command.COM_BINLOG_DUMP, new byte[20]))
                    .isInstanceOf(ProblemException.class);
            assertThat(raw.query("SELECT 1").rows()).isEqualTo(1);
            assertThat(raw.say(Command.COM_QUIT).bytes()).isZero();
            assertThatThrownBy(() -> raw.query("SELECT 1")).isInstanceOf(IOException.class);
            assertThat(raw.connection().isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anotherUserOnTheSameConnection(ServerKind kind, long capabilities, Compression compression)
            throws IOException {
        try (Raw raw = open(kind, capabilities, compression)) {
            raw.done("DROP USER IF EXISTS raw_other");
            raw.done("CREATE USER raw_other IDENTIFIED BY 'half a league'");
            raw.done("GRANT SELECT ON " + Server.SCHEMA + ".* TO raw_other");
            for (int i = 0; i < 2; i++) {
                assertThat(change(raw, "raw_other", "half a league").message()).isEmpty();
                assertThat(raw.query("CREATE TABLE raw_denied (id INT)").errorCode())
                        .isEqualTo(1142);
                assertThat(change(raw, Server.USER, Server.PASSWORD).message()).isEmpty();
                raw.done("SELECT 1");
            }
        }
    }

    /** MariaDB takes a second to refuse. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void anotherUserIsRefused(ServerKind kind) throws IOException {
        try (Raw raw = open(kind, ALL, Compression.NONE)) {
            assertThat(change(raw, Server.USER, "a whole league").errorCode()).isEqualTo(1045);
        }
    }

    private static Answer change(Raw raw, String user, String password) throws IOException {
        RawLogin other = new RawLogin(user, Password.of(password), Server.SCHEMA, 0, 0);
        raw.connection().sendChangeUser(other);
        return raw.connection().read(Command.COM_CHANGE_USER, AnswerHandler.REFUSING);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void filesOfTheClient(ServerKind kind, long capabilities, Compression compression) throws IOException {
        try (Raw raw = open(kind, capabilities, compression)) {
            raw.done("DROP TABLE IF EXISTS raw_file");
            raw.done("CREATE TABLE raw_file (id INT)");
            StringBuilder file = new StringBuilder();
            for (int i = 0; i < 30_000; i++) {
                file.append(i).append('\n');
            }
            String[] asked = new String[1];
            String load = "LOAD DATA LOCAL INFILE 'deep.csv' INTO TABLE raw_file";
            Answer loaded = raw.query(load, new AnswerHandler() {
                @Override
                public InputStream localFile(String name) {
                    asked[0] = name;
                    return new ByteArrayInputStream(file.toString().getBytes(UTF_8));
                }
            });
            assertThat(loaded.message()).isEmpty();
            assertThat(asked[0]).isEqualTo("deep.csv");
            assertThat(loaded.affected()).isEqualTo(30_000);
            assertThat(raw.query(load).affected()).isZero();
            assertThat(raw.query("SELECT * FROM raw_file").rows()).isEqualTo(30_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"MARIADB_10_11, NONE", "MARIADB_11_4, ZLIB", "MYSQL_8_0, NONE", "MYSQL_9_7, ZSTD"})
    void statementsAndRowsOfSeveralPackets(ServerKind kind, Compression compression) throws IOException {
        int length = 20 << 20;
        try (Raw raw = open(kind, ALL, compression)) {
            raw.connection().checksumRows(true);
            Answer literal = raw.query("SELECT '" + "x".repeat(length) + "'");
            assertThat(literal.message()).isEmpty();
            assertThat(literal.rows()).isEqualTo(1);
            assertThat(literal.bytes()).isGreaterThan(length);
            long sum = literal.rowChecksum();
            assertThat(raw.query("SELECT REPEAT('x', " + length + ")").rowChecksum())
                    .isEqualTo(sum);
            // As long as a packet can be: an empty one has to follow.
            int full = (1 << 24) - 1 - "?SELECT LENGTH('')".length();
            assertThat(raw.query("SELECT LENGTH('" + "x".repeat(full) + "')").rows())
                    .isEqualTo(1);
        }
    }

    /** Larger than the server takes: it says so, and the next connection goes on. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void aStatementThatIsTooLong(ServerKind kind) throws IOException {
        byte[] command = new byte[70 << 20];
        command[0] = (byte) Command.COM_QUERY.code();
        try (Raw raw = open(kind, SEVERAL, Compression.NONE)) {
            raw.connection().send(command, 0, command.length);
            try {
                Answer answer = raw.connection().read(Command.COM_QUERY, AnswerHandler.REFUSING);
                assertThat(answer.errorCode()).isEqualTo(1153);
            } catch (IOException e) {
                assertThat(raw.connection().isOpen()).isFalse(); // it had closed before it said why
            }
        }
        try (Raw raw = open(kind, SEVERAL, Compression.NONE)) {
            assertThat(raw.query("SELECT 1").rows()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatIsLateIsGivenUp() throws IOException {
        RawTarget target = Raw.target(ServerKind.MARIADB_10_11.shared()).answerWithin(Duration.ofSeconds(4));
        try (Raw raw = Raw.open(target, RawLogin.USUAL)) {
            assertThat(raw.query("SELECT 1").rows()).isEqualTo(1);
            assertThatThrownBy(() -> raw.query("SELECT SLEEP(60)"))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("no whole answer within 4000 ms");
            assertThat(raw.connection().isOpen()).isFalse();
        }
    }

    @Test
    void aSessionThatIsKilledSaysSo() throws IOException {
        Server server = ServerKind.MARIADB_10_11.shared();
        try (Raw victim = Raw.open(server, SEVERAL);
                Raw other = Raw.open(server, SEVERAL)) {
            other.done("KILL " + victim.connection().connectionId());
            try {
                assertThat(victim.query("SELECT 1").errorCode()).isEqualTo(1927);
            } catch (IOException e) {
                assertThat(victim.connection().isOpen()).isFalse();
            }
        }
    }

    @Test
    void tlsCarriesLongAnswersToo() throws IOException {
        Server server = ServerKind.MYSQL_9_7.shared();
        RawTarget target = RawTarget.of(MySqlUrl.of(
                Server.USER, Password.of(Server.PASSWORD), Server.HOST, server.port(), TlsMode.REQUIRED, null));
        try (Raw raw = Raw.open(target, ALL)) {
            fill(raw, 2_000);
            assertThat(raw.query("SELECT * FROM raw_rows").rows()).isEqualTo(2_000);
            assertThat(raw.query("SELECT '" + "x".repeat(20 << 20) + "'").bytes())
                    .isGreaterThan(20 << 20);
        }
    }
}
