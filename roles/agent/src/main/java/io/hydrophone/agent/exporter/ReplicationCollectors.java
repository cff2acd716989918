package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.ReplicaColumns;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collectors of what follows whom, and how far behind. */
final class ReplicationCollectors {
    private static final String SCHEMA = "mysql_perf_schema_";
    /** Columns of the workers' table, and what their times are. */
    private static final Map<String, String> TIMES = new TreeMap<>(Map.of(
            "last_applied_transaction_original_commit_timestamp",
            "When the last transaction was committed where it began.",
            "last_applied_transaction_immediate_commit_timestamp",
            "When the last transaction was committed by whom this server follows.",
            "last_applied_transaction_start_apply_timestamp",
            "When this worker began to apply the last transaction.",
            "last_applied_transaction_end_apply_timestamp",
            "When this worker had applied the last transaction.",
            "applying_transaction_original_commit_timestamp",
            "When the transaction that is being applied was committed where it began.",
            "applying_transaction_immediate_commit_timestamp",
            "When the transaction that is being applied was committed by whom this server follows.",
            "applying_transaction_start_apply_timestamp",
            "When this worker began to apply its transaction."));

    private ReplicationCollectors() {}

    static List<Collector> all(CollectorOptions options) {
        CollectorOptions.Heartbeat beat = options.heartbeat();
        return List.of(
                Collector.of("binlog_size", ReplicationReadings.BINARY_LOGS, ReplicationCollectors::binaryLogs),
                Collector.of("slave_hosts", ReplicationReadings.REPLICAS, ReplicationCollectors::replicas),
                Collector.of(
                        "heartbeat",
                        ReplicationReadings.heartbeat(beat.database(), beat.table(), beat.utc()),
                        new TableFamilies("mysql_heartbeat_")
                                .label("server_id")
                                .gauge("now_timestamp_seconds", "now", "This server's time.")
                                .gauge("stored_timestamp_seconds", "written", "The time that was replicated.")::write),
                Collector.of(
                        "perf_schema.replication_group_members",
                        ReplicationReadings.GROUP_MEMBERS,
                        ReplicationCollectors::members),
                Collector.of(
                        "perf_schema.replication_group_member_stats",
                        ReplicationReadings.GROUP_MEMBER_STATS,
                        memberFigures()::write),
                Collector.of(
                        "perf_schema.replication_applier_status_by_worker",
                        ReplicationReadings.APPLIER_WORKERS,
                        ReplicationCollectors::workers));
    }

    private static TableFamilies memberFigures() {
        return new TableFamilies(SCHEMA)
                .label("member_id")
                .counter(
                        "transaction_in_queue",
                        "count_transactions_in_queue",
                        "Transactions that wait to be checked for conflicts.")
                .counter(
                        "transaction_checked",
                        "count_transactions_checked",
                        "Transactions that were checked for conflicts.")
                .counter(
                        "conflicts_detected",
                        "count_conflicts_detected",
                        "Transactions that were refused for a conflict.")
                .counter(
                        "transaction_rows_validating",
                        "count_transactions_rows_validating",
                        "Rows against which transactions are checked.");
    }

    private static void binaryLogs(Snapshot logs, Series out) {
        if (logs.rows().isEmpty()) {
            return;
        }
        double bytes = 0;
        for (SnapshotRow row : logs.rows()) {
            bytes += row.number("file_size", 0);
        }
        String last = logs.rows().getLast().textOrEmpty("log_name");
        out.single(FamilyType.GAUGE, "mysql_binlog_size_bytes", "All binary logs together.", bytes);
        out.single(
                FamilyType.GAUGE,
                "mysql_binlog_files",
                "How many binary logs there are.",
                logs.rows().size());
        out.single(
                FamilyType.GAUGE,
                "mysql_binlog_file_number",
                "The number of the newest binary log.",
                SnapshotRow.decimalIn(last.substring(last.lastIndexOf('.') + 1)));
    }

    private static void replicas(Snapshot replicas, Series out) {
        if (!out.family(
                FamilyType.GAUGE, "mysql_heartbeat_mysql_slave_hosts_info", "A replica that follows this server.")) {
            return;
        }
        for (SnapshotRow row : replicas.rows()) {
            out.line(
                    1,
                    "server_id",
                    row.textOrEmpty("server_id"),
                    "slave_host",
                    row.textOrEmpty("host"),
                    "port",
                    row.textOrEmpty("port"),
                    "master_id",
                    orEmpty(ReplicaColumns.text(row, "master_id")),
                    "slave_uuid",
                    orEmpty(ReplicaColumns.text(row, "slave_uuid")));
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static void members(Snapshot members, Series out) {
        if (!out.family(
                FamilyType.GAUGE,
                SCHEMA + "replication_group_member_info",
                "A member of the group, as this server sees it.")) {
            return;
        }
        for (SnapshotRow row : members.rows()) {
            List<String> columns = row.columns().stream()
                    .filter(column -> !column.equals(io.hydrophone.client.Dialect.MARK))
                    .toList();
            String[] labels = new String[2 * columns.size()];
            for (int i = 0; i < columns.size(); i++) {
                labels[2 * i] = columns.get(i);
                labels[2 * i + 1] = row.textOrEmpty(columns.get(i));
            }
            out.line(1, labels);
        }
    }

    private static void workers(Snapshot workers, Series out) {
        TIMES.forEach((column, help) -> {
            if (out.family(FamilyType.GAUGE, SCHEMA + column + "_seconds", help)) {
                for (SnapshotRow row : workers.rows()) {
                    out.line(
                            seconds(row.text(column)),
                            "channel_name",
                            row.textOrEmpty("channel_name"),
                            "member_id",
                            row.textOrEmpty("worker_id"));
                }
            }
        });
    }

    /** 0 for a time that the server has not yet, as it says itself; not a number where it has no such column. */
    private static double seconds(String time) {
        if (time == null || time.length() < 19) {
            return Double.NaN;
        }
        try {
            LocalDateTime date = LocalDateTime.parse(time.replace(' ', 'T'));
            return date.toEpochSecond(ZoneOffset.UTC) + date.get(ChronoField.MICRO_OF_SECOND) / 1e6;
        } catch (DateTimeException e) {
            return 0; // 0000-00-00
        }
    }
}
