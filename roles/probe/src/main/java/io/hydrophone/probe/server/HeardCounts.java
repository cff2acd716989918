package io.hydrophone.probe.server;

import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How often each statement was heard at the server since it was last asked, second by second, so that both counts are of
 * the same seconds. For any thread.
 */
final class HeardCounts {
    /** So late may a reading of the server know which seconds it is about. */
    private static final int APART = 8;

    private record Second(long toNanos, Map<Long, Long> counts) {}

    private final Predicate<String> isServer;
    private final Map<Long, Long> older = new HashMap<>();
    private final Deque<Second> seconds = new ArrayDeque<>();

    HeardCounts(Predicate<String> isServer) {
        this.isServer = isServer;
    }

    synchronized void add(Summary second) {
        Map<Long, Long> counts = new HashMap<>();
        for (StatementSummary row : second.statements()) {
            if (!row.key().isReserved() && isServer.test(row.key().instance())) {
                counts.merge(row.key().digest(), row.tally().count(), Long::sum);
            }
        }
        seconds.addLast(new Second(second.toNanos(), counts));
        if (seconds.size() > APART) {
            merge(older, seconds.removeFirst());
        }
        notifyAll();
    }

    /** What was heard until then and not taken yet; waits a little for the second that ends then. */
    synchronized Map<Long, Long> take(long toNanos, long patienceMillis) throws InterruptedException {
        long deadline = System.nanoTime() + patienceMillis * 1_000_000;
        while (seconds.isEmpty() || seconds.getLast().toNanos < toNanos) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        Map<Long, Long> taken = new HashMap<>(older);
        older.clear();
        while (!seconds.isEmpty() && seconds.getFirst().toNanos <= toNanos) {
            merge(taken, seconds.removeFirst());
        }
        return taken;
    }

    private static void merge(Map<Long, Long> into, Second second) {
        second.counts.forEach((digest, count) -> into.merge(digest, count, Long::sum));
    }
}
