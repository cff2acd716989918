package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is heard of errors, warnings and counts is what the driver was told. */
class AnswersTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void errorsAreHeardWithTheirNumberStateAndWords(ServerKind kind) throws Exception {
        String[] failing = {
            "SELECT nope FROM nowhere",
            "SELECT FROM WHERE",
            "INSERT INTO errors VALUES (1)",
            "INSERT INTO errors VALUES ('Tiefe')",
            "SIGNAL SQLSTATE '45123' SET MESSAGE_TEXT = 'Grüße aus der Tiefe', MYSQL_ERRNO = 5123",
            "SELECT * FROM (SELECT 1 UNION SELECT 2) a WHERE 1 = (SELECT 1 UNION SELECT 2)",
            "DROP TABLE nowhere",
            "CREATE DATABASE depth",
        };
        Map<String, SQLException> told = new HashMap<>();
        Server server = kind.shared();
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE OR REPLACE VIEW something AS SELECT 1");
                statement.execute("DROP TABLE IF EXISTS errors");
                statement.execute("CREATE TABLE errors (id INT PRIMARY KEY)");
                statement.execute("INSERT INTO errors VALUES (1)");
                for (String sql : failing) {
                    try {
                        statement.execute(sql);
                    } catch (SQLException e) {
                        told.put(sql, e);
                    }
                }
            }
        });

        assertThat(told).hasSize(failing.length);
        told.forEach((sql, exception) -> {
            Said said = heard.all(sql).getLast();
            assertThat(said.outcome()).as(sql).isEqualTo(Outcome.ERROR);
            assertThat(said.errorCode()).as(sql).isEqualTo(exception.getErrorCode());
            assertThat(said.sqlState()).as(sql).isEqualTo(exception.getSQLState());
            assertThat(said.errorMessage()).as(sql).isNotEmpty();
            assertThat(exception.getMessage()).as(sql).endsWith(said.errorMessage());
            assertThat(said.rows()).as(sql).isZero();
            assertThat(said.database()).isEqualTo(Server.SCHEMA);
            assertThat(said.user()).isEqualTo(Server.USER);
            assertThat(said.totalNanos()).isGreaterThanOrEqualTo(said.latencyNanos());
            assertThat(said.latencyNanos()).isPositive();
        });
        assertThat(heard.the("SELECT nope FROM nowhere").errorCode()).isEqualTo(1146);
        assertThat(heard.the("SELECT nope FROM nowhere").sqlState()).isEqualTo("42S02");
        assertThat(heard.all("INSERT INTO errors VALUES (1)").getLast().errorCode())
                .isEqualTo(1062);
        assertThat(heard.the(failing[4]).sqlState()).isEqualTo("45123");
        assertThat(heard.the(failing[4]).errorMessage()).isEqualTo("Grüße aus der Tiefe");
    }

    @ParameterizedTest
    @EnumSource
    void warningsAreCountedAsTheServerCountsThem(ServerKind kind) throws Exception {
        String[] warning = {
            "INSERT IGNORE INTO warned VALUES (1), (1), (2), (1)",
            "UPDATE IGNORE warned SET id = 7",
            "SELECT CAST('abc' AS SIGNED), CAST('d' AS SIGNED) FROM warned",
            "DROP TABLE IF EXISTS nowhere, nothing",
            "SELECT id FROM warned", // without a table MariaDB would keep the warnings before
        };
        Map<String, Integer> told = new HashMap<>();
        Server server = kind.shared();
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS warned");
                statement.execute("CREATE TABLE warned (id INT PRIMARY KEY)");
                for (String sql : warning) {
                    statement.execute(sql);
                    try (ResultSet count = statement.executeQuery("SELECT @@warning_count")) {
                        count.next();
                        told.put(sql, count.getInt(1));
                    }
                }
            }
        });

        for (String sql : warning) {
            assertThat(heard.the(sql).warnings()).as(sql).isEqualTo(told.get(sql));
        }
        assertThat(heard.the(warning[0]).warnings()).isEqualTo(2);
        assertThat(heard.the(warning[4]).warnings()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void affectedRowsAreThoseThatTheDriverWasTold(ServerKind kind) throws Exception {
        String[] changing = {
            "INSERT INTO counted VALUES (1, 'a'), (2, 'b'), (3, 'c')",
            "UPDATE counted SET name = 'b' WHERE id < 3",
            "INSERT INTO counted VALUES (1, 'x'), (9, 'y') ON DUPLICATE KEY UPDATE name = VALUES(name)",
            "REPLACE INTO counted VALUES (2, 'r')",
            "DELETE FROM counted WHERE id > 1",
            "UPDATE counted SET name = 'z' WHERE id = 77",
            "INSERT INTO counted SELECT 100 + id, name FROM counted",
        };
        Map<String, Integer> told = new HashMap<>();
        Server server = kind.shared();
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS counted");
                statement.execute("CREATE TABLE counted (id INT PRIMARY KEY, name VARCHAR(20))");
                connection.setAutoCommit(false);
                for (String sql : changing) {
                    told.put(sql, statement.executeUpdate(sql));
                }
                connection.commit();
            }
        });

        for (String sql : changing) {
            Said said = heard.the(sql);
            assertThat(said.affected()).as(sql).isEqualTo((long) told.get(sql));
            assertThat(said.rows()).as(sql).isZero();
            assertThat(said.status() & ServerStatus.IN_TRANS)
                    .as("in a transaction: %s", sql)
                    .isEqualTo(sql.endsWith("77") && said.affected() > 0 ? 0 : ServerStatus.IN_TRANS);
        }
        assertThat(heard.the(changing[2]).affected()).isEqualTo(3);
        assertThat(heard.the("COMMIT").status() & ServerStatus.IN_TRANS).isZero();
        assertThat(heard.of(Command.COM_QUIT)).hasSize(1);
        assertThat(heard.counters().logins()).isEqualTo(1);
        assertThat(heard.counters().openSessions()).isZero();
    }
}
