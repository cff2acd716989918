package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.ServerKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks real servers whether they look for a stored function behind a word that counts as their own. */
class BuiltInsTest {
    /** ER_SP_DOES_NOT_EXIST and ER_FUNC_INEXISTENT_NAME_COLLISION. */
    private static final Set<Integer> NO_SUCH_FUNCTION = Set.of(1305, 1630);

    @ParameterizedTest
    @CsvSource({
        "ANY, MYSQL_5_7",
        "MYSQL_5_7, MYSQL_5_7",
        "MYSQL_8_0, MYSQL_8_0",
        "MYSQL_9_0, MYSQL_8_0",
        "MYSQL_9_0, MYSQL_9_7",
        "MYSQL_9_7, MYSQL_9_7",
        "ANY, MARIADB_10_11",
        "MARIADB_10_6, MARIADB_10_11",
        "MARIADB_10_6, MARIADB_11_4",
        "MARIADB_10_11, MARIADB_10_11",
        "MARIADB_10_11, MARIADB_11_4",
        "MARIADB_11_4, MARIADB_11_4"
    })
    void whatCountsAsAServersOwnIsNoStoredFunction(Dialect dialect, ServerKind kind) throws SQLException {
        Set<String> stored = new TreeSet<>();
        try (Connection connection = kind.shared().connect();
                Statement statement = connection.createStatement()) {
            for (String word : BuiltIns.of(dialect)) {
                for (String gap : new String[] {"", " "}) {
                    if (BuiltIns.allow(word, !gap.isEmpty(), dialect)
                            && (isStored(statement, word + gap + "()") || isStored(statement, word + gap + "(1)"))) {
                        stored.add(word + gap);
                    }
                }
            }
            assertThat(isStored(statement, "sunk()")).isTrue();
        }
        assertThat(stored).isEmpty();
    }

    private static boolean isStored(Statement statement, String call) {
        try {
            statement.execute("SELECT " + call);
            return false;
        } catch (SQLException e) {
            return NO_SUCH_FUNCTION.contains(e.getErrorCode());
        }
    }
}
