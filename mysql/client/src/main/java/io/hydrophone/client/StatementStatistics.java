package io.hydrophone.client;

import io.hydrophone.client.StatementChange.Lifetime;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the server's statement table (performance_schema.events_statements_summary_by_digest) and tells what was added
 * since the reading before. The first reading is the beginning and tells nothing. A table that was emptied, and a server
 * that was started anew, are noticed by a row's first use or by a counter that went back: then what the row has is what
 * was added. Hydrophone's own statements are left out. For one thread at a time.
 */
public final class StatementStatistics {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** Rows used so long before the last reading are read again: the server notes some times in whole seconds. */
    private static final BigDecimal OVERLAP_SECONDS = BigDecimal.valueOf(2);

    private static final int FIRST_FIGURE = 6;
    private static final int AFTER_FIGURES = FIRST_FIGURE + Figure.count();

    /** A digest of the server's has 32 hexadecimal digits or more, of which these are the first. */
    private record Key(String schema, long high, long low) {}

    private static final class Known {
        long firstSeen;
        Figures figures;
        /** Null until the row was used while it was watched. */
        DigestText text;
    }

    private final Map<Key, Known> known = new HashMap<>();
    private final Map<String, String> schemas = new HashMap<>();
    private final DigestTexts texts = new DigestTexts();
    /** The server's clock at the last reading, in seconds since 1970; null before the first. */
    private BigDecimal lastRead;
    /** The server's clock at the first reading, in nanoseconds since 1970, cut to the second. */
    private long beganNanos;

    private long resets;

    /** Whether {@link #read} has something to compare with. */
    public boolean hasBegun() {
        return lastRead != null;
    }

    /** Rows that were begun anew while they were watched: what they had counted between was lost. */
    public long resets() {
        return resets;
    }

    /** What was added since the last reading; empty at the first. */
    public List<StatementChange> read(ServerConnection server) throws ServerFailure {
        boolean begun = hasBegun();
        String since = begun ? lastRead.subtract(OVERLAP_SECONDS).toPlainString() : null;
        texts.foreign(server.version());
        List<StatementChange> changes = new ArrayList<>();
        BigDecimal[] now = {lastRead};
        server.query("the statement table", server.catalogue().statements(since, begun, LIMIT), LIMIT, row -> {
            now[0] = row.getBigDecimal(5);
            if (begun) {
                add(row, changes);
            } else {
                begin(row);
            }
        });
        if (now[0] == null) {
            now[0] = BigDecimal.valueOf(System.currentTimeMillis(), 3); // The table is empty.
        }
        if (!begun) {
            beganNanos = now[0].longValue() * 1_000_000_000L;
        }
        lastRead = now[0];
        if (known.size() > 2 * Catalogue.MAX_DIGESTS) {
            known.clear(); // A table that is emptied again and again; what is used is learned anew.
            schemas.clear();
        }
        return changes;
    }

    private void begin(ResultSet row) throws SQLException {
        Known first = new Known();
        first.firstSeen = nanos(row.getBigDecimal(3));
        first.figures = figures(row);
        known.put(key(row), first);
    }

    private void add(ResultSet row, List<StatementChange> changes) throws SQLException {
        Key key = key(row);
        Known before = known.get(key);
        Figures figures = figures(row);
        long firstSeen = nanos(row.getBigDecimal(3));
        Figures added;
        if (before == null) {
            before = new Known();
            known.put(key, before);
            // A row older than the first reading that was not in it found no room there: its past is not ours.
            added = firstSeen >= beganNanos ? figures : Figures.NONE;
        } else if (firstSeen == before.firstSeen && figures.continues(before.figures)) {
            added = figures.since(before.figures);
        } else {
            resets++;
            added = figures;
        }
        before.firstSeen = firstSeen;
        before.figures = figures;
        if (added.get(Figure.COUNT) > 0) {
            if (before.text == null) {
                before.text = texts.of(row.getString(AFTER_FIGURES + 4));
            }
            if (before.text.counts()) {
                changes.add(new StatementChange(
                        key.schema,
                        before.text.digest(),
                        before.text.fingerprint(),
                        added,
                        nanos(row.getBigDecimal(4)),
                        lifetime(row, firstSeen)));
            }
        }
    }

    private static Lifetime lifetime(ResultSet row, long firstSeen) throws SQLException {
        return new Lifetime(
                firstSeen,
                row.getLong(AFTER_FIGURES) / 1_000,
                quantile(row, AFTER_FIGURES + 1),
                quantile(row, AFTER_FIGURES + 2),
                quantile(row, AFTER_FIGURES + 3));
    }

    private static long quantile(ResultSet row, int column) throws SQLException {
        long picoseconds = row.getLong(column);
        return picoseconds == 0 ? -1 : picoseconds / 1_000;
    }

    private Key key(ResultSet row) throws SQLException {
        String schema = row.getString(1);
        String digest = row.getString(2);
        String name = schema == null ? "" : schemas.computeIfAbsent(schema, own -> own);
        return digest == null || digest.length() < 32
                ? new Key(name, 0, 0)
                : new Key(name, Long.parseUnsignedLong(digest, 0, 16, 16), Long.parseUnsignedLong(digest, 16, 32, 16));
    }

    private static Figures figures(ResultSet row) throws SQLException {
        long[] values = new long[Figure.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getLong(FIRST_FIGURE + i);
        }
        return Figures.of(values);
    }

    private static long nanos(BigDecimal seconds) {
        return seconds == null ? 0 : seconds.movePointRight(9).longValue();
    }
}
