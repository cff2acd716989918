package io.hydrophone.probe.server;

import io.hydrophone.client.StatementChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The server's statements since it was first asked, and reading by reading for the last minutes as far as there is room.
 * For any thread.
 */
final class ServerTable {
    private static final int MAX_CLASSES = 4_000;
    private static final long MINUTES = 300_000_000_000L;
    /** Of the last readings together. */
    private static final int MAX_CHANGES = 10_000;

    /** What one reading told: the changes, and what was heard in the same seconds. */
    record Interval(long fromNanos, long toNanos, List<StatementChange> changes, Map<Long, Long> heard) {
        int size() {
            return changes.size() + heard.size();
        }
    }

    private final Map<Long, ServerClass> since = new HashMap<>();
    private final Deque<Interval> recent = new ArrayDeque<>();
    private int recentSize;
    private long fromNanos;
    private long toNanos;

    synchronized void add(Interval interval) {
        fromNanos = fromNanos == 0 ? interval.fromNanos : fromNanos;
        toNanos = interval.toNanos;
        addTo(since, interval);
        recent.addLast(interval);
        recentSize += interval.size();
        while (recent.size() > 1
                && (recentSize > MAX_CHANGES || recent.getFirst().toNanos < interval.toNanos - MINUTES)) {
            recentSize -= recent.removeFirst().size();
        }
    }

    /** All of it. */
    synchronized ServerStatements all() {
        return new ServerStatements(fromNanos, toNanos, since);
    }

    /** The readings that touch a range of time since 1970, as far as they are kept. */
    synchronized ServerStatements between(long from, long to) {
        Map<Long, ServerClass> classes = new HashMap<>();
        long first = 0;
        long last = 0;
        for (Interval interval : recent) {
            if (interval.fromNanos < to && interval.toNanos > from) {
                addTo(classes, interval);
                first = first == 0 ? interval.fromNanos : first;
                last = interval.toNanos;
            }
        }
        return new ServerStatements(first, last, classes);
    }

    private static void addTo(Map<Long, ServerClass> classes, Interval interval) {
        for (StatementChange change : interval.changes) {
            boolean room = classes.containsKey(change.digest()) || classes.size() < MAX_CLASSES;
            long digest = room ? change.digest() : StatementChange.OTHER;
            String text = digest == StatementChange.OTHER ? ServerClass.OTHER_TEXT : change.fingerprint();
            classes.put(
                    digest,
                    classes.getOrDefault(digest, ServerClass.none(digest, text)).plus(change));
        }
        interval.heard.forEach((digest, count) -> classes.computeIfPresent(digest, (id, of) -> of.plusHeard(count)));
    }
}
