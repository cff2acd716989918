package io.hydrophone.probe;

import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.QueryFilter;
import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.SummaryMerge;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.digest.summary.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps what was heard: all of it since the start, and second by second for the last minutes, as long as there is room.
 * For any thread; the capture thread never waits here.
 */
public final class Ledger {
    /** How far back rates reach. */
    static final int SECONDS = 300;

    /** The seconds' summaries of a probe together, as they are estimated below. */
    private static final long RECENT_BYTES = 6 << 20;

    private static final long SECOND = 1_000_000_000L;

    private record Kept(Summary second, long bytes) {}

    private final DigestOptions options;
    private final long maxRecentBytes;
    private final SummaryMerge since;
    private final Counters counters = new Counters();
    private final Deque<Pulse> pulses = new ArrayDeque<>(SECONDS);
    private final Deque<Kept> recent = new ArrayDeque<>(SECONDS);
    private final RecentTransactions transactions = new RecentTransactions();
    private long recentBytes;
    /** The end of the newest interval. */
    private long told = Long.MIN_VALUE;

    private long queries;

    Ledger(int maxStatements) {
        this(maxStatements, RECENT_BYTES);
    }

    /**
     * An empty one.
     *
     * @param maxStatements kept since the start
     * @param recentBytes that the intervals may take which are kept one by one
     */
    public Ledger(int maxStatements, long recentBytes) {
        this.maxRecentBytes = recentBytes;
        this.options = new DigestOptions(maxStatements, 1_024, -1, QueryFilter.ALL);
        this.since = new SummaryMerge(options);
    }

    /** An interval is over. */
    public synchronized void add(Summary second) {
        since.add(second);
        StatementSummary all = StatementClasses.total(second);
        counters.add(second, all);
        queries += all.tally().count();
        pulses.addLast(pulse(all, seconds(second)));
        if (pulses.size() > SECONDS) {
            pulses.removeFirst();
        }
        if (second.transactions() != null) {
            transactions.add(second);
        }
        keep(second);
    }

    /** What was added before the start of this process: it counts since the start, but not among the last minutes. */
    public synchronized void restore(Summary before) {
        since.add(before);
        StatementSummary all = StatementClasses.total(before);
        counters.add(before, all);
        queries += all.tally().count();
    }

    /** Transactions that ended in a range: of each second those that lasted longest, and those with the longest pause. */
    public synchronized List<Transaction> transactions(long fromNanos, long toNanos) {
        return transactions.between(fromNanos, toNanos);
    }

    /** Statements since the start. */
    public synchronized long queries() {
        return queries;
    }

    /** Everything since the start. */
    public synchronized Summary sinceStart() {
        return since.snapshot();
    }

    /**
     * The seconds that touch a range, as far back as they are kept.
     *
     * @param fromNanos since 1970, inclusive
     * @param toNanos exclusive
     */
    public synchronized Summary between(long fromNanos, long toNanos) {
        SummaryMerge merge = new SummaryMerge(options);
        for (Kept kept : recent) {
            if (kept.second.fromNanos() < toNanos && kept.second.toNanos() > fromNanos) {
                merge.add(kept.second);
            }
        }
        return merge.snapshot();
    }

    /** The last seconds, without the one that is not over. */
    public synchronized Summary last(int seconds) {
        long end = recent.isEmpty() ? 0 : recent.getLast().second.toNanos();
        return between(end - seconds * SECOND, end);
    }

    /** The load of the last seconds together. */
    public synchronized Pulse pulse(int seconds) {
        LatencyHistogram total = new LatencyHistogram();
        int covered = 0;
        long queries = 0;
        long errors = 0;
        long rows = 0;
        for (Iterator<Pulse> newest = pulses.descendingIterator(); newest.hasNext() && covered < seconds; ) {
            Pulse one = newest.next();
            covered += one.seconds();
            queries += one.queries();
            errors += one.errors();
            rows += one.rows();
            total.merge(one.total());
        }
        return new Pulse(covered, queries, errors, rows, total);
    }

    /** The load of each of the last seconds, oldest first. */
    synchronized List<Pulse> pulses(int seconds) {
        List<Pulse> all = new ArrayList<>(pulses);
        return List.copyOf(all.subList(Math.max(0, all.size() - seconds), all.size()));
    }

    /** For the scrape page: read under this ledger's lock. */
    public synchronized <T> T counters(Function<Counters, T> reader) {
        return reader.apply(counters);
    }

    private void keep(Summary second) {
        long bytes = estimate(second);
        recent.addLast(new Kept(second.withoutTransactions(), bytes));
        recentBytes += bytes;
        while (recent.size() > SECONDS || (recentBytes > maxRecentBytes && recent.size() > 1)) {
            recentBytes -= recent.removeFirst().bytes;
        }
    }

    /** Of an interval that comes once more, with what was late, its time is counted already. */
    private int seconds(Summary interval) {
        long from = Math.max(interval.fromNanos(), told);
        told = Math.max(told, interval.toNanos());
        return (int) Math.max(0, Math.round((double) (interval.toNanos() - from) / SECOND));
    }

    private static Pulse pulse(StatementSummary all, int seconds) {
        Tally tally = all.tally();
        return new Pulse(
                seconds,
                tally.count(),
                Math.max(0, tally.errors()),
                Math.max(0, tally.rowsSent()) + Math.max(0, tally.rowsAffected()),
                all.total());
    }

    /** Of the heap: two histograms and the small objects of a row, and its sample. The fingerprint is shared. */
    private static long estimate(Summary second) {
        long bytes = 256;
        for (StatementSummary row : second.statements()) {
            bytes += 1_600 + (row.sample() == null ? 0 : row.sample().sql().size());
        }
        return bytes;
    }
}
