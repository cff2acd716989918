package io.hydrophone.digest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs that real servers wrote under one workload, and the variants of their heads. */
class QueryLogTest {
    private record Entry(
            Command command,
            String sql,
            String user,
            String client,
            String database,
            long endNanos,
            long totalNanos,
            int errorCode,
            long rowsSent,
            int status) {}

    @Test
    void mariadbsSlowLogIsReadWhole() throws IOException {
        List<Entry> entries = resource("mariadb-10.11-slow.log", LogFormat.SLOW);

        // As many as the general log of the same run names queries and executions.
        assertThat(entries).hasSize(125);
        assertThat(entries).allMatch(entry -> entry.totalNanos >= 0 && entry.client.isEmpty() == entry.user.isEmpty());
        assertThat(entries)
                .filteredOn(entry -> entry.sql.equals("SELECT SLEEP(0.02)"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.totalNanos).isBetween(20_000_000L, 60_000_000L);
                    assertThat(entry.database).isEqualTo("shop");
                    assertThat(entry.user).isEqualTo("app");
                    assertThat(entry.client).isEqualTo("127.0.0.1");
                });
    }

    @Test
    void mysqlsSlowLogIsReadWholeWithItsErrors() throws IOException {
        List<Entry> entries = resource("mysql-9.7-slow.log", LogFormat.SLOW);

        assertThat(count(entries))
                .containsEntry(Command.COM_QUERY, 124L)
                .containsEntry(Command.COM_STMT_PREPARE, 7L)
                .containsEntry(Command.COM_STMT_CLOSE, 6L)
                .containsEntry(Command.COM_QUIT, 5L);
        assertThat(entries)
                .filteredOn(entry -> entry.sql.equals("SELECT nothing_here FROM orders"))
                .extracting(Entry::errorCode)
                .containsExactly(1054);
        assertThat(entries.get(0).endNanos).isEqualTo(nanos("2026-11-21T07:37:29.765839Z"));
        assertThat(entries.get(0).totalNanos).isEqualTo(209_000);
    }

    @ParameterizedTest
    @CsvSource({"mariadb-10.11-slow.log", "mysql-9.7-slow.log"})
    void whatLooksLikeAHeadInsideOfAStringIsText(String log) throws IOException {
        assertThat(resource(log, LogFormat.SLOW))
                .filteredOn(entry -> entry.sql.startsWith("INSERT INTO orders"))
                .extracting(Entry::sql)
                .containsExactly("INSERT INTO orders (customer,total,note) VALUES ('ann',10.5,'first'),('bob',20,"
                        + "'# Time: not a header\n# User@Host: nor this\nsecond line'),('eve',30,NULL)");
    }

    @Test
    void mariadbsGeneralLogIsReadWhole() throws IOException {
        List<Entry> entries = resource("mariadb-10.11-general.log", LogFormat.GENERAL);

        // One PREPARE and one EXECUTE were sent as text: the lines for what they did are not commands of their own.
        assertThat(count(entries))
                .containsEntry(Command.COM_QUERY, 77L)
                .containsEntry(Command.COM_STMT_EXECUTE, 48L)
                .containsEntry(Command.COM_STMT_PREPARE, 7L)
                .containsEntry(Command.COM_STMT_CLOSE, 7L)
                .containsEntry(Command.COM_QUIT, 7L)
                .containsEntry(Command.COM_INIT_DB, 1L);
        assertThat(entries).allMatch(entry -> entry.totalNanos == -1 && entry.errorCode == -1 && entry.rowsSent == -1);
        assertThat(entries)
                .filteredOn(entry -> entry.sql.startsWith("SELECT * FROM orders\n"))
                .singleElement()
                .isEqualTo(new Entry(
                        Command.COM_QUERY,
                        "SELECT * FROM orders\n WHERE customer = 'ann'\n   AND total > 5",
                        "app",
                        "localhost",
                        "shop",
                        nanos("2026-11-21T07:37:29Z"),
                        -1,
                        -1,
                        -1,
                        -1));
    }

    @Test
    void mysqlsGeneralLogIsReadWhole() throws IOException {
        List<Entry> entries = resource("mysql-9.7-general.log", LogFormat.GENERAL);

        assertThat(count(entries)).containsEntry(Command.COM_QUERY, 80L).containsEntry(Command.COM_QUIT, 5L);
        assertThat(entries)
                .filteredOn(entry -> entry.sql.equals("SELECT SLEEP(0.02)"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.database).isEqualTo("shop"));
    }

    @Test
    void theOldHeadsOfMysqlAreRead() throws IOException {
        List<Entry> entries = read(LogFormat.SLOW, """
                /usr/sbin/mysqld, Version: 5.0.22-log. started with:
                Tcp port: 3306  Unix socket: /var/lib/mysql/mysql.sock
                Time                 Id Command    Argument
                # Time: 060101  1:02:03
                # User@Host: bob[bob] @ web1 [10.1.2.3]
                # Query_time: 3  Lock_time: 1  Rows_sent: 7  Rows_examined: 9
                use shop;
                SET last_insert_id=5,insert_id=6,timestamp=1136077323;
                SELECT a
                FROM t;
                # User@Host: bob[bob] @ web1 []
                # Query_time: 0  Lock_time: 0  Rows_sent: 0  Rows_examined: 0
                CREATE PROCEDURE p() BEGIN
                  SELECT 1;
                  SELECT 2;
                END;
                /usr/sbin/mysqld, Version: 5.0.22-log. started with:
                Tcp port: 3306  Unix socket: /var/lib/mysql/mysql.sock
                Time                 Id Command    Argument
                # Time: 060102 11:02:03
                # User@Host: [] @ web1 []
                # Query_time: 1  Lock_time: 0  Rows_sent: 0  Rows_examined: 0
                # administrator command: Ping;
                """);

        assertThat(entries)
                .containsExactly(
                        new Entry(
                                Command.COM_QUERY,
                                "SELECT a\nFROM t",
                                "bob",
                                "10.1.2.3",
                                "shop",
                                nanos("2006-01-01T01:02:06Z"),
                                3_000_000_000L,
                                -1,
                                7,
                                -1),
                        new Entry(
                                Command.COM_QUERY,
                                "CREATE PROCEDURE p() BEGIN\n  SELECT 1;\n  SELECT 2;\nEND",
                                "bob",
                                "web1",
                                "",
                                nanos("2006-01-01T01:02:03Z"),
                                0,
                                -1,
                                0,
                                -1),
                        new Entry(
                                Command.COM_PING,
                                "",
                                "",
                                "web1",
                                "",
                                nanos("2006-01-02T11:02:03Z"),
                                1_000_000_000L,
                                -1,
                                0,
                                -1));
    }

    @Test
    void perconasAndMariadbsPlanTellsOfMissingIndexes() throws IOException {
        List<Entry> entries = read(LogFormat.SLOW, """
                # Time: 2026-11-21T09:37:29.5+02:00
                # User@Host: app[app] @ localhost [127.0.0.1]  Id:  5
                # Schema: shop  Last_errno: 1317  Killed: 0
                # Query_time: 0.5  Lock_time: 0.0  Rows_sent: 1  Rows_examined: 9  Rows_affected: 0
                # Full_scan: Yes  Full_join: No  Tmp_table: No
                SET timestamp=1795246649;
                SELECT 1;
                """);

        assertThat(entries)
                .containsExactly(new Entry(
                        Command.COM_QUERY,
                        "SELECT 1",
                        "app",
                        "127.0.0.1",
                        "shop",
                        nanos("2026-11-21T07:37:29.5Z"),
                        500_000_000,
                        1317,
                        1,
                        0x20));
    }

    @Test
    void aLineLongerThanTheBufferIsCutAndTheNextEntryIsWhole() throws IOException {
        String head = "# Time: 2026-11-21T07:37:29Z\n# User@Host: a[a] @ h []\n# Query_time: 1  Rows_sent: 0\n";
        List<Entry> entries =
                read(LogFormat.SLOW, head + "SELECT '" + "x".repeat(3 << 20) + "';\n" + head + "SELECT 2;\n");

        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).sql).hasSize(1 << 20);
        assertThat(entries.get(1).sql).isEqualTo("SELECT 2");
    }

    @Test
    void onlyQueryLogsAreDetected() {
        assertThat(detect("")).isNull();
        assertThat(detect("hello\nworld\n")).isNull();
        assertThat(detect("\u00d4\u00c3\u00b2\u00a1")).isNull();
        assertThat(detect("SELECT 1;\n")).isNull();
        assertThat(detect("/usr/sbin/mysqld, Version: 8.0.36. started with:\nTcp port: 3306\n"))
                .isEqualTo(LogFormat.SLOW);
        assertThat(detect("060101  1:02:03\t    3 Query\tSELECT 1\n")).isEqualTo(LogFormat.GENERAL);
        assertThat(detect("2026-11-21T07:37:29.765334Z\t    9 Connect\troot@localhost on  using Socket\n"))
                .isEqualTo(LogFormat.GENERAL);
    }

    private static LogFormat detect(String head) {
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        return LogFormat.detect(bytes, bytes.length);
    }

    private static Map<Command, Long> count(List<Entry> entries) {
        Map<Command, Long> counts = new EnumMap<>(Command.class);
        entries.forEach(entry -> counts.merge(entry.command, 1L, Long::sum));
        return counts;
    }

    private static List<Entry> resource(String name, LogFormat expected) throws IOException {
        try (InputStream in = QueryLogTest.class.getResourceAsStream(name)) {
            byte[] bytes = in.readAllBytes();
            assertThat(LogFormat.detect(bytes, bytes.length)).isEqualTo(expected);
            return read(expected, new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<Entry> read(LogFormat format, String log) throws IOException {
        List<Entry> entries = new ArrayList<>();
        byte[] bytes = log.getBytes(StandardCharsets.ISO_8859_1);
        LogCounters counters = format.read(
                new ByteArrayInputStream(bytes),
                query -> entries.add(new Entry(
                        query.command(),
                        new String(
                                query.sqlBuffer(), query.sqlOffset(), query.sqlLength(), StandardCharsets.ISO_8859_1),
                        query.key().user(),
                        query.key().client(),
                        query.key().database(),
                        query.endNanos(),
                        query.totalNanos(),
                        query.errorCode(),
                        query.rowsSent(),
                        query.serverStatus())));
        assertThat(counters.entries()).isEqualTo(entries.size());
        assertThat(counters.unparsed()).isZero();
        assertThat(counters.bytes()).isEqualTo(bytes.length);
        return entries;
    }

    private static long nanos(String instant) {
        Instant at = Instant.parse(instant);
        return at.getEpochSecond() * 1_000_000_000 + at.getNano();
    }
}
