package io.hydrophone.agent.mysql;

import io.hydrophone.client.reading.SnapshotRow;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.List;

/** Collectors of what performance_schema adds up: times, errors, connections, statements. */
final class PerformanceCollectors {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final double PICOS_PER_MICRO = 1e6;
    private static final double PICOS_PER_NANO = 1e3;

    /** A metric's last word, the column of its total, and what a total is divided by. */
    private record Total(String name, String column, double unit) {}

    private static final List<Total> TOTALS = List.of(
            new Total("count", "count_star", 1),
            new Total("errors", "sum_errors", 1),
            new Total("time", "sum_timer_wait", PICOS_PER_NANO),
            new Total("lock_time", "sum_lock_time", PICOS_PER_NANO),
            new Total("select_scan", "sum_select_scan", 1),
            new Total("select_full_join", "sum_select_full_join", 1),
            new Total("no_index_used", "sum_no_index_used", 1),
            new Total("no_good_index_used", "sum_no_good_index_used", 1),
            new Total("rows_affected", "sum_rows_affected", 1),
            new Total("rows_sent", "sum_rows_sent", 1),
            new Total("rows_examined", "sum_rows_examined", 1));

    private PerformanceCollectors() {}

    static Collector runTimes() {
        return new RowsCollector("run_time", Duration.ZERO, MySqlReadings.RUN_TIMES, (times, out) -> {
            for (SnapshotRow row : times.rows()) {
                out.gauge(
                        "mysql.performance.query_run_time.avg",
                        row.decimal("mean") / PICOS_PER_MICRO,
                        Tags.pair("schema", row.text("schema_name")));
            }
        });
    }

    /** Of the digests' mean times, that which 95 of 100 digests do not exceed. */
    static Collector meanTimes() {
        return new RowsCollector("digest_percentile", Duration.ZERO, MySqlReadings.MEAN_TIMES, (times, out) -> {
            double[] means = times.rows().stream()
                    .mapToDouble(row -> row.decimal("avg_timer_wait"))
                    .sorted()
                    .toArray();
            if (means.length > 0) {
                int rank = (int) Math.ceil(0.95 * means.length);
                out.gauge("mysql.performance.digest_95th_percentile.avg_us", means[rank - 1] / PICOS_PER_MICRO);
            }
        });
    }

    static Collector userConnections() {
        return new RowsCollector("user_connections", Duration.ZERO, MySqlReadings.USER_CONNECTIONS, (users, out) -> {
            for (SnapshotRow row : users.rows()) {
                out.gauge(
                        "mysql.performance.user_connections",
                        row.decimal("connections"),
                        Tags.of(
                                tag("processlist_user", row, "user"),
                                tag("processlist_host", row, "host"),
                                tag("processlist_db", row, "db"),
                                tag("processlist_state", row, "command")));
            }
        });
    }

    static Collector errors() {
        return new RowsCollector("errors", Duration.ZERO, MySqlReadings.ERRORS, (errors, out) -> {
            for (SnapshotRow row : errors.rows()) {
                out.monotonic(
                        "mysql.performance.errors_raised",
                        row.decimal("sum_error_raised"),
                        Tags.of(tag("error_number", row, "error_number"), tag("error_name", row, "error_name")));
            }
        });
    }

    static Collector statements() {
        return new RowsCollector("statements", TEN_SECONDS, MySqlReadings.STATEMENTS, (statements, out) -> {
            for (SnapshotRow row : statements.rows()) {
                Tags tags = Tags.of(tag("schema", row, "schema_name"), tag("digest", row, "digest"));
                for (Total total : TOTALS) {
                    out.monotonic("mysql.queries." + total.name(), row.decimal(total.column()) / total.unit(), tags);
                }
            }
        });
    }

    /** Empty, and so no tag, where the column is NULL or empty. */
    private static String tag(String key, SnapshotRow row, String column) {
        String value = row.textOrEmpty(column);
        return value.isEmpty() ? "" : Tags.text(key, value);
    }
}
