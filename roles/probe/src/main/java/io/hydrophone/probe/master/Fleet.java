package io.hydrophone.probe.master;

import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.probe.Ledger;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.Receipts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All that a master knows: which reports were accepted, and their sums. It changes by journal entries alone, so that a
 * standby, or the same node after a restart, that applies the same entries knows the same. For any thread.
 */
final class Fleet {
    /** Intervals that are open at a time; where more come, after an outage, the oldest are closed and perhaps opened once more. */
    private static final int MAX_OPEN = 32;

    private final FleetOptions options;
    private final Receipts receipts = new Receipts();
    private final Ledger ledger;
    private final InstanceTotals instances = new InstanceTotals();
    private final NavigableMap<Interval, OpenInterval> open = new TreeMap<>();
    /** Merged reports of which nobody has said yet that they were handed on. */
    private final Deque<MergedReport> inDoubt = new ArrayDeque<>();

    /** One that was closed and may serve another interval; null when there is none. */
    private OpenInterval spare;

    private CaptureFigures capture = CaptureFigures.NONE;
    private long duplicates;
    /**
     * When the group's first master began, in microseconds since 1970. The epoch of merged reports is later by the number of the
     * master that closed them, so that two that cannot see each other never use the same one.
     */
    private long birth = System.currentTimeMillis() * 1_000;
    /** The number of the last merged report. */
    private long number;

    Fleet(FleetOptions options) {
        this.options = options;
        ledger = new Ledger(options.maxStatements(), options.recentBytes());
    }

    synchronized boolean knows(ReportId id) {
        return receipts.contains(id);
    }

    /** A report came that was known. */
    synchronized void countDuplicate() {
        duplicates++;
    }

    /**
     * Adds a report that is not known.
     *
     * @param isTold whether it has been told in a merged report: then it is in the sums, and not told again
     */
    synchronized void apply(IntervalReport report, boolean isTold) {
        receipts.add(report.id());
        capture = capture.plus(report.capture());
        if (isTold) {
            ledger.restore(report.summary());
        } else {
            open(report).add(report);
        }
        for (StatementSummary row : report.summary().statements()) {
            instances.add(row);
        }
    }

    /** Closes intervals: what was accepted for them becomes merged reports. What comes later opens them once more. */
    synchronized void apply(JournalEntry.Closed closed) {
        long next = closed.first();
        for (Interval interval : closed.intervals()) {
            number = Math.max(number, next);
            OpenInterval over = open.remove(interval);
            if (over != null) {
                MergedReport merged = over.merged(
                        new ReportId(options.group(), birth + closed.masterEpoch(), next), options.version());
                ledger.add(merged.fleet().summary());
                inDoubt.addLast(merged);
                spare = over;
            }
            next++;
        }
        handedOn(closed.handedOn());
    }

    /** The intervals that may be closed: everyone expected has reported, or the first report came long enough ago. */
    synchronized List<Interval> due(Set<String> expected) {
        long now = System.nanoTime();
        List<Interval> due = new ArrayList<>();
        int tooMany = open.size() - MAX_OPEN;
        open.forEach((interval, of) -> {
            boolean complete = !expected.isEmpty() && of.hasAll(expected);
            if (complete
                    || due.size() < tooMany
                    || now - of.sinceNanos() > options.patience().toNanos()) {
                due.add(interval);
            }
        });
        return due;
    }

    /** Whether a report that is known is in no merged report yet, or in one of which nobody said that it was handed on. */
    synchronized boolean isToBeTold(ReportId id) {
        return open.values().stream().anyMatch(interval -> interval.reports().contains(id))
                || inDoubt.stream().anyMatch(merged -> merged.reports().contains(id));
    }

    /** Merged reports up to this number are where they belong. */
    synchronized void handedOn(long upTo) {
        while (!inDoubt.isEmpty() && inDoubt.getFirst().number() <= upTo) {
            inDoubt.removeFirst();
        }
    }

    /** Merged reports that may not have been handed on, by their numbers. */
    synchronized List<MergedReport> inDoubt() {
        return List.copyOf(inDoubt);
    }

    /** The number of the last merged report. */
    synchronized long number() {
        return number;
    }

    /** How much was accepted. */
    synchronized Figures figures() {
        return new Figures(receipts.count(), instances.queries(), duplicates, open.size(), number, capture);
    }

    /**
     * How much was accepted since the group began.
     *
     * @param accepted reports, each once
     * @param queries that they tell of
     * @param duplicates reports that came again, to this process
     * @param open intervals that are not closed
     * @param merged reports that were made of those that are
     * @param capture what probes heard and what they lost
     */
    record Figures(long accepted, long queries, long duplicates, int open, long merged, CaptureFigures capture) {}

    /** Looks at the sums, under this fleet's lock. */
    synchronized <T> T read(Function<Sums, T> reader) {
        return reader.apply(new Sums(accepted(), ledger, instances, open, capture));
    }

    /** Takes over what a snapshot says of what was accepted, and of the last merged report. */
    synchronized void restore(Accepted accepted) {
        receipts.addAll(accepted.stretches());
        follow(accepted);
    }

    /** Counts on from where another node is, so that merged reports are known by the same ids. */
    synchronized void follow(Accepted other) {
        birth = other.birth();
        number = Math.max(number, other.number());
    }

    /** What was accepted. */
    synchronized Accepted accepted() {
        return new Accepted(birth, number, receipts.all());
    }

    /** Takes over the sum of all intervals that are closed. */
    synchronized void restoreTotal(IntervalReport total) {
        ledger.restore(total.summary());
        capture = capture.plus(total.capture());
    }

    /** Takes over what one server was asked. */
    synchronized void restoreInstance(IntervalReport instance) {
        instance.summary().statements().forEach(instances::add);
    }

    /** Takes over an interval that is not closed; its servers are counted already. */
    synchronized void restoreOpen(IntervalReport interval, Receipts of) {
        open(interval).add(interval, of);
    }

    private OpenInterval open(IntervalReport report) {
        return open.computeIfAbsent(new Interval(report.fromNanos(), report.toNanos()), begun -> begin());
    }

    private OpenInterval begin() {
        boolean byInstance = options.byInstance().getAsBoolean();
        OpenInterval reused = spare;
        spare = null;
        return reused != null && reused.begin(byInstance, System.nanoTime())
                ? reused
                : new OpenInterval(options.bounds(), byInstance, System.nanoTime());
    }

    /**
     * The sums at one moment, to be looked at under the lock only.
     *
     * @param accepted which reports are in them
     * @param capture of all reports together
     */
    record Sums(
            Accepted accepted,
            Ledger ledger,
            InstanceTotals instances,
            NavigableMap<Interval, OpenInterval> open,
            CaptureFigures capture) {}
}
