package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.ReplicaColumns;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;

/**
 * Each column of a replica's status that is a number or a switch, a line a channel. Its name is of the older words on every version, because that is what dashboards ask for;
 * from MySQL 8.4 on, which does not know those words any more, also of the newer ones.
 */
final class ReplicaStatus {
    static final Collector COLLECTOR =
            Collector.of("slave_status", ReplicationReadings.REPLICA_STATUS, ReplicaStatus::write);

    private static final String PREFIX = "mysql_slave_status_";
    private static final String HELP = "Of SHOW REPLICA STATUS.";

    private ReplicaStatus() {}

    private static void write(Snapshot status, Series out) {
        if (status.rows().isEmpty()) {
            return;
        }
        boolean newer = status.dialect().isMySql(8, 4, 0);
        for (String column : status.rows().getFirst().columns()) {
            String older = ReplicaColumns.older(column);
            lines(status, column, older, out);
            if (newer && !older.equals(column)) {
                lines(status, column, column, out);
            }
        }
    }

    private static void lines(Snapshot status, String column, String name, Series out) {
        if (!out.family(FamilyType.UNTYPED, PREFIX + Series.part(name), HELP)) {
            return;
        }
        for (SnapshotRow row : status.rows()) {
            out.line(
                    ServerValue.of(row.text(column)),
                    "channel_name",
                    row.textOrEmpty("channel_name"),
                    "connection_name",
                    row.textOrEmpty("connection_name"),
                    "master_host",
                    label(row, "master_host"),
                    "master_uuid",
                    label(row, "master_uuid"));
        }
    }

    private static String label(SnapshotRow row, String column) {
        String text = ReplicaColumns.text(row, column);
        return text == null ? "" : text;
    }
}
