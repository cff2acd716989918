package io.hydrophone.probe.master;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.QueryFilter;
import io.hydrophone.digest.transaction.TransactionOptions;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How sums are kept.
 *
 * @param group under whose name merged reports are told, the same whoever is master
 * @param version of Hydrophone
 * @param maxStatements kept since the start, over all servers
 * @param byInstance whether somebody wants merged reports with rows by server, from the next interval on
 * @param patience until an interval is closed for which not everyone has reported
 * @param recentBytes of the intervals that are kept one by one
 */
record FleetOptions(
        String group,
        String version,
        int maxStatements,
        BooleanSupplier byInstance,
        Duration patience,
        long recentBytes) {
    private static final int MAX_CLIENTS = 4_096;
    private static final TransactionOptions TRANSACTIONS =
            new TransactionOptions(1_000_000_000L, 1_000_000_000L, 20, 0);

    /** Of one interval. */
    DigestOptions bounds() {
        return new DigestOptions(maxStatements, MAX_CLIENTS, -1, QueryFilter.ALL).withTransactions(TRANSACTIONS);
    }
}
