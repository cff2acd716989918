package io.hydrophone.digest;

import io.hydrophone.core.Source;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.transaction.TransactionTable;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.SessionEnd;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Summarises by interval: half-open, aligned to UTC, and a query belongs to the one in which it ended. An interval
 * closes when something that ended after it is heard or when time passes; what ends before the open interval after
 * that is counted in the open one, and counted as late.
 */
public final class IntervalDigest implements QueryHandler {
    private final DigestTable table;
    private final long length;
    private final Consumer<Summary> closed;
    private long from = Long.MIN_VALUE;
    private long to = Long.MIN_VALUE;
    private long late;

    /**
     * @param length of an interval, a second or more
     * @param closed receives each interval when it closes, empty ones too, on the listening thread
     */
    public IntervalDigest(Source source, DigestOptions options, Duration length, Consumer<Summary> closed) {
        this.table = new DigestTable(source, options);
        this.length = length.toNanos();
        this.closed = closed;
    }

    @Override
    public void query(Query query) {
        long end = query.endNanos();
        if (end >= to) {
            advance(end);
        } else if (end < from) {
            late++;
        }
        table.query(query);
    }

    @Override
    public void sessionEnded(long session, long nanos, SessionEnd how) {
        table.sessionEnded(session, nanos, how);
    }

    /** The transactions under way; null when they are not followed. */
    public TransactionTable transactions() {
        return table.transactions();
    }

    /** What is heard from now on is this part of the sessions; the open interval tells of the change. */
    public void sample(SampleRatio ratio) {
        table.sample(ratio);
    }

    /**
     * From when on queries are slow that are heard from now on; to be called between two intervals, by whoever is handed the
     * one that closes.
     *
     * @param nanos −1 for none
     */
    public void slow(long nanos) {
        table.slow(nanos);
    }

    /** Time has passed. */
    public void tick(long nanos) {
        if (nanos >= to) {
            advance(nanos);
        }
    }

    /** What the open interval has so far. */
    public Summary open() {
        return table.snapshot(from, to, late);
    }

    /** Nothing more will come: closes the open interval, if there is one. */
    public void end() {
        if (to != Long.MIN_VALUE) {
            close();
            to = Long.MIN_VALUE;
        }
    }

    private void advance(long nanos) {
        if (to != Long.MIN_VALUE) {
            close();
        }
        from = Math.floorDiv(nanos, length) * length;
        to = from + length;
    }

    private void close() {
        closed.accept(table.snapshot(from, to, late));
        table.reset();
        late = 0;
    }
}
