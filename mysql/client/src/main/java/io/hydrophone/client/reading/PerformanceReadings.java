package io.hydrophone.client.reading;

import java.time.Duration;

/** Tables of performance_schema. Times are in picoseconds; none is offered where it is off. */
public final class PerformanceReadings {
    private static final String NOT_SERVERS = " WHERE OBJECT_SCHEMA NOT IN ('mysql', 'performance_schema')";
    private static final String LIMIT = " LIMIT 50000";

    /** {@code event_name}, {@code count_star}, {@code sum_timer_wait}. */
    public static final Reading WAITS = heavy(
            "waits", "EVENT_NAME, COUNT_STAR, SUM_TIMER_WAIT FROM", "events_waits_summary_global_by_event_name", "");

    /** Reading, writing and the rest by sort of file. */
    public static final Reading FILE_EVENTS = heavy("files by event", "t.* FROM", "file_summary_by_event_name t", "");

    /** Fetches and changes by table. */
    public static final Reading TABLE_IO =
            heavy("use of tables", "t.* FROM", "table_io_waits_summary_by_table t", NOT_SERVERS + LIMIT);

    /** Fetches and changes by index; {@code index_name} is NULL for what used none. */
    public static final Reading INDEX_IO =
            heavy("use of indexes", "t.* FROM", "table_io_waits_summary_by_index_usage t", NOT_SERVERS + LIMIT);

    /** Waits for locks of tables. */
    public static final Reading TABLE_LOCKS = heavy(
            "locks of tables",
            "t.* FROM",
            "table_lock_waits_summary_by_table t",
            " WHERE OBJECT_SCHEMA NOT IN ('mysql', 'performance_schema', 'information_schema')" + LIMIT);

    /** Bytes by what they are for. */
    public static final Reading MEMORY = Reading.heavy(
            "memory",
            Reading.select(facts -> facts.dialect().instrumented()
                            && (facts.dialect().isMySql(5, 7, 0)
                                    || facts.dialect().isMariaDb(10, 6))
                    ? "EVENT_NAME, SUM_NUMBER_OF_BYTES_ALLOC, SUM_NUMBER_OF_BYTES_FREE, CURRENT_NUMBER_OF_BYTES_USED"
                            + " FROM performance_schema.memory_summary_global_by_event_name WHERE COUNT_ALLOC > 0"
                    : null));

    /** {@code user}, {@code error_number}, {@code error_name}, {@code sum_error_raised} of those that happened; MySQL 8.0 on. */
    public static final Reading ERRORS_BY_USER = Reading.heavy(
            "errors by user",
            Reading.select(
                    facts -> facts.dialect().instrumented() && facts.dialect().isMySql(8, 0, 0)
                            ? "USER, ERROR_NUMBER, ERROR_NAME, SUM_ERROR_RAISED"
                                    + " FROM performance_schema.events_errors_summary_by_user_by_error"
                                    + " WHERE SUM_ERROR_RAISED > 0" + LIMIT
                            : null));

    /** One row: the sums of all statements. */
    public static final Reading STATEMENT_SUMS = heavy(
            "sums of statements",
            "SUM(COUNT_STAR) AS count_star, SUM(SUM_CREATED_TMP_DISK_TABLES) AS sum_created_tmp_disk_tables,"
                    + " SUM(SUM_CREATED_TMP_TABLES) AS sum_created_tmp_tables, SUM(SUM_ERRORS) AS sum_errors,"
                    + " SUM(SUM_LOCK_TIME) AS sum_lock_time, SUM(SUM_NO_GOOD_INDEX_USED) AS sum_no_good_index_used,"
                    + " SUM(SUM_NO_INDEX_USED) AS sum_no_index_used, SUM(SUM_ROWS_AFFECTED) AS sum_rows_affected,"
                    + " SUM(SUM_ROWS_EXAMINED) AS sum_rows_examined, SUM(SUM_ROWS_SENT) AS sum_rows_sent,"
                    + " SUM(SUM_SELECT_FULL_JOIN) AS sum_select_full_join,"
                    + " SUM(SUM_SELECT_FULL_RANGE_JOIN) AS sum_select_full_range_join,"
                    + " SUM(SUM_SELECT_RANGE) AS sum_select_range,"
                    + " SUM(SUM_SELECT_RANGE_CHECK) AS sum_select_range_check,"
                    + " SUM(SUM_SELECT_SCAN) AS sum_select_scan, SUM(SUM_SORT_MERGE_PASSES) AS sum_sort_merge_passes,"
                    + " SUM(SUM_SORT_RANGE) AS sum_sort_range, SUM(SUM_SORT_ROWS) AS sum_sort_rows,"
                    + " SUM(SUM_SORT_SCAN) AS sum_sort_scan, SUM(SUM_TIMER_WAIT) AS sum_timer_wait,"
                    + " SUM(SUM_WARNINGS) AS sum_warnings FROM",
            "events_statements_summary_by_digest",
            "");

    /** {@code db}, {@code command}, {@code count}: statements by schema and first word. */
    public static final Reading STATEMENT_KINDS = heavy(
            "kinds of statements",
            "COALESCE(SCHEMA_NAME, '') AS db, SUBSTRING_INDEX(DIGEST_TEXT, ' ', 1) AS command,"
                    + " SUM(COUNT_STAR) AS count FROM",
            "events_statements_summary_by_digest",
            " WHERE DIGEST IS NOT NULL GROUP BY SCHEMA_NAME, SUBSTRING_INDEX(DIGEST_TEXT, ' ', 1) LIMIT 10000");

    /** {@code high}: a bucket's upper bound in picoseconds, {@code count}: statements in it; MySQL 8.0 on. */
    public static final Reading STATEMENT_TIMES = Reading.heavy(
            "times of statements",
            Reading.select(
                    facts -> facts.dialect().instrumented() && facts.dialect().isMySql(8, 0, 3)
                            ? "BUCKET_TIMER_HIGH AS high, COUNT_BUCKET AS count"
                                    + " FROM performance_schema.events_statements_histogram_global WHERE COUNT_BUCKET > 0"
                            : null));

    private PerformanceReadings() {}

    /**
     * The statements that took the most time: schema, digest, text and sums.
     *
     * @param limit how many
     * @param seen only those that ran within this time
     * @param text characters of the text
     */
    public static Reading statements(int limit, Duration seen, int text) {
        return heavy(
                "the " + limit + " longest statements of " + seen.toSeconds() + " s, " + text + " characters",
                "COALESCE(SCHEMA_NAME, 'NONE') AS schema_name, DIGEST, LEFT(DIGEST_TEXT, " + text
                        + ") AS digest_text, COUNT_STAR, SUM_TIMER_WAIT, SUM_LOCK_TIME, SUM_ERRORS, SUM_WARNINGS,"
                        + " SUM_ROWS_AFFECTED, SUM_ROWS_SENT, SUM_ROWS_EXAMINED, SUM_CREATED_TMP_DISK_TABLES,"
                        + " SUM_CREATED_TMP_TABLES, SUM_SORT_MERGE_PASSES, SUM_SORT_ROWS, SUM_NO_INDEX_USED FROM",
                "events_statements_summary_by_digest",
                " WHERE SCHEMA_NAME NOT IN ('mysql', 'performance_schema', 'information_schema')"
                        + " AND LAST_SEEN > DATE_SUB(NOW(), INTERVAL " + seen.toSeconds() + " SECOND)"
                        + " ORDER BY SUM_TIMER_WAIT DESC LIMIT " + limit);
    }

    /**
     * Reading and writing by file.
     *
     * @param names a regular expression of the server's
     */
    public static Reading files(String names) {
        return heavy(
                "files like " + names,
                "FILE_NAME, EVENT_NAME, COUNT_READ, COUNT_WRITE, SUM_NUMBER_OF_BYTES_READ,"
                        + " SUM_NUMBER_OF_BYTES_WRITE FROM",
                "file_summary_by_instance",
                (names.equals(".*") ? "" : " WHERE FILE_NAME REGEXP " + SchemaReadings.literal(names)) + LIMIT);
    }

    private static Reading heavy(String name, String columnsFrom, String table, String rest) {
        return Reading.heavy(
                name,
                Reading.select(facts ->
                        facts.dialect().instrumented() ? columnsFrom + " performance_schema." + table + rest : null));
    }
}
