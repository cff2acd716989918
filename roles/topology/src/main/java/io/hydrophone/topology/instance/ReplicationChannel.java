package io.hydrophone.topology.instance;

import io.hydrophone.topology.gtid.GtidSet;
import io.hydrophone.topology.gtid.MariaDbGtids;
import java.util.List;

/**
 * A source that a server follows. What the server does not tell is null.
 *
 * @param name MariaDB calls it a connection; empty for the one without a name
 * @param sourceHost empty for channels of Group Replication that have no source
 * @param sourceUuid in lower case; null as long as it was never connected, and for MariaDB
 * @param sourceServerId null as long as it was never connected
 * @param secondsBehind by the server's own reckoning; null while it does not know
 * @param commitLagSeconds age of the oldest transaction that is being applied, by its commit at the source; MySQL from 8.0 on
 * @param readFile the source's binary log up to which was received, with {@code readPosition}
 * @param executedFile the same up to which was applied, with {@code executedPosition}
 * @param retrieved GTIDs received since the relay log began; MySQL
 * @param received up to where was received; MariaDB with GTIDs
 * @param autoPosition whether GTIDs decide where it goes on
 * @param delaySeconds how late transactions are applied on purpose
 */
public record ReplicationChannel(
        String name,
        String sourceHost,
        int sourcePort,
        String sourceUuid,
        Long sourceServerId,
        ReplicationThread receiver,
        ReplicationThread applier,
        Long secondsBehind,
        Double commitLagSeconds,
        String readFile,
        Long readPosition,
        String executedFile,
        Long executedPosition,
        Long relayLogBytes,
        GtidSet retrieved,
        MariaDbGtids received,
        boolean autoPosition,
        Long delaySeconds,
        List<ApplierWorker> workers) {
    private static final String OF_GROUPS = "group_replication_";

    /** Whether it belongs to Group Replication and follows no single source that anybody has chosen. */
    public boolean isOfGroup() {
        return name.startsWith(OF_GROUPS);
    }
}
