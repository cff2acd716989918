package io.hydrophone.truth;

import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A replica: it asks a few things, and then listens to a stream that is no answer to a query. */
final class ReplicaCases {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private ReplicaCases() {}

    static List<Case> all() {
        return List.of(
                Case.of("replica", "by position", stage -> replicate(stage, false)),
                Case.of("replica", "by GTID", stage -> replicate(stage, true))
                        .where(kind -> kind.isMariaDb() || kind == ServerKind.MYSQL_9_7));
    }

    private static void replicate(Stage stage, boolean gtid) throws SQLException {
        ServerKind kind = stage.server().kind();
        Words words = Words.of(kind);
        // Of another connection than the one that is listened to: straight from the source.
        try (Server replica = kind.start("--server-id=2", "--relay-log=relay");
                Connection connection = replica.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(words.change.formatted(stage.server().port(), Server.USER, Server.PASSWORD)
                    + (gtid ? words.gtid : ""));
            statement.execute(words.start);
            Pause.until("the replica reads", LIMIT, () -> reads(statement, words));
            statement.execute(words.stop);
        }
    }

    /** Whether the replica has received anything of the stream. */
    private static boolean reads(Statement statement, Words words) {
        try (ResultSet status = statement.executeQuery(words.status)) {
            return status.next() && status.getLong(words.position) > 4 && "Yes".equals(status.getString(words.running));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a release calls it. */
    private record Words(
            String change, String gtid, String start, String stop, String status, String position, String running) {
        static Words of(ServerKind kind) {
            if (kind == ServerKind.MYSQL_9_7) {
                return new Words(
                        "CHANGE REPLICATION SOURCE TO source_host='127.0.0.1', source_port=%d, source_user='%s',"
                                + " source_password='%s', source_ssl=0, get_source_public_key=1",
                        ", source_auto_position=1",
                        "START REPLICA IO_THREAD",
                        "STOP REPLICA",
                        "SHOW REPLICA STATUS",
                        "Read_Source_Log_Pos",
                        "Replica_IO_Running");
            }
            return new Words(
                    "CHANGE MASTER TO master_host='127.0.0.1', master_port=%d, master_user='%s', master_password='%s',"
                            + " master_ssl=0" + (kind == ServerKind.MYSQL_8_0 ? ", get_master_public_key=1" : ""),
                    ", master_use_gtid=slave_pos",
                    "START SLAVE IO_THREAD",
                    "STOP SLAVE",
                    "SHOW SLAVE STATUS",
                    "Read_Master_Log_Pos",
                    "Slave_IO_Running");
        }
    }
}
