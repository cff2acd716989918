package io.hydrophone.truth;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Results of unusual form: the rows are counted, and what comes after them is heard right. */
class ResultsTest {
    private static final int LARGEST_PAYLOAD = 0xff_ffff;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void rowsAreCountedWhateverTheirForm(ServerKind kind) throws Exception {
        String wide =
                "SELECT " + IntStream.range(0, 300).mapToObj(i -> i + " c" + i).collect(joining(", "));
        String none = "SELECT table_name FROM information_schema.tables WHERE 1 = 0";
        String nulls = "SELECT NULL, NULL, NULL UNION ALL SELECT NULL, 1, NULL";
        String empty = "SELECT '' UNION ALL SELECT ''";
        Server server = kind.shared();
        for (String prepared : new String[] {"false", "true"}) {
            Overheard heard = Overheard.of(server, directory, () -> {
                try (Connection connection = server.connect("useServerPrepStmts=" + prepared)) {
                    for (String sql : List.of(wide, none, nulls, empty)) {
                        rows(connection, sql);
                    }
                }
            });
            Command command = prepared.equals("true") ? Command.COM_STMT_EXECUTE : Command.COM_QUERY;
            assertThat(heard.of(command))
                    .filteredOn(said -> List.of(wide, none, nulls, empty).contains(said.sql()))
                    .as("prepared: %s", prepared)
                    .extracting(Said::sql, Said::outcome, Said::rows)
                    .containsExactly(
                            tuple(wide, Outcome.OK, 1L),
                            tuple(none, Outcome.OK, 0L),
                            tuple(nulls, Outcome.OK, 2L),
                            tuple(empty, Outcome.OK, 2L));
        }
    }

    /** A row's first byte may look like an end, and a packet may go on in the next, even in an empty one. */
    @ParameterizedTest
    @EnumSource
    void packetsOfTheLargestSizeAreFollowed(ServerKind kind) throws Exception {
        String larger = "SELECT REPEAT('x', " + (17 << 20) + ") UNION ALL SELECT 'y'";
        String largest = "SELECT REPEAT('x', " + (LARGEST_PAYLOAD - 4) + ") UNION ALL SELECT 'y'";
        Server server = kind.shared();
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection connection = server.connect("maxAllowedPacket=67108864")) {
                rows(connection, larger);
                rows(connection, largest);
                for (int length : new int[] {LARGEST_PAYLOAD, LARGEST_PAYLOAD + 1, 17 << 20}) {
                    String around = "SELECT LENGTH('')";
                    rows(connection, around.replace("''", "'" + "z".repeat(length - 1 - around.length()) + "'"));
                }
                rows(connection, "SELECT 'after it'");
            }
        });

        assertThat(heard.the(larger).rows()).isEqualTo(2);
        assertThat(heard.the(larger).bytesOut()).isGreaterThan(17 << 20);
        assertThat(heard.the(largest).rows()).isEqualTo(2);
        List<Said> texts = heard.all().stream()
                .filter(said -> said.sql().startsWith("SELECT LENGTH('z"))
                .toList();
        assertThat(texts)
                .extracting(Said::bytesIn)
                .containsExactly(LARGEST_PAYLOAD + 8L, LARGEST_PAYLOAD + 1 + 8L, (17 << 20) + 8L);
        assertThat(texts).allMatch(said -> said.outcome() == Outcome.OK && said.rows() == 1);
        assertThat(heard.the("SELECT 'after it'").rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void severalResultsOfOneCommandAreOneCommand(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection connection = server.connect("allowMultiQueries=true");
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS several");
                statement.execute("CREATE TABLE several (id INT)");
                statement.execute("DROP PROCEDURE IF EXISTS some_results");
                statement.execute("CREATE PROCEDURE some_results(IN a INT, OUT b INT) BEGIN SELECT a UNION SELECT 9;"
                        + " INSERT INTO several VALUES (1), (2); SELECT 'x'; SET b = a + 1; END");
                statement.execute("SELECT 1; SELECT 2");
                statement.execute("INSERT INTO several VALUES (3); SELECT 3 UNION SELECT 4; DELETE FROM several");
                failing(statement, "SELECT 5; SELECT nope; SELECT 6");
                statement.execute("CALL some_results(1, @b)");
                statement.execute("SELECT @b");
            }
            try (Connection connection = server.connect("useServerPrepStmts=true");
                    CallableStatement call = connection.prepareCall("CALL some_results(?, ?)")) {
                call.setInt(1, 41);
                call.registerOutParameter(2, java.sql.Types.INTEGER);
                call.execute();
                assertThat(call.getInt(2)).isEqualTo(42);
            }
        });

        assertThat(heard.the("SELECT 1; SELECT 2").rows()).isEqualTo(2);
        Said mixed = heard.the("INSERT INTO several VALUES (3); SELECT 3 UNION SELECT 4; DELETE FROM several");
        assertThat(mixed.rows()).isEqualTo(2);
        assertThat(mixed.affected()).isEqualTo(2);
        Said failed = heard.the("SELECT 5; SELECT nope; SELECT 6");
        assertThat(failed.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(failed.errorCode()).isEqualTo(1054);
        assertThat(failed.rows()).isEqualTo(1);
        assertThat(heard.the("CALL some_results(1, @b)").rows()).isEqualTo(3);
        assertThat(heard.the("SELECT @b").rows()).isEqualTo(1);
        List<Said> calls = heard.of(Command.COM_STMT_EXECUTE);
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst().rows())
                .as("with the row of the OUT parameter")
                .isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void aFileOfTheClientIsPartOfItsCommand(ServerKind kind) throws Exception {
        Path file = Files.writeString(directory.resolve("rows.txt"), "1\n2\nx\n3\n".repeat(100_000));
        String load = "LOAD DATA LOCAL INFILE '" + file + "' INTO TABLE loaded";
        Server server = kind.shared();
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection connection = server.connect("allowLocalInfile=true");
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS loaded");
                statement.execute("CREATE TABLE loaded (id INT)");
                assertThat(statement.executeUpdate(load)).isEqualTo(400_000);
                failing(statement, "LOAD DATA LOCAL INFILE '" + file + ".none' INTO TABLE loaded");
                rows(connection, "SELECT COUNT(*) FROM loaded");
            }
        });

        assertThat(heard.the(load).affected()).isEqualTo(400_000);
        assertThat(heard.the(load).warnings()).isEqualTo(0xffff);
        assertThat(heard.the("SELECT COUNT(*) FROM loaded").rows()).isEqualTo(1);
    }

    private static void rows(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                rows.getString(1);
            }
        }
    }

    private static void failing(Statement statement, String sql) {
        try {
            statement.execute(sql);
            statement.getMoreResults();
        } catch (SQLException e) {
            assertThat(e.getMessage()).doesNotContain("closed");
        }
    }
}
