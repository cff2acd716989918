package io.hydrophone.agent;

import io.hydrophone.servers.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The account of docs/mysql-check.md, with the rights that stand there and no others. */
final class AgentAccount {
    static final String USER = "hydrophone_agent";
    static final String PASSWORD = "sixty leagues";

    private AgentAccount() {}

    static void create(Server server) throws SQLException {
        String account = "'" + USER + "'@'127.0.0.1'";
        List<String> grants = new ArrayList<>(List.of(
                "CREATE USER IF NOT EXISTS " + account + " IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT PROCESS, REPLICATION CLIENT ON *.* TO " + account,
                "GRANT SELECT ON performance_schema.* TO " + account,
                "GRANT SELECT ON " + Server.SCHEMA + ".* TO " + account));
        if (server.kind().isMariaDb()) {
            grants.add("GRANT SLAVE MONITOR, BINLOG MONITOR ON *.* TO " + account);
        }
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String grant : grants) {
                statement.execute(grant);
            }
        }
    }
}
