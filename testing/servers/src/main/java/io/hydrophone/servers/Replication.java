package io.hydrophone.servers;

import java.sql.SQLException;
import java.time.Duration;

/** Makes one server follow another by GTIDs, and waits for it. */
public final class Replication {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Replication() {}

    /**
     * Makes a server follow another; it tries again every second when that goes away.
     *
     * @param channel its name; MariaDB calls it a connection; empty for the one without a name
     */
    public static void follow(Server replica, Server source, String channel) throws SQLException {
        String login = "_HOST='%s', %%1$s_PORT=%d, %%1$s_USER='%s', %%1$s_PASSWORD='%s', %%1$s_CONNECT_RETRY=1"
                .formatted(Server.HOST, source.port(), Server.USER, Server.PASSWORD);
        if (replica.kind().isMariaDb()) {
            String name = channel.isEmpty() ? "" : "'" + channel + "' ";
            replica.execute(
                    "CHANGE MASTER " + name + "TO MASTER" + login.formatted("MASTER") + ", MASTER_USE_GTID=slave_pos",
                    "START SLAVE " + name);
        } else {
            boolean isNew = replica.kind() == ServerKind.MYSQL_9_7;
            String word = isNew ? "SOURCE" : "MASTER";
            String name = channel.isEmpty() ? "" : " FOR CHANNEL '" + channel + "'";
            // Of 5.7 no password is encrypted by a key that would have to be asked for.
            String key = replica.kind() == ServerKind.MYSQL_5_7 ? "" : ", GET_" + word + "_PUBLIC_KEY=1";
            replica.execute(
                    "CHANGE " + (isNew ? "REPLICATION SOURCE" : "MASTER") + " TO " + word + login.formatted(word) + ", "
                            + word + "_AUTO_POSITION=1" + key + name,
                    (isNew ? "START REPLICA" : "START SLAVE") + name);
        }
    }

    /** Waits until a query gives this value. */
    public static void await(Server server, String query, String value) {
        Pause.until(query + " is " + value + " on " + server, PATIENCE, () -> {
            try {
                return value.equals(server.value(query));
            } catch (SQLException e) {
                return false; // What it asks for may still be on its way.
            }
        });
    }
}
