package io.hydrophone.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The account that docs/probe.md says is enough, made by the very statements that stand there. */
final class Account {
    static final String PASSWORD = "p@ss/w:rd %";

    private static final Path DOCS = Path.of("..", "docs", "probe.md");

    private Account() {}

    /** Makes it under a name of its own, so that it has what is written there and nothing else. */
    static void create(Server server, String name) throws SQLException, IOException {
        List<String> statements = Files.readAllLines(DOCS).stream()
                .dropWhile(line -> !line.equals("```sql"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();
        assertThat(statements).hasSize(3).first().asString().startsWith("CREATE USER 'hydrophone'@");
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP USER IF EXISTS '" + name + "'@'%'");
            for (String sql : statements) {
                statement.execute(
                        sql.replace("'hydrophone'", "'" + name + "'").replace("'password'", "'" + PASSWORD + "'"));
            }
        }
    }
}
