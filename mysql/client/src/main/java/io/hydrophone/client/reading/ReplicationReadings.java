package io.hydrophone.client.reading;

import io.hydrophone.client.Dialect;

/** What a server says of whom it follows, and who follows it. */
public final class ReplicationReadings {
    /** A replica says it to its source in a variable of its session. */
    private static final String REPLICA_UUID = "(SELECT MAX(CAST(v.VARIABLE_VALUE AS CHAR(36)))"
            + " FROM performance_schema.user_variables_by_thread v"
            + " JOIN performance_schema.threads t ON t.THREAD_ID = v.THREAD_ID WHERE t.PROCESSLIST_ID = p.ID"
            + " AND v.VARIABLE_NAME IN ('slave_uuid', 'replica_uuid'))";

    /**
     * A row a channel: {@code SHOW REPLICA STATUS} of MySQL from 8.0.22 on, {@code SHOW SLAVE STATUS} before, {@code SHOW
     * ALL SLAVES STATUS} of MariaDB; columns as that version calls them, see {@link ReplicaColumns}. No rows where
     * nothing is replicated.
     */
    public static final Reading REPLICA_STATUS = Reading.quick(
            "replica status", (facts, limit) -> facts.dialect().show(replicaStatus(facts.dialect()), limit));

    /** A row a replica that follows this server: {@code SHOW REPLICAS}, before MySQL 8.0.22 {@code SHOW SLAVE HOSTS}. */
    public static final Reading REPLICAS = Reading.quick(
            "list of replicas",
            (facts, limit) ->
                    facts.dialect().show(facts.dialect().isMySql(8, 0, 22) ? "REPLICAS" : "SLAVE HOSTS", limit));

    /** {@code log_name} and {@code file_size}, oldest first; not offered where the binary log is off. */
    public static final Reading BINARY_LOGS = Reading.heavy(
                    "binary logs",
                    (facts, limit) -> facts.isOn("log_bin") ? facts.dialect().show("BINARY LOGS", limit) : null)
            .withVariables();

    /** A row a member of the group as this server sees it. */
    public static final Reading GROUP_MEMBERS = Reading.quick(
            "members of the group", instrumented("t.* FROM performance_schema.replication_group_members t"));

    /** A row a member of the group: its queues and conflicts. */
    public static final Reading GROUP_MEMBER_STATS = Reading.quick(
            "figures of the group", instrumented("t.* FROM performance_schema.replication_group_member_stats t"));

    /** A row a worker that applies transactions; times of commit only in MySQL from 8.0 on. */
    public static final Reading APPLIER_WORKERS = Reading.quick(
            "workers that apply", instrumented("t.* FROM performance_schema.replication_applier_status_by_worker t"));

    /**
     * {@code channel_name}, {@code age}: seconds since the source committed the oldest transaction that is being applied, 0 when there is none.
     * MySQL from 8.0 on.
     */
    public static final Reading APPLIER_LAG = Reading.quick(
            "age of what is applied",
            Reading.select(
                    facts -> facts.dialect().isMySql(8, 0, 1) && facts.dialect().instrumented()
                            ? "CHANNEL_NAME, MAX(IF(since > 0, TIMESTAMPDIFF(MICROSECOND, since, NOW(6)) / 1e6, 0)) AS age FROM ("
                                    + "SELECT CHANNEL_NAME, APPLYING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP AS since"
                                    + " FROM performance_schema.replication_applier_status_by_worker UNION ALL"
                                    + " SELECT CHANNEL_NAME, PROCESSING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP"
                                    + " FROM performance_schema.replication_applier_status_by_coordinator) q"
                                    + " GROUP BY CHANNEL_NAME"
                            : null));

    /**
     * One row: {@code gtid_executed}, {@code gtid_purged} of MySQL; {@code gtid_binlog_pos}, {@code gtid_slave_pos}, {@code
     * gtid_current_pos}, {@code gtid_binlog_state} of MariaDB. In the tables of variables they are cut.
     */
    public static final Reading GTIDS = Reading.quick(
            "sets of GTIDs",
            Reading.select(facts -> facts.dialect().version().isMariaDb()
                    ? "@@GLOBAL.gtid_binlog_pos AS gtid_binlog_pos, @@GLOBAL.gtid_slave_pos AS gtid_slave_pos"
                            + ", @@GLOBAL.gtid_current_pos AS gtid_current_pos"
                            + ", @@GLOBAL.gtid_binlog_state AS gtid_binlog_state"
                    : "@@GLOBAL.gtid_executed AS gtid_executed, @@GLOBAL.gtid_purged AS gtid_purged"));

    /** {@code file} and {@code position} where the server writes its binary log; not offered where that is off. */
    public static final Reading BINARY_LOG_POSITION = Reading.quick(
                    "place in the binary log",
                    (facts, limit) -> facts.isOn("log_bin")
                            ? facts.dialect()
                                    .show(
                                            facts.dialect().isMySql(8, 2, 0) ? "BINARY LOG STATUS" : "MASTER STATUS",
                                            limit)
                            : null)
            .withVariables();

    /**
     * A row a connection on which a replica reads the binary log: {@code id}, {@code host} with its port there, {@code state},
     * {@code uuid} of the replica where MySQL tells it.
     */
    public static final Reading DUMP_THREADS = Reading.quick(
            "connections of replicas",
            Reading.select(facts -> "p.ID AS id, p.HOST AS host, p.STATE AS state, "
                    + (facts.dialect().isMySql(5, 7, 0) && facts.dialect().instrumented() ? REPLICA_UUID : "NULL")
                    + " AS uuid FROM " + facts.dialect().processlist()
                    + " p WHERE p.COMMAND LIKE 'Binlog Dump%' LIMIT 10000"));

    private ReplicationReadings() {}

    /**
     * {@code written} and {@code now}, in seconds since 1970, and {@code server_id}: a row a server that writes into a table as
     * pt-heartbeat does.
     *
     * @param utc whether pt-heartbeat runs with {@code --utc}; else its times are those of the system's zone
     */
    public static Reading heartbeat(String database, String table, boolean utc) {
        String zone = utc ? "'+00:00'" : "'SYSTEM'"; // The session's own is UTC.
        return Reading.quick(
                "heartbeat " + database + "." + table + (utc ? " UTC" : ""),
                Reading.select(facts -> "UNIX_TIMESTAMP(CONVERT_TZ(CAST(ts AS DATETIME(6)), " + zone
                        + ", '+00:00')) AS written, UNIX_TIMESTAMP(NOW(6)) AS now, server_id FROM "
                        + quoted(database) + "." + quoted(table)));
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static Reading.Statement instrumented(String columnsFrom) {
        return Reading.select(
                facts -> facts.dialect().isMySql(5, 7, 0) && facts.dialect().instrumented() ? columnsFrom : null);
    }

    private static String replicaStatus(Dialect dialect) {
        return dialect.version().isMariaDb()
                ? "ALL SLAVES STATUS"
                : dialect.isMySql(8, 0, 22) ? "REPLICA STATUS" : "SLAVE STATUS";
    }
}
