package io.hydrophone.traffic.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The rows of all statements, for many threads at once. Their number is bounded as in a digest: when a new one finds no room, the quarter
 * with the fewest commands is folded into a row for all others.
 *
 * <p>Texts that were met lately lead to their row at once; of any other the fingerprint is found first, mostly by its skeleton.
 */
final class StatementRows {
    private static final int RECENT = 1 << 13;
    /** Characters; longer texts are not kept, so that all of them together take a few megabytes. */
    private static final int LONGEST_RECENT = 1_024;

    private static final int ROWS_WITH_LONG_SAMPLE = 1_000;
    private static final int LONG_SAMPLE = 4 << 10;
    private static final int SHORT_SAMPLE = 512;

    private record Recent(String sql, StatementRow row) {}

    private final int limit;
    private final ConcurrentHashMap<StatementRow.Key, StatementRow> rows = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Recent> recent = new AtomicReferenceArray<>(RECENT);
    private final Digesters digesters = new Digesters();
    private final StatementRow others = new StatementRow(new StatementRow.Key(0, null), "(other statements)");
    private final AtomicLong folded = new AtomicLong();

    /** @param limit how many are kept apart, at least 4 */
    StatementRows(int limit) {
        this.limit = Math.max(limit, 4);
    }

    /** Counts something of a statement in its row. */
    void count(Outcomes.Statement statement, Consumer<StatementTally> what) {
        while (true) {
            StatementRow.Held held = row(statement).hold();
            if (held != null) {
                try {
                    what.accept(held.tally);
                    return;
                } finally {
                    held.release();
                }
            }
        }
    }

    /** Characters of an example's text: fewer when there are many. */
    int sampleLimit() {
        return rows.size() <= ROWS_WITH_LONG_SAMPLE ? LONG_SAMPLE : SHORT_SAMPLE;
    }

    /** Statements that were folded into the row of all others. */
    long folded() {
        return folded.get();
    }

    /** A row and what was counted in it. */
    record Counted(StatementRow.Key key, String fingerprint, StatementTally tally) {
        private static Counted of(StatementRow row) {
            return new Counted(row.key, row.fingerprint, row.sum());
        }
    }

    /** All rows as they are now, that of all others last if there is one. Nothing is folded meanwhile. */
    synchronized List<Counted> snapshot() {
        List<Counted> all = new ArrayList<>();
        rows.values().forEach(row -> all.add(Counted.of(row)));
        if (folded.get() > 0) {
            all.add(Counted.of(others));
        }
        return all;
    }

    private StatementRow row(Outcomes.Statement statement) {
        String sql = statement.sql();
        int slot = slot(sql, statement.command().code());
        Recent known = recent.get(slot);
        if (known != null
                && known.row.key.command() == statement.command()
                && !known.row.isRetired()
                && known.sql.equals(sql)) {
            return known.row;
        }
        StatementRow row = find(statement);
        if (sql.length() <= LONGEST_RECENT) {
            recent.set(slot, new Recent(sql, row));
        }
        return row;
    }

    private static int slot(String sql, int command) {
        int hash = sql.hashCode() * 31 + command;
        return (hash ^ (hash >>> 16)) & (RECENT - 1);
    }

    private StatementRow find(Outcomes.Statement statement) {
        Digesters.Found found = digesters.digest(
                statement, digest -> rows.containsKey(new StatementRow.Key(digest, statement.command())));
        StatementRow.Key key = new StatementRow.Key(found.digest(), statement.command());
        StatementRow row = rows.get(key);
        return row == null ? insert(key, found.fingerprint(), statement) : row;
    }

    private synchronized StatementRow insert(StatementRow.Key key, String fingerprint, Outcomes.Statement statement) {
        StatementRow there = rows.get(key);
        if (there != null) {
            return there;
        }
        if (rows.size() >= limit) {
            fold();
        }
        // It was there when its text was not asked for, and has been folded since.
        String text = fingerprint == null
                ? digesters.digest(statement, digest -> false).fingerprint()
                : fingerprint;
        StatementRow row = new StatementRow(key, text);
        rows.put(key, row);
        return row;
    }

    private void fold() {
        record Used(StatementRow row, long count) {}
        List<Used> used = new ArrayList<>();
        rows.values().forEach(row -> used.add(new Used(row, row.sum().count())));
        used.sort(Comparator.comparingLong(Used::count));
        for (Used least : used.subList(0, Math.max(1, used.size() / 4))) {
            rows.remove(least.row.key);
            least.row.retire();
            StatementRow.Held held = others.hold();
            held.tally.add(least.row.sum());
            held.release();
            folded.incrementAndGet();
        }
    }
}
