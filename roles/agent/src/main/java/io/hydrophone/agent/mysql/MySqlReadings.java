package io.hydrophone.agent.mysql;

import io.hydrophone.client.Dialect;
import io.hydrophone.client.reading.Reading;

/** What the check asks servers for besides that which is common to many readers. */
final class MySqlReadings {
    private static final String SERVERS = "('mysql', 'sys', 'performance_schema', 'information_schema')";

    /** {@code connections}: those on which replicas read the binary log. */
    static final Reading DUMPS = Reading.quick(
            "replicas that read",
            Reading.select(facts -> "COUNT(*) AS connections FROM "
                    + facts.dialect().processlist() + " WHERE COMMAND LIKE 'Binlog Dump%'"));

    /**
     * Where the applier of each channel is, a row a worker, with ages in microseconds; MySQL from 8.0 on: {@code channel},
     * {@code queued}, {@code queued_age}, {@code applying}, {@code applying_age}, {@code applied}.
     */
    static final Reading APPLIED = Reading.quick("applied transactions", Reading.select(facts -> {
        Dialect dialect = facts.dialect();
        return dialect.isMySql(8, 0, 1) && dialect.instrumented()
                ? "c.CHANNEL_NAME AS channel, c.LAST_QUEUED_TRANSACTION AS queued"
                        + ", w.APPLYING_TRANSACTION AS applying, w.LAST_APPLIED_TRANSACTION AS applied"
                        + ", TIMESTAMPDIFF(MICROSECOND, c.LAST_QUEUED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP, NOW(6))"
                        + " AS queued_age"
                        + ", TIMESTAMPDIFF(MICROSECOND, w.APPLYING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP, NOW(6))"
                        + " AS applying_age"
                        + " FROM performance_schema.replication_connection_status c"
                        + " LEFT JOIN performance_schema.replication_applier_status_by_worker w USING (CHANNEL_NAME)"
                : null;
    }));

    /** This member of the group: {@code channel}, {@code state}, {@code role} and its figures. */
    static final Reading GROUP_MEMBER = Reading.quick("this member of the group", Reading.select(facts -> {
        Dialect dialect = facts.dialect();
        return dialect.isMySql(5, 7, 6) && dialect.instrumented()
                ? "m.CHANNEL_NAME AS channel, m.MEMBER_STATE AS state, "
                        + (dialect.isMySql(8, 0, 2) ? "m.MEMBER_ROLE" : "''") + " AS role, s.*"
                        + " FROM performance_schema.replication_group_members m"
                        + " JOIN performance_schema.replication_group_member_stats s USING (CHANNEL_NAME, MEMBER_ID)"
                        + " WHERE m.MEMBER_ID = @@server_uuid"
                : null;
    }));

    /** {@code table_schema}, {@code table_name}, {@code data_length}, {@code index_length}; users' tables. */
    static final Reading TABLE_SIZES = tableSizes("sizes of tables", " NOT IN ");

    /** The same of the server's own tables. */
    static final Reading SYSTEM_TABLE_SIZES = tableSizes("sizes of system tables", " IN ");

    /** {@code schema_name}, {@code mean} time of a statement in picoseconds. */
    static final Reading RUN_TIMES = byDigest(
            "mean times by schema",
            "SCHEMA_NAME, SUM(SUM_TIMER_WAIT) / SUM(COUNT_STAR) AS mean",
            "WHERE SCHEMA_NAME IS NOT NULL GROUP BY SCHEMA_NAME");

    /** {@code avg_timer_wait} of each digest in picoseconds. */
    static final Reading MEAN_TIMES = byDigest("mean times of digests", "AVG_TIMER_WAIT", "WHERE DIGEST IS NOT NULL");

    /** {@code schema_name}, {@code digest} and its totals; the 200 that took most. */
    static final Reading STATEMENTS = byDigest(
            "digests that took most",
            "SCHEMA_NAME, DIGEST, COUNT_STAR, SUM_ERRORS, SUM_TIMER_WAIT, SUM_LOCK_TIME, SUM_SELECT_SCAN"
                    + ", SUM_SELECT_FULL_JOIN, SUM_NO_INDEX_USED, SUM_NO_GOOD_INDEX_USED, SUM_ROWS_AFFECTED"
                    + ", SUM_ROWS_SENT, SUM_ROWS_EXAMINED",
            "ORDER BY SUM_TIMER_WAIT DESC LIMIT 200");

    /** {@code user}, {@code host}, {@code db}, {@code command}, {@code connections}. */
    static final Reading USER_CONNECTIONS = Reading.quick(
            "connections of users",
            Reading.select(facts -> "USER AS user, SUBSTRING_INDEX(HOST, ':', 1) AS host, DB AS db, COMMAND AS command"
                    + ", COUNT(*) AS connections FROM " + facts.dialect().processlist()
                    + " WHERE USER NOT IN ('system user', 'event_scheduler')"
                    + " GROUP BY USER, SUBSTRING_INDEX(HOST, ':', 1), DB, COMMAND"));

    /** {@code error_number}, {@code error_name}, {@code sum_error_raised}; MySQL from 8.0 on. */
    static final Reading ERRORS = Reading.quick(
            "errors raised",
            Reading.select(
                    facts -> facts.dialect().isMySql(8, 0, 0) && facts.dialect().instrumented()
                            ? "ERROR_NUMBER, ERROR_NAME, SUM_ERROR_RAISED"
                                    + " FROM performance_schema.events_errors_summary_global_by_error"
                                    + " WHERE SUM_ERROR_RAISED > 0 AND ERROR_NUMBER IS NOT NULL"
                            : null));

    /** {@code database_name}, {@code table_name}, {@code index_name}, {@code bytes}; the 1,000 largest. */
    static final Reading INDEX_SIZES = Reading.heavy(
            "sizes of indexes",
            Reading.select(facts -> "database_name, table_name, index_name, stat_value * @@innodb_page_size AS bytes"
                    + " FROM mysql.innodb_index_stats WHERE stat_name = 'size' AND database_name NOT IN " + SERVERS
                    + " ORDER BY stat_value DESC LIMIT 1000"));

    private MySqlReadings() {}

    private static Reading tableSizes(String name, String among) {
        return Reading.heavy(
                name,
                Reading.select(facts -> "TABLE_SCHEMA, TABLE_NAME, DATA_LENGTH, INDEX_LENGTH"
                        + " FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA" + among
                        + SERVERS));
    }

    private static Reading byDigest(String name, String columns, String which) {
        return Reading.heavy(
                name,
                Reading.select(facts -> facts.dialect().instrumented()
                        ? columns + " FROM performance_schema.events_statements_summary_by_digest " + which
                        : null));
    }
}
