package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements for a database are executed by servers that have only the one which it is mapped to. */
class RemappedTest {
    private static final DatabaseRemap REMAP = new DatabaseRemap(Map.of("reef", "shoal"), true);
    private static final List<String> SCHEMA = List.of(
            "CREATE DATABASE IF NOT EXISTS shoal",
            "USE shoal",
            "CREATE TABLE t (id INT PRIMARY KEY, c VARCHAR(20))",
            "CREATE TABLE u LIKE t",
            "CREATE TABLE reef (id INT PRIMARY KEY, c VARCHAR(20), doc TEXT)",
            "INSERT INTO t VALUES (1, 'x')",
            "INSERT INTO u VALUES (1, 'x')",
            "INSERT INTO reef (id, c) VALUES (1, 'x')",
            "CREATE FUNCTION f (a INT) RETURNS INT DETERMINISTIC RETURN a",
            "CREATE PROCEDURE p (IN a INT) SELECT a");

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_11_4", "MYSQL_9_7"})
    void eachStatementRunsInTheOtherDatabase(ServerKind kind) throws SQLException {
        SoftAssertions all = new SoftAssertions();
        int executed = 0;
        try (Server server = kind.start();
                Connection connection = server.connect("allowMultiQueries=true")) {
            for (String sql : SCHEMA) {
                execute(connection, sql);
            }
            execute(connection, "CREATE USER reef_user");
            for (String[] row : SharedCorpus.rows("database-names.txt", 2)) {
                if (row[0].equals("any") || row[0].equals("both") || row[0].equals("mariadb") == kind.isMariaDb()) {
                    String original = row[1].replace("<reef>", "reef");
                    String rewritten = rewritten(original);
                    try {
                        execute(connection, "USE shoal");
                        execute(connection, rewritten);
                        execute(connection, "UNLOCK TABLES");
                        executed++;
                    } catch (SQLException e) {
                        all.fail("%s, rewritten from %s: %s", rewritten, original, e.getMessage());
                    }
                }
            }
        }
        all.assertAll();
        assertThat(executed).isGreaterThan(100);
    }

    private static String rewritten(String sql) {
        return new String(REMAP.rewrite(sql.getBytes(StandardCharsets.UTF_8), false, true), StandardCharsets.UTF_8);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // taken
            }
        }
    }
}
