package io.hydrophone.probe;

import io.hydrophone.digest.summary.Transaction;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The transactions that are open at one instant.
 *
 * @param count all of them
 * @param oldestNanos how long the oldest lasts; 0 when there is none
 * @param idleNanos the longest that one of them now waits for its client; 0 when none does
 * @param listed oldest first; at most {@value #MAX_LISTED}
 */
public record OpenTransactions(long count, long oldestNanos, long idleNanos, List<Transaction> listed) {
    static final int MAX_LISTED = 1_000;

    static OpenTransactions of(List<Transaction> open) {
        List<Transaction> oldest = open.stream()
                .sorted(Comparator.comparingLong(Transaction::startNanos))
                .limit(MAX_LISTED)
                .toList();
        return new OpenTransactions(
                open.size(),
                oldest.isEmpty() ? 0 : oldest.getFirst().durationNanos(),
                open.stream().mapToLong(OpenTransactions::idleNanos).max().orElse(0),
                oldest);
    }

    /** Those of two workers. */
    OpenTransactions plus(OpenTransactions more) {
        return new OpenTransactions(
                count + more.count,
                Math.max(oldestNanos, more.oldestNanos),
                Math.max(idleNanos, more.idleNanos),
                Stream.concat(listed.stream(), more.listed.stream())
                        .sorted(Comparator.comparingLong(Transaction::startNanos))
                        .limit(MAX_LISTED)
                        .toList());
    }

    /** How long it has waited for its client by now. */
    static long idleNanos(Transaction transaction) {
        return transaction.idleSinceNanos() < 0 ? 0 : transaction.endNanos() - transaction.idleSinceNanos();
    }
}
