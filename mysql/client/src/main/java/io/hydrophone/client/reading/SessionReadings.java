package io.hydrophone.client.reading;

/** What a server says of who is connected and what was done, by user and by host. */
public final class SessionReadings {
    /** By client's host, where {@code userstat} is on: MariaDB, Percona. */
    public static final Reading CLIENT_STATISTICS = statistics("client_statistics", "t.*", "");

    /** By user, where {@code userstat} is on: MariaDB, Percona. */
    public static final Reading USER_STATISTICS = statistics("user_statistics", "t.*", "");

    /** By table, where {@code userstat} is on: MariaDB, Percona. */
    public static final Reading TABLE_STATISTICS = statistics("table_statistics", "t.*", "");

    /** By index, where {@code userstat} is on: MariaDB, Percona. */
    public static final Reading INDEX_STATISTICS = statistics("index_statistics", "t.*", "");

    /** Sums of {@link #TABLE_STATISTICS} by schema. */
    public static final Reading SCHEMA_STATISTICS = statistics(
            "table_statistics",
            "TABLE_SCHEMA, SUM(ROWS_READ) AS rows_read, SUM(ROWS_CHANGED) AS rows_changed,"
                    + " SUM(ROWS_CHANGED_X_INDEXES) AS rows_changed_x_indexes",
            " GROUP BY TABLE_SCHEMA");

    /** Accounts with their privileges and limits. */
    public static final Reading ACCOUNTS =
            Reading.quick("accounts", Reading.select(facts -> "t.* FROM mysql.user t LIMIT 10000"));

    /** By user: statements, latencies in picoseconds, connections, memory; MySQL 5.7 and MariaDB 10.6 on. */
    public static final Reading USER_SUMMARY = Reading.heavy(
            "figures of users",
            Reading.select(facts -> facts.dialect().instrumented()
                            && (facts.dialect().isMySql(5, 7, 7)
                                    || facts.dialect().isMariaDb(10, 6))
                    ? "t.* FROM sys.x$user_summary t"
                    : null));

    /** {@code time}, {@code count}, {@code total} of MariaDB's and Percona's plugin, where it counts. */
    public static final Reading RESPONSE_TIMES = responseTimes("query_response_time", false);

    /** The same of reading statements: Percona 5.6 and 5.7. */
    public static final Reading RESPONSE_TIMES_READ = responseTimes("query_response_time_read", true);

    /** The same of writing statements: Percona 5.6 and 5.7. */
    public static final Reading RESPONSE_TIMES_WRITE = responseTimes("query_response_time_write", true);

    private SessionReadings() {}

    /**
     * {@code user}, {@code host}, {@code command}, {@code state}, {@code processes}, {@code seconds}: how many sessions
     * are in which state, this one left out.
     *
     * @param minSeconds only those that have been in it so long
     */
    public static Reading states(int minSeconds) {
        return Reading.quick(
                "states of sessions since " + minSeconds + " s",
                Reading.select(facts -> "user, SUBSTRING_INDEX(host, ':', 1) AS host, COALESCE(command, '') AS command,"
                        + " COALESCE(state, '') AS state, COUNT(*) AS processes, SUM(time) AS seconds FROM "
                        + facts.dialect().processlist() + " WHERE id <> CONNECTION_ID() AND time >= " + minSeconds
                        + " GROUP BY user, SUBSTRING_INDEX(host, ':', 1), command, state"));
    }

    private static Reading statistics(String table, String columns, String grouped) {
        String name = (grouped.isEmpty() ? "" : "sums of ") + table.replace('_', ' ');
        return Reading.heavy(
                        name,
                        Reading.select(facts -> facts.isOn("userstat") || facts.isOn("userstat_running")
                                ? columns + " FROM information_schema." + table + " t" + grouped + " LIMIT 50000"
                                : null))
                .withVariables();
    }

    private static Reading responseTimes(String table, boolean ofPercona) {
        // In lower case the tables of reads and writes would give the sums, by an error of Percona's.
        String from = "TIME, COUNT, TOTAL FROM INFORMATION_SCHEMA." + table.toUpperCase(java.util.Locale.ROOT);
        return Reading.quick(
                        table.replace('_', ' '),
                        Reading.select(facts -> facts.isOn("query_response_time_stats")
                                        && (!ofPercona || !facts.dialect().isMySql(8, 0, 0))
                                        && (!ofPercona
                                                || !facts.dialect().version().isMariaDb())
                                ? from
                                : null))
                .withVariables();
    }
}
