package io.hydrophone.topology.instance;

import io.hydrophone.client.reading.ReplicaColumns;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.SnapshotRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who follows a server. The list of replicas has their ports and, where they report one, their hosts; the connections on which they read
 * have the addresses they come from. MySQL tells the UUID of both, which joins them; otherwise a connection stands for itself.
 */
final class Replicas {
    private Replicas() {}

    /** Null when neither can be read. */
    static List<ConnectedReplica> read(Answers answers) throws InterruptedException {
        List<SnapshotRow> dumps = answers.rows(ReplicationReadings.DUMP_THREADS);
        List<SnapshotRow> listed = answers.rows(ReplicationReadings.REPLICAS);
        if (dumps == null && listed == null) {
            return null;
        }
        List<SnapshotRow> free = new ArrayList<>(dumps == null ? List.of() : dumps);
        List<ConnectedReplica> replicas = new ArrayList<>();
        for (SnapshotRow row : listed == null ? List.<SnapshotRow>of() : listed) {
            String uuid = lower(ReplicaColumns.text(row, "slave_uuid"));
            String peer = null;
            for (SnapshotRow dump : uuid == null ? List.<SnapshotRow>of() : List.copyOf(free)) {
                if (uuid.equals(lower(dump.text("uuid")))) {
                    peer = host(dump);
                    free.remove(dump);
                }
            }
            int port = Numbers.port(row.text("port"));
            String host = row.textOrEmpty("host");
            replicas.add(new ConnectedReplica(
                    Numbers.whole(row.text("server_id")),
                    uuid,
                    host.isEmpty() ? null : host,
                    port < 0 ? null : (Integer) port,
                    peer));
        }
        for (SnapshotRow dump : free) {
            replicas.add(new ConnectedReplica(null, lower(dump.text("uuid")), null, null, host(dump)));
        }
        return List.copyOf(replicas);
    }

    /** Without the port, on which nobody listens. */
    private static String host(SnapshotRow dump) {
        String host = dump.textOrEmpty("host");
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static String lower(String text) {
        return text == null || text.isEmpty() ? null : text.toLowerCase(Locale.ROOT);
    }
}
