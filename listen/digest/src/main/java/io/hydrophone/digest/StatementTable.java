package io.hydrophone.digest;

import io.hydrophone.core.Source;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.tag.TagTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows, found by (group, digest) in an open-addressed array at most half full.
 *
 * <p>Their number is bounded. When a new one finds no room, the quarter of the rows with the fewest queries is folded
 * into the row {@code other} of their source, in one pass: so the cost a newcomer is constant in the mean, the
 * statements that matter stay, and no query is lost from the totals. What comes back after that begins anew, and so its
 * row tells less than the truth, which the number of evictions shows.
 */
final class StatementTable {
    private static final byte[] OTHER_TEXT = "(other statements)".getBytes(StandardCharsets.US_ASCII);

    private final Map<StatementKey, StatementGroup> groups = new HashMap<>();
    private final Map<Source, StatementRow> others = new HashMap<>();
    private final ClientTable clients;
    private final TagTable tags;
    private final int limit;
    /** The group of the row that was added last; null before. */
    private StatementGroup recent;

    private StatementRow[] slots = new StatementRow[256];
    private int size;
    private long evicted;

    StatementTable(int limit, ClientTable clients, TagTable tags) {
        this.limit = Math.max(limit, 4);
        this.clients = clients;
        this.tags = tags;
    }

    StatementGroup group(Source source, String instance, String database, String user) {
        return groups.computeIfAbsent(
                new StatementKey(source, instance, database, user, 0),
                key -> new StatementGroup(groups.size(), source, instance, database, user));
    }

    /** The row, or null when there is none yet. */
    StatementRow find(StatementGroup group, long digest) {
        StatementRow[] table = slots;
        int mask = table.length - 1;
        for (int slot = hash(group, digest) & mask; ; slot = (slot + 1) & mask) {
            StatementRow row = table[slot];
            if (row == null || (row.digest == digest && row.group.id() == group.id())) {
                return row;
            }
        }
    }

    /**
     * Makes the row that {@link #find} did not find.
     *
     * @param selected whether the report is about the statement
     */
    StatementRow insert(StatementGroup group, long digest, byte[] fingerprint, boolean selected) {
        if (size >= limit) {
            evict();
        }
        if (2 * (size + 1) > slots.length) {
            rebuild(slots.length * 2, Long.MIN_VALUE, 0);
        }
        StatementRow row = new StatementRow(group, digest, fingerprint, selected);
        put(row);
        return row;
    }

    int size() {
        return size;
    }

    long evicted() {
        return evicted;
    }

    /**
     * Adds another table's row.
     *
     * @param instance under whose name it is counted
     */
    void add(StatementSummary summary, String instance) {
        StatementKey key = summary.key();
        if (key.digest() == StatementKey.OTHER) {
            other(key.source()).add(summary, clients, tags);
            return;
        }
        StatementGroup group = recent(key, instance);
        StatementRow row = find(group, key.digest());
        if (row == null) {
            row = insert(group, key.digest(), summary.fingerprint().getBytes(StandardCharsets.UTF_8), true);
        }
        row.add(summary, clients, tags);
    }

    /** Rows of one group come together, mostly. */
    private StatementGroup recent(StatementKey key, String instance) {
        boolean same = recent != null
                && recent.source() == key.source()
                && recent.instance().equals(instance)
                && recent.database().equals(key.database())
                && recent.user().equals(key.user());
        if (!same) {
            recent = group(key.source(), instance, key.database(), key.user());
        }
        return recent;
    }

    void addEvicted(long rows) {
        evicted += rows;
    }

    List<StatementSummary> snapshot() {
        List<StatementSummary> summaries = new ArrayList<>(size + 1);
        for (StatementRow row : slots) {
            if (row != null && row.count() != 0) {
                summaries.add(row.summary(clients, tags));
            }
        }
        for (StatementRow row : others.values()) {
            if (row.count() != 0) {
                summaries.add(row.summary(clients, tags));
            }
        }
        return summaries;
    }

    /** Begins a new interval: rows that were used are emptied, rows that were not are dropped. */
    void reset() {
        rebuild(slots.length, 0, Integer.MAX_VALUE);
        for (StatementRow row : slots) {
            if (row != null) {
                row.reset();
            }
        }
        others.values().forEach(StatementRow::reset);
        evicted = 0;
    }

    private void evict() {
        long[] used = new long[size];
        int n = 0;
        for (StatementRow row : slots) {
            if (row != null) {
                used[n++] = row.count();
            }
        }
        Arrays.sort(used);
        int batch = Math.max(1, size / 4);
        rebuild(slots.length, used[batch - 1], batch);
    }

    /** Moves the rows to a new array, but for at most {@code batch} of those with at most {@code threshold} queries. */
    private void rebuild(int capacity, long threshold, int batch) {
        StatementRow[] old = slots;
        slots = new StatementRow[capacity];
        size = 0;
        // First what lies below the threshold for certain, then of those at it as many as the batch still takes.
        int below = 0;
        for (StatementRow row : old) {
            below += row != null && row.count() < threshold ? 1 : 0;
        }
        int atThreshold = batch - below;
        for (StatementRow row : old) {
            if (row == null) {
                continue;
            }
            if (row.count() < threshold || (row.count() == threshold && atThreshold-- > 0)) {
                fold(row);
            } else {
                put(row);
            }
        }
    }

    private void fold(StatementRow row) {
        if (row.count() != 0) {
            other(row.group.source()).add(row.summary(clients, tags), clients, tags);
            evicted++;
        }
    }

    private StatementRow other(Source source) {
        return others.computeIfAbsent(
                source,
                key -> new StatementRow(
                        new StatementGroup(-1, key, ClientTable.OTHER, ClientTable.OTHER, ClientTable.OTHER),
                        StatementKey.OTHER,
                        OTHER_TEXT));
    }

    private void put(StatementRow row) {
        int mask = slots.length - 1;
        int slot = hash(row.group, row.digest) & mask;
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = row;
        size++;
    }

    /** The digest is a good hash already; the group moves it to another place. */
    private static int hash(StatementGroup group, long digest) {
        long mixed = digest + group.id() * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ (mixed >>> 32));
    }
}
