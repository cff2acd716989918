package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.PerformanceReadings;
import java.util.List;

/** Collectors of statements by digest. */
final class StatementCollectors {
    private static final String SUM = "events_statements_sum_";
    private static final TableFamilies SUMS = new TableFamilies("mysql_perf_schema_")
            .counter(SUM + "total", "count_star", "Statements.")
            .counter(
                    SUM + "created_tmp_disk_tables",
                    "sum_created_tmp_disk_tables",
                    "Temporary tables that were made on disk.")
            .counter(SUM + "created_tmp_tables", "sum_created_tmp_tables", "Temporary tables that were made.")
            .counter(SUM + "errors", "sum_errors", "Statements that failed.")
            .counter(SUM + "lock_time", "sum_lock_time", "Time of waiting for locks of tables, in picoseconds.")
            .counter(SUM + "no_good_index_used", "sum_no_good_index_used", "Statements without a good index.")
            .counter(SUM + "no_index_used", "sum_no_index_used", "Statements without an index.")
            .counter(SUM + "rows_affected", "sum_rows_affected", "Rows that were changed.")
            .counter(SUM + "rows_examined", "sum_rows_examined", "Rows that were looked at.")
            .counter(SUM + "rows_sent", "sum_rows_sent", "Rows that were sent.")
            .counter(SUM + "select_full_join", "sum_select_full_join", "Joins without an index.")
            .counter(
                    SUM + "select_full_range_join",
                    "sum_select_full_range_join",
                    "Joins that searched a range of another table than the first.")
            .counter(SUM + "select_range", "sum_select_range", "Joins that searched a range of the first table.")
            .counter(
                    SUM + "select_range_check",
                    "sum_select_range_check",
                    "Joins that looked for an index with each row.")
            .counter(SUM + "select_scan", "sum_select_scan", "Joins that read all of the first table.")
            .counter(SUM + "sort_merge_passes", "sum_sort_merge_passes", "Passes of merging sorted rows.")
            .counter(SUM + "sort_range", "sum_sort_range", "Sorts of a range.")
            .counter(SUM + "sort_rows", "sum_sort_rows", "Rows that were sorted.")
            .counter(SUM + "sort_scan", "sum_sort_scan", "Sorts of a whole table.")
            .seconds(SUM + "timer_wait", "sum_timer_wait", "Time that statements took.")
            .counter(SUM + "warnings", "sum_warnings", "Warnings.");

    private static final TableFamilies DIGESTS = new TableFamilies("mysql_perf_schema_events_statements_")
            .label("schema", "schema_name")
            .label("digest")
            .label("digest_text")
            .counter("total", "count_star", "Statements of the digest.")
            .seconds("seconds_total", "sum_timer_wait", "Time that statements of the digest took.")
            .counter("errors_total", "sum_errors", "Statements of the digest that failed.")
            .counter("warnings_total", "sum_warnings", "Warnings of the digest.")
            .counter("rows_affected_total", "sum_rows_affected", "Rows that the digest changed.")
            .counter("rows_sent_total", "sum_rows_sent", "Rows that were sent.")
            .counter("rows_examined_total", "sum_rows_examined", "Rows that were looked at.")
            .counter("tmp_tables_total", "sum_created_tmp_tables", "Temporary tables that were made.")
            .counter("tmp_disk_tables_total", "sum_created_tmp_disk_tables", "Temporary tables that were made on disk.")
            .counter("sort_merge_passes_total", "sum_sort_merge_passes", "Passes of merging sorted rows.")
            .counter("sort_rows_total", "sum_sort_rows", "Rows that were sorted.")
            .counter("no_index_used_total", "sum_no_index_used", "Statements without an index.");

    private StatementCollectors() {}

    static List<Collector> all(CollectorOptions options) {
        return List.of(
                Collector.of(
                        "perf_schema.eventsstatements",
                        PerformanceReadings.statements(
                                options.statements(), options.statementAge(), options.statementText()),
                        DIGESTS::write),
                Collector.of("perf_schema.eventsstatementssum", PerformanceReadings.STATEMENT_SUMS, SUMS::write));
    }
}
