package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.PerformanceReadings;
import io.hydrophone.client.reading.ReplicaColumns;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.SnapshotRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collectors that mysqld_exporter has not: statements a schema and kind, how long they took, and how far behind a replica really is. */
final class OwnCollectors {
    /** Upper bounds of the histogram in milliseconds. */
    private static final long[] BOUNDS = {1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000};

    private static final double PICOSECONDS_A_MILLISECOND = 1e9;

    private OwnCollectors() {}

    static List<Collector> all() {
        return List.of(
                Collector.of("query_qps", PerformanceReadings.STATEMENT_KINDS, OwnCollectors::kinds),
                new Collector(
                        "query_duration",
                        List.of(PerformanceReadings.STATEMENT_TIMES, PerformanceReadings.STATEMENT_SUMS),
                        OwnCollectors::times),
                new Collector(
                        "slave_lag",
                        List.of(ReplicationReadings.REPLICA_STATUS, ReplicationReadings.APPLIER_LAG),
                        OwnCollectors::lag));
    }

    private static void kinds(Snapshot kinds, Series out) {
        if (out.family(FamilyType.COUNTER, "mysql_query_qps_total", "Statements by schema and kind.")) {
            for (SnapshotRow row : kinds.rows()) {
                out.line(
                        row.decimal("count"),
                        "db",
                        row.textOrEmpty("db"),
                        "command",
                        row.textOrEmpty("command").toUpperCase(Locale.ROOT));
            }
        }
    }

    /** The server's buckets are narrower: each falls wholly below a bound, or is counted above it. */
    private static void times(List<Snapshot> answers, Series out) {
        Snapshot buckets = answers.getFirst();
        if (!buckets.isOffered() || answers.getLast().rows().isEmpty()) {
            return;
        }
        long[] cumulative = new long[BOUNDS.length];
        long count = 0;
        for (SnapshotRow row : buckets.rows()) {
            long inBucket = row.number("count", 0);
            double high = row.decimal("high") / PICOSECONDS_A_MILLISECOND;
            count += inBucket;
            for (int i = 0; i < BOUNDS.length; i++) {
                cumulative[i] += high <= BOUNDS[i] ? inBucket : 0;
            }
        }
        double picoseconds = answers.getLast().rows().getFirst().decimal("sum_timer_wait");
        List<String> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < BOUNDS.length; i++) {
            bounds.add(Long.toString(BOUNDS[i]));
            counts.add(cumulative[i]);
        }
        out.histogram(
                "mysql_query_duration_ms",
                "How long statements took, in milliseconds.",
                new Histogram(
                        bounds,
                        counts,
                        Double.isNaN(picoseconds) ? 0 : picoseconds / PICOSECONDS_A_MILLISECOND,
                        count));
    }

    /**
     * The greater of what the server says and the age of the oldest transaction that is being applied: while one runs, the former may stand still.
     * None for a channel whose threads do not both run, because then the server does not know.
     */
    private static void lag(List<Snapshot> answers, Series out) {
        Map<String, Double> ages = new HashMap<>();
        answers.getLast().rows().forEach(row -> ages.put(row.textOrEmpty("channel_name"), row.decimal("age")));
        if (out.family(FamilyType.GAUGE, "mysql_slave_lag_seconds", "How far behind the channel is.")) {
            for (SnapshotRow row : answers.getFirst().rows()) {
                String channel = row.text("channel_name") == null
                        ? row.textOrEmpty("connection_name")
                        : row.textOrEmpty("channel_name");
                double told = SnapshotRow.decimalIn(ReplicaColumns.text(row, "seconds_behind_master"));
                out.line(Math.max(told, ages.getOrDefault(channel, 0.0)), "channel_name", channel);
            }
        }
    }
}
