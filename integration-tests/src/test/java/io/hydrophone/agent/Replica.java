package io.hydrophone.agent;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Replication between two servers of one kind, from here on. */
final class Replica {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Replica() {}

    /** Begins where the source is now. */
    static void follow(Server replica, Server source) throws SQLException {
        boolean isNew = isNew(replica.kind());
        String file;
        long position;
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery(isNew ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS")) {
            status.next();
            file = status.getString(1);
            position = status.getLong(2);
        }
        String where =
                "%s_HOST='127.0.0.1', %s_PORT=%d, %s_USER='%s', %s_PASSWORD='%s', %s_LOG_FILE='%s', %s_LOG_POS=%d"
                        .replace("%s_", isNew ? "SOURCE_" : "MASTER_")
                        .formatted(source.port(), Server.USER, Server.PASSWORD, file, position);
        execute(
                replica,
                isNew
                        ? "CHANGE REPLICATION SOURCE TO " + where + ", GET_SOURCE_PUBLIC_KEY=1"
                        : "CHANGE MASTER TO " + where
                                + (replica.kind() == ServerKind.MYSQL_8_0 ? ", GET_MASTER_PUBLIC_KEY=1" : ""),
                isNew ? "START REPLICA" : "START SLAVE");
    }

    /** Returns once the replica knows how far it is behind. */
    static void awaitRunning(Server replica) throws SQLException, InterruptedException {
        boolean isNew = isNew(replica.kind());
        try (Connection connection = replica.connect();
                Statement statement = connection.createStatement()) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                try (ResultSet status = statement.executeQuery(isNew ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS")) {
                    status.next();
                    if (status.getString(isNew ? "Seconds_Behind_Source" : "Seconds_Behind_Master") != null) {
                        return;
                    }
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("it does not replicate: " + replica.kind());
                }
                Thread.sleep(20);
            }
        }
    }

    static void execute(Server server, String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Whether the kind has only the newer words. */
    static boolean isNew(ServerKind kind) {
        return kind == ServerKind.MYSQL_9_7;
    }
}
