package io.hydrophone.digest.summary;

import java.util.List;

/**
 * What was heard in a span of time. Immutable; {@link SummaryMerge} adds summaries.
 *
 * @param fromNanos inclusive, since 1970: the interval's begin, or the end of the first query; 0 when there is nothing
 * @param toNanos exclusive, likewise
 * @param statements in no order; among them the reserved rows
 * @param clients in no order
 * @param commands all commands that were selected, the queries included; ascending by code
 * @param timeline when the load came
 * @param transactions those that ended; null when they were not followed
 * @param counts what concerns the summary itself
 */
public record Summary(
        long fromNanos,
        long toNanos,
        List<StatementSummary> statements,
        List<ClientSummary> clients,
        List<CommandCount> commands,
        Timeline timeline,
        Transactions transactions,
        Bookkeeping counts) {
    public Summary {
        statements = List.copyOf(statements);
        clients = List.copyOf(clients);
        commands = List.copyOf(commands);
    }

    /** The same without what is told of transactions. */
    public Summary withoutTransactions() {
        return new Summary(fromNanos, toNanos, statements, clients, commands, timeline, null, counts);
    }

    /**
     * What concerns the summary itself.
     *
     * @param filteredOut commands that the filters kept out
     * @param late queries that ended before the interval in which they are counted
     * @param evictedRows rows that were folded into the {@code other} row
     * @param slowNanos the threshold from which a query counts as slow; −1 when none was given
     * @param sampling which part of the sessions was heard
     */
    public record Bookkeeping(long filteredOut, long late, long evictedRows, long slowNanos, Sampling sampling) {}
}
