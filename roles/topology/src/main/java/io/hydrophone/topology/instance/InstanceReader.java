package io.hydrophone.topology.instance;

import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.ServerVersion;
import io.hydrophone.client.reading.InnodbClusterReadings;
import io.hydrophone.client.reading.ReadableServer;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.client.reading.StatusReadings;
import io.hydrophone.core.ProblemException;
import io.hydrophone.topology.gtid.GtidSet;
import io.hydrophone.topology.gtid.MariaDbGtids;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Reads what a server says of itself, one question after another, so that it never has more than one to answer. */
public final class InstanceReader {
    /**
     * What was read.
     *
     * @param identity whose it is
     * @param view null when the reader was told that this server is known already
     * @param brokenOff why the rest could not be read; null when all was
     */
    public record Read(Identity identity, InstanceView view, ServerFailure brokenOff) {}

    private final Answers answers;

    private InstanceReader(ReadableServer server, Duration deadline) {
        this.answers = new Answers(server, deadline);
    }

    /**
     * Reads it.
     *
     * @param deadline for all of it
     * @param isNew whether the rest is wanted of the server that has turned out to be this one
     * @throws ServerFailure when it does not even say who it is
     */
    public static Read read(ReadableServer server, Duration deadline, Predicate<Identity> isNew)
            throws ServerFailure, InterruptedException {
        return new InstanceReader(server, deadline).read(isNew);
    }

    /**
     * Reads its transactions alone.
     *
     * @return null when it does not tell
     */
    public static Transactions transactions(ReadableServer server, Duration deadline) throws InterruptedException {
        return new InstanceReader(server, deadline).transactions();
    }

    private Read read(Predicate<Identity> isNew) throws ServerFailure, InterruptedException {
        Snapshot first = answers.first(StatusReadings.GLOBAL_VARIABLES);
        ServerVersion version = first.dialect().version();
        Pairs variables = new Pairs(first.pairs());
        Identity identity = identity(version, variables);
        if (!isNew.test(identity)) {
            return new Read(identity, null, null);
        }
        // The transactions before whatever tells of sources: nothing that came meanwhile is then taken for the server's
        // own.
        Transactions transactions = transactions();
        List<ReplicationChannel> channels = Channels.read(answers);
        Snapshot global = answers.ask(StatusReadings.GLOBAL_STATUS);
        Pairs status = new Pairs(global == null ? Map.of() : global.pairs());
        InstanceView view = new InstanceView(
                identity,
                settings(variables),
                transactions,
                binaryLog(),
                channels,
                Replicas.read(answers),
                semiSync(variables, status),
                Groups.read(answers, variables, status),
                galera(variables, status),
                version.isMariaDb() ? null : innodbCluster(),
                answers.problems(),
                first.takenAt());
        return new Read(identity, view, answers.brokenOff());
    }

    private static Identity identity(ServerVersion version, Pairs variables) {
        String uuid = version.isMariaDb() ? null : lower(variables.text("server_uuid"));
        String hostname = variables.textOrEmpty("hostname");
        int port = Numbers.port(variables.text("port"));
        Long id = variables.number("server_id");
        String report = variables.text("report_host");
        int reportPort = Numbers.port(variables.text("report_port"));
        return new Identity(
                uuid != null ? uuid : id + "@" + hostname + ":" + port,
                uuid,
                id == null ? 0 : id,
                hostname,
                report == null || report.isEmpty() ? null : report,
                port,
                reportPort < 0 ? port : reportPort,
                version);
    }

    private static Settings settings(Pairs variables) {
        return new Settings(
                Boolean.TRUE.equals(variables.flag("read_only")),
                variables.flag("super_read_only"),
                variables.flag("offline_mode"),
                Boolean.TRUE.equals(variables.flag("log_bin")),
                variables.text("binlog_format"),
                variables.flag("log_replica_updates", "log_slave_updates"),
                variables.text("gtid_mode"),
                variables.number("gtid_domain_id"));
    }

    private Transactions transactions() throws InterruptedException {
        Snapshot snapshot = answers.ask(ReplicationReadings.GTIDS);
        if (snapshot == null || snapshot.rows().isEmpty()) {
            return null;
        }
        SnapshotRow row = snapshot.rows().getFirst();
        try {
            return snapshot.dialect().version().isMariaDb()
                    ? new Transactions.MariaDb(
                            MariaDbGtids.parse(row.textOrEmpty("gtid_binlog_pos")),
                            MariaDbGtids.parse(row.textOrEmpty("gtid_slave_pos")),
                            MariaDbGtids.parse(row.textOrEmpty("gtid_current_pos")),
                            MariaDbGtids.parse(row.textOrEmpty("gtid_binlog_state")))
                    : new Transactions.MySql(
                            GtidSet.parse(row.textOrEmpty("gtid_executed")),
                            GtidSet.parse(row.textOrEmpty("gtid_purged")));
        } catch (ProblemException e) {
            answers.note(e.problem());
            return null;
        }
    }

    private BinaryLog binaryLog() throws InterruptedException {
        List<SnapshotRow> rows = answers.rows(ReplicationReadings.BINARY_LOG_POSITION);
        if (rows == null || rows.isEmpty() || rows.getFirst().text("file") == null) {
            return null;
        }
        SnapshotRow row = rows.getFirst();
        return new BinaryLog(row.text("file"), row.number("position", -1));
    }

    private static SemiSync semiSync(Pairs variables, Pairs status) {
        Boolean source = variables.flag("rpl_semi_sync_source_enabled", "rpl_semi_sync_master_enabled");
        Boolean replica = variables.flag("rpl_semi_sync_replica_enabled", "rpl_semi_sync_slave_enabled");
        if (source == null && replica == null) {
            return null;
        }
        return new SemiSync(
                source,
                status.flag("rpl_semi_sync_source_status", "rpl_semi_sync_master_status"),
                status.number("rpl_semi_sync_source_clients", "rpl_semi_sync_master_clients"),
                variables.number(
                        "rpl_semi_sync_source_wait_for_replica_count", "rpl_semi_sync_master_wait_for_slave_count"),
                variables.number("rpl_semi_sync_source_timeout", "rpl_semi_sync_master_timeout"),
                replica,
                status.flag("rpl_semi_sync_replica_status", "rpl_semi_sync_slave_status"),
                variables.text("rpl_semi_sync_source_enabled", "rpl_semi_sync_replica_enabled") != null);
    }

    private static GaleraView galera(Pairs variables, Pairs status) {
        if (!Boolean.TRUE.equals(variables.flag("wsrep_on")) || status.text("wsrep_cluster_status") == null) {
            return null;
        }
        String incoming = status.textOrEmpty("wsrep_incoming_addresses");
        return new GaleraView(
                variables.textOrEmpty("wsrep_cluster_name"),
                status.text("wsrep_cluster_state_uuid"),
                status.text("wsrep_cluster_status"),
                status.number("wsrep_cluster_size"),
                variables.textOrEmpty("wsrep_node_name"),
                status.text("wsrep_local_state_comment"),
                status.flag("wsrep_ready"),
                status.flag("wsrep_connected"),
                incoming.isEmpty() ? List.of() : List.of(incoming.split("[,\\s]+")),
                status.decimal("wsrep_flow_control_paused"),
                status.number("wsrep_local_recv_queue"));
    }

    /** By its tables' columns, which differ by the version of MySQL Shell: none of it is asked for by trial. */
    private InnodbCluster innodbCluster() throws InterruptedException {
        List<SnapshotRow> columns = answers.rows(InnodbClusterReadings.COLUMNS);
        if (columns == null || columns.isEmpty()) {
            return null;
        }
        boolean hasInstances = columns.stream()
                .anyMatch(row -> row.textOrEmpty("table_name").equalsIgnoreCase("instances")
                        && row.textOrEmpty("column_name").equalsIgnoreCase("cluster_id"));
        List<SnapshotRow> rows =
                answers.rows(hasInstances ? InnodbClusterReadings.INSTANCES : InnodbClusterReadings.NAME);
        if (rows == null || rows.isEmpty()) {
            return null;
        }
        return new InnodbCluster(
                rows.getFirst().textOrEmpty("cluster_name"),
                rows.stream()
                        .map(row -> row.text("address"))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static String lower(String text) {
        return text == null || text.isEmpty() ? null : text.toLowerCase(Locale.ROOT);
    }
}
