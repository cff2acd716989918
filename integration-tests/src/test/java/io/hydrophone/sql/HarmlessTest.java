package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What counts as harmless is executed by real servers in each of their modes, and nobody else must be able to tell. */
class HarmlessTest {
    /** ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION */
    private static final int IN_READ_ONLY = 1792;

    /** Not character sets: the driver closes a session that leaves UTF-8. */
    private static final List<String> MODES = List.of(
            "SET sql_mode = DEFAULT",
            "SET sql_mode = 'ANSI_QUOTES'",
            "SET sql_mode = 'NO_BACKSLASH_ESCAPES'",
            "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,IGNORE_SPACE'");
    /** Of each sort one that does leave something behind while its transaction is open. */
    private static final List<String> HARMFUL = List.of(
            "DELETE FROM reef WHERE id = 2",
            "SELECT sunk()",
            "SELECT * FROM reef FOR UPDATE",
            "SELECT 1 INTO OUTFILE '@DIR@/harmful'",
            "SELECT GET_LOCK('a', 0)",
            "CREATE TABLE shoal (a INT)",
            "SET GLOBAL max_connections = 77");

    @TempDir
    Path files;

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_11_4", "MYSQL_9_7"})
    void nobodyCanTellThatAHarmlessStatementWasExecuted(ServerKind kind) throws SQLException, IOException {
        Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Server server = kind.start();
                Connection observer = server.connect()) {
            prepare(observer, kind);
            ServerState state = new ServerState(observer, kind.isMariaDb(), files);
            Dialect dialect = kind.isMariaDb() ? Dialect.MARIADB_11_4 : Dialect.MYSQL_9_7;
            List<String> modes = new ArrayList<>(MODES);
            if (kind.isMariaDb()) {
                modes.add("SET sql_mode = 'ORACLE'");
            }
            List<String> statements = harmless(dialect);
            assertThat(statements).hasSizeGreaterThan(150);
            int executed = 0;
            for (String mode : modes) {
                for (String statement : statements) {
                    executed += leavesNothing(server, state, mode, statement) ? 1 : 0;
                }
            }
            assertThat(executed).isGreaterThan(statements.size() * modes.size() / 2);

            for (String statement : HARMFUL) {
                String sql = inDirectory(statement);
                assertThat(effect(sql, dialect).isHarmless()).as(sql).isFalse();
                assertThat(leavesSomething(server, state, sql)).as(sql).isTrue();
            }
        }
    }

    private static void prepare(Connection connection, ServerKind kind) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE reef (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20))");
            statement.execute("INSERT INTO reef (name) VALUES ('cod'), ('eel')");
            statement.execute("CREATE TABLE wreck (a INT) ENGINE = MyISAM");
            statement.execute("CREATE FUNCTION sunk() RETURNS INT MODIFIES SQL DATA"
                    + " BEGIN INSERT INTO wreck VALUES (1); RETURN 1; END");
            statement.execute("CREATE PROCEDURE sink() INSERT INTO wreck VALUES (1)");
            if (kind.isMariaDb()) {
                statement.execute("CREATE SEQUENCE tide CACHE 0");
            }
        }
    }

    private List<String> harmless(Dialect dialect) {
        return SharedCorpus.rows("effects.txt", 3).stream()
                .map(row -> inDirectory(row[2]))
                .distinct()
                .filter(sql -> effect(sql, dialect).isHarmless())
                .toList();
    }

    private String inDirectory(String sql) {
        return sql.replace("@DIR@", files.toString());
    }

    /** Whether the server took it, within a transaction that is not over yet. */
    private static boolean leavesNothing(Server server, ServerState state, String mode, String sql)
            throws SQLException, IOException {
        try (Connection connection = server.connect("allowMultiQueries=true")) {
            execute(connection, mode);
            execute(connection, "SET autocommit = 0");
            long session = session(connection);
            Map<String, String> before = state.of(session);
            boolean taken = execute(connection, sql) == 0;
            assertThat(state.of(session)).as("%s; %s", mode, sql).isEqualTo(before);
            execute(connection, "ROLLBACK");
            execute(connection, "SET SESSION TRANSACTION READ ONLY");
            execute(connection, "START TRANSACTION READ ONLY");
            assertThat(execute(connection, sql))
                    .as("%s; read only; %s", mode, sql)
                    .isNotEqualTo(IN_READ_ONLY);
            return taken;
        }
    }

    private static boolean leavesSomething(Server server, ServerState state, String sql)
            throws SQLException, IOException {
        try (Connection connection = server.connect()) {
            execute(connection, "SET autocommit = 0");
            long session = session(connection);
            Map<String, String> before = state.of(session);
            assertThat(execute(connection, sql)).as(sql).isZero();
            boolean changed = !state.of(session).equals(before);
            execute(connection, "ROLLBACK");
            return changed;
        }
    }

    private static long session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** All results are taken; the server's error, or 0. */
    private static int execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // taken
            }
            return 0;
        } catch (SQLException e) {
            return e.getErrorCode();
        }
    }

    private static Effect effect(String sql, Dialect dialect) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return ReadOnly.of(bytes, 0, bytes.length, dialect);
    }
}
