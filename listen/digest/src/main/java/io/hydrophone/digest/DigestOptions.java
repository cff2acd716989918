package io.hydrophone.digest;

import io.hydrophone.digest.tag.TagOptions;
import io.hydrophone.digest.transaction.TransactionOptions;

/**
 * What a {@link DigestTable} keeps.
 *
 * @param maxStatements rows; the least used beyond that fall into one row {@code other}
 * @param maxClients clients by address; those beyond that are one, {@code other}
 * @param slowNanos queries that took as long or longer are counted as slow; −1 for none
 * @param filter what is counted at all
 * @param transactions what is kept of transactions; null when they are not followed
 * @param tags which of the tags are counted that queries carry
 */
public record DigestOptions(
        int maxStatements,
        int maxClients,
        long slowNanos,
        QueryFilter filter,
        TransactionOptions transactions,
        TagOptions tags) {
    public static final DigestOptions DEFAULT = new DigestOptions(10_000, 4_096, -1, QueryFilter.ALL);

    public DigestOptions(int maxStatements, int maxClients, long slowNanos, QueryFilter filter) {
        this(maxStatements, maxClients, slowNanos, filter, null, TagOptions.DEFAULT);
    }

    public DigestOptions withMaxStatements(int rows) {
        return new DigestOptions(rows, maxClients, slowNanos, filter, transactions, tags);
    }

    public DigestOptions withSlowNanos(long nanos) {
        return new DigestOptions(maxStatements, maxClients, nanos, filter, transactions, tags);
    }

    public DigestOptions withFilter(QueryFilter selected) {
        return new DigestOptions(maxStatements, maxClients, slowNanos, selected, transactions, tags);
    }

    public DigestOptions withTags(TagOptions counted) {
        return new DigestOptions(maxStatements, maxClients, slowNanos, filter, transactions, counted);
    }

    public DigestOptions withTransactions(TransactionOptions kept) {
        return new DigestOptions(maxStatements, maxClients, slowNanos, filter, kept, tags);
    }
}
