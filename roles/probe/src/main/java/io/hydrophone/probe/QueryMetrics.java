package io.hydrophone.probe;

import io.hydrophone.http.MetricText;
import io.hydrophone.http.MetricText.Bound;
import java.util.List;
import java.util.Map;

/** What {@code /metrics} tells of statements. */
public final class QueryMetrics {
    private static final double MILLISECOND = 1e6;
    private static final double SECOND = 1e9;

    /** Those of the family {@code mysql_query_duration_ms} since it was first agreed upon. */
    private static final List<Bound> MILLISECONDS = List.of(ms(1), ms(5), ms(10), ms(50), ms(100), ms(500), ms(1_000));

    static final List<Bound> SECONDS = List.of(
            new Bound(50_000, "5e-05"),
            new Bound(100_000, "0.0001"),
            new Bound(250_000, "0.00025"),
            new Bound(500_000, "0.0005"),
            new Bound(1_000_000, "0.001"),
            new Bound(2_500_000, "0.0025"),
            new Bound(5_000_000, "0.005"),
            new Bound(10_000_000, "0.01"),
            new Bound(25_000_000, "0.025"),
            new Bound(50_000_000, "0.05"),
            new Bound(100_000_000, "0.1"),
            new Bound(250_000_000, "0.25"),
            new Bound(500_000_000, "0.5"),
            new Bound(1_000_000_000L, "1"),
            new Bound(2_500_000_000L, "2.5"),
            new Bound(10_000_000_000L, "10"),
            new Bound(60_000_000_000L, "60"));

    private QueryMetrics() {}

    /**
     * Writes them.
     *
     * @param servers what is counted of each, by its name
     */
    public static MetricText write(MetricText text, Counters counters, Map<String, Counters.Server> servers) {
        text.counter("mysql_query_qps_total", "Statements by database and kind; its rate is the queries per second.");
        counters.kinds
                .all()
                .forEach((key, count) -> text.value(
                        count.value(),
                        "db",
                        key.database(),
                        "command",
                        key.kind().name()));
        text.histogram(
                        "mysql_query_duration_ms",
                        "Duration of statements in milliseconds, to the answer's last packet.")
                .distribution(counters.total, MILLISECONDS, MILLISECOND);
        text.counter("hydrophone_queries_total", "Statements by the server that was asked.");
        servers.forEach((server, of) -> text.value(of.queries.value(), "server", server));
        text.histogram("hydrophone_query_duration_seconds", "Duration of statements, to the answer's last packet.");
        servers.forEach((server, of) -> text.distribution(of.total, SECONDS, SECOND, "server", server));
        text.counter(
                "hydrophone_query_errors_total", "Statements answered with an error, by the server's error number.");
        counters.errors.all().forEach((code, count) -> text.value(count.value(), "code", code));
        text.counter("hydrophone_rows_sent_total", "Rows of result sets.");
        servers.forEach((server, of) -> text.value(of.rowsSent.value(), "server", server));
        text.counter("hydrophone_rows_affected_total", "Rows changed.");
        servers.forEach((server, of) -> text.value(of.rowsAffected.value(), "server", server));
        text.counter("hydrophone_query_bytes_total", "Bytes of statements (in) and of their answers (out).");
        servers.forEach((server, of) -> text.value(of.bytesIn.value(), "server", server, "direction", "in")
                .value(of.bytesOut.value(), "server", server, "direction", "out"));
        text.counter(
                "hydrophone_queries_without_index_total",
                "Statements of which the server said that no index was used.");
        servers.forEach((server, of) -> text.value(of.noIndex.value(), "server", server));
        text.counter("hydrophone_commands_total", "Commands of the protocol, statements among them.");
        counters.commands.all().forEach((command, count) -> text.value(count.value(), "command", command));
        text.counter(
                        "hydrophone_statement_rows_folded_total",
                        "Rows of the statement table that fell into the row other.")
                .value(counters.foldedRows.value());
        text.counter("hydrophone_unanswered_queries_total", "Statements without a whole answer: lost or aborted.")
                .value(counters.lostQueries.value(), "outcome", "lost")
                .value(counters.abortedQueries.value(), "outcome", "aborted");
        return text;
    }

    private static Bound ms(long millis) {
        return new Bound(millis * 1_000_000, Long.toString(millis));
    }
}
