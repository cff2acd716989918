package io.hydrophone.probe;

import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Of the last seconds the transactions that stood out, at most {@value #MAX} and of at most five minutes. */
final class RecentTransactions {
    /** Some 2 MB. */
    private static final int MAX = 3_000;

    private static final long KEPT_NANOS = Ledger.SECONDS * 1_000_000_000L;

    private final Deque<Transaction> kept = new ArrayDeque<>();

    void add(Summary second) {
        Set<Transaction> listed = new LinkedHashSet<>(second.transactions().slowest());
        listed.addAll(second.transactions().idle()); // most are in both
        kept.addAll(listed);
        while (kept.size() > MAX || (!kept.isEmpty() && kept.getFirst().endNanos() < second.toNanos() - KEPT_NANOS)) {
            kept.removeFirst();
        }
    }

    /** Those that ended at or after one time, and before another, since 1970. */
    List<Transaction> between(long fromNanos, long toNanos) {
        return kept.stream()
                .filter(one -> one.endNanos() >= fromNanos && one.endNanos() < toNanos)
                .toList();
    }
}
