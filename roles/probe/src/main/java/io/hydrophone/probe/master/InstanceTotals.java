package io.hydrophone.probe.master;

import io.hydrophone.core.CompactHistogram;
import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.core.Source;
import io.hydrophone.digest.Counts;
import io.hydrophone.digest.summary.ClientRanking;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.probe.Counters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every server was asked since the start, by statement: counts and durations alone, in some 700 bytes a row, for a
 * fleet has hundreds of thousands. Samples and clients are kept for the fleet as a whole. One thread at a time.
 */
public final class InstanceTotals {
    /** Rows of one server; statements that come later fall into its row {@code other}, which the sums include. */
    private static final int MAX_ROWS = 5_000;

    /** Servers; those that come later are one, {@code other}. */
    private static final int MAX_INSTANCES = 2_000;

    private static final String OTHER = "other";

    private static final LatencyDistribution NO_LATENCY = new LatencyHistogram().snapshot();

    private static final class Row {
        private final StatementKey key;
        private final String fingerprint;
        private final Counts counts = new Counts();
        private final CompactHistogram total = new CompactHistogram();
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        /** Which row was added behind this one the last time, most likely once more: found without a look into the map. */
        private Row next;

        Row(StatementKey key, String fingerprint) {
            this.key = key;
            this.fingerprint = fingerprint;
        }

        void add(StatementSummary more) {
            counts.add(more.tally());
            total.add(more.total());
            first = Math.min(first, more.firstSeenNanos());
            last = Math.max(last, more.lastSeenNanos());
        }

        void add(Row more) {
            counts.add(more.counts.tally());
            total.add(more.total.distribution());
            first = Math.min(first, more.first);
            last = Math.max(last, more.last);
        }

        /** The digest first, which mostly decides. */
        boolean is(StatementKey other) {
            return key.digest() == other.digest() && key.equals(other);
        }

        StatementSummary summary() {
            return new StatementSummary(
                    key,
                    fingerprint,
                    counts.tally(),
                    NO_LATENCY,
                    total.distribution(),
                    first,
                    last,
                    null,
                    Ranking.empty(),
                    ClientRanking.empty(),
                    List.of(),
                    List.of());
        }
    }

    private final int maxRows;
    /** One text for all servers that are asked the same. */
    private final Map<String, String> fingerprints = new HashMap<>();

    private final Map<String, Map<StatementKey, Row>> instances = new TreeMap<>();
    private long queries;
    /** The server whose row was added last; null before. */
    private String recent;

    private Map<StatementKey, Row> recentRows;
    /** The row that was added last; null before. */
    private Row recentRow;

    public InstanceTotals() {
        this(MAX_ROWS);
    }

    InstanceTotals(int maxRows) {
        this.maxRows = maxRows;
    }

    /** Adds a row to its server's. */
    public void add(StatementSummary more) {
        Row row = row(more);
        row.add(more);
        queries += more.tally().count();
    }

    private Row row(StatementSummary more) {
        Row before = recentRow;
        if (before == null || before.next == null || !before.next.is(more.key())) {
            recentRow = find(more);
            if (before != null) {
                before.next = recentRow;
            }
        } else {
            recentRow = before.next;
        }
        return recentRow;
    }

    private Row find(StatementSummary more) {
        StatementKey key = more.key();
        if (!key.instance().equals(recent)) { // Rows of one server come together.
            recent = key.instance();
            boolean hasRoom = instances.size() < MAX_INSTANCES || instances.containsKey(recent);
            recentRows = instances.computeIfAbsent(hasRoom ? recent : OTHER, instance -> new HashMap<>());
        }
        Map<StatementKey, Row> rows = recentRows;
        Row row = rows.get(key);
        if (row == null) {
            row = rows.size() < maxRows ? meet(rows, key, more.fingerprint()) : other(rows, key);
        }
        return row;
    }

    private Row meet(Map<StatementKey, Row> rows, StatementKey key, String fingerprint) {
        Row row = new Row(key, fingerprints.computeIfAbsent(fingerprint, text -> text));
        rows.put(key, row);
        return row;
    }

    private Row other(Map<StatementKey, Row> rows, StatementKey key) {
        StatementKey other = new StatementKey(key.source(), key.instance(), OTHER, OTHER, StatementKey.OTHER);
        Row row = rows.get(other);
        return row != null ? row : meet(rows, other, "(other statements)");
    }

    /** By name. */
    List<String> instances() {
        return new ArrayList<>(instances.keySet());
    }

    /** The rows of one server; empty when it is not known. */
    List<StatementSummary> rows(String instance) {
        List<StatementSummary> summaries = new ArrayList<>();
        instances.getOrDefault(instance, Map.of()).forEach((key, row) -> summaries.add(row.summary()));
        return summaries;
    }

    /** Every server, all its statements together. */
    List<StatementSummary> totals() {
        List<StatementSummary> totals = new ArrayList<>();
        instances.forEach((instance, rows) -> {
            Row sum = new Row(new StatementKey(Source.WIRE, instance, "", "", StatementKey.OTHER), "");
            rows.forEach((key, row) -> sum.add(row));
            totals.add(sum.summary());
        });
        return totals;
    }

    /** The same for metrics. */
    public Map<String, Counters.Server> servers() {
        Map<String, Counters.Server> servers = new TreeMap<>();
        totals().forEach(row -> servers.computeIfAbsent(row.key().instance(), name -> new Counters.Server())
                .add(row));
        return servers;
    }

    /** All queries that were counted. */
    long queries() {
        return queries;
    }

    /** One statement at every server that was asked it, over all databases and users. */
    List<StatementSummary> instancesOf(long digest) {
        List<StatementSummary> summaries = new ArrayList<>();
        instances.forEach((instance, rows) -> {
            Row sum = null;
            for (Map.Entry<StatementKey, Row> row : rows.entrySet()) {
                if (row.getKey().digest() == digest) {
                    sum = sum == null
                            ? new Row(
                                    new StatementKey(Source.WIRE, instance, "", "", digest), row.getValue().fingerprint)
                            : sum;
                    sum.add(row.getValue());
                }
            }
            if (sum != null) {
                summaries.add(sum.summary());
            }
        });
        return summaries;
    }
}
