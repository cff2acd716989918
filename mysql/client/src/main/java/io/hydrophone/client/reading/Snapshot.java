package io.hydrophone.client.reading;

import io.hydrophone.client.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a server answered at a moment; immutable, for many readers at once. */
public final class Snapshot {
    private final Dialect dialect;
    private final boolean offered;
    private final List<SnapshotRow> rows;
    private final long leftOut;
    private final Instant takenAt;
    private final Duration took;
    private volatile Map<String, String> pairs;

    Snapshot(Dialect dialect, boolean offered, List<SnapshotRow> rows, long leftOut, Instant takenAt, Duration took) {
        this.dialect = dialect;
        this.offered = offered;
        this.rows = rows;
        this.leftOut = leftOut;
        this.takenAt = takenAt;
        this.took = took;
    }

    /** In the server's order. */
    public List<SnapshotRow> rows() {
        return rows;
    }

    /** Whether this server has something of the kind; if not, it was not asked and there are no rows. */
    public boolean isOffered() {
        return offered;
    }

    /** Rows that were too many to be kept. */
    public long leftOut() {
        return leftOut;
    }

    /** When the question was sent. */
    public Instant takenAt() {
        return takenAt;
    }

    /** From the question to the last row. */
    public Duration took() {
        return took;
    }

    /** Whose answer it is. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * The second column by the first in lower case, as for status and variables; without rows whose second is NULL. Of
     * equal names the first counts.
     */
    public Map<String, String> pairs() {
        Map<String, String> known = pairs;
        if (known == null) {
            Map<String, String> made = LinkedHashMap.newLinkedHashMap(rows.size());
            for (SnapshotRow row : rows) {
                if (row.text(0) != null && row.text(1) != null) {
                    made.putIfAbsent(row.text(0).toLowerCase(Locale.ROOT), row.text(1));
                }
            }
            known = Collections.unmodifiableMap(made);
            pairs = known;
        }
        return known;
    }
}
