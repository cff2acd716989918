package io.hydrophone.digest.summary;

import java.util.List;

/**
 * One transaction. Times are nanoseconds since 1970, durations nanoseconds.
 *
 * @param session the listener's counter of connections
 * @param instance the server, {@code host:port}
 * @param client the client's address
 * @param clientPort its TCP port
 * @param user "" when unknown
 * @param database in which it began; "" when none or unknown
 * @param startNanos when its first command was asked, or heard first
 * @param endNanos when it ended; while it is open, when it was looked at
 * @param end how
 * @param statements that were executed in it
 * @param errors those of them that failed
 * @param rowsSent rows of result sets
 * @param rowsAffected rows changed
 * @param idleNanos in which no command was under way
 * @param longestIdleNanos the longest pause
 * @param idleSinceNanos the end of the last command; −1 while one is under way
 * @param readOnly whether it was declared READ ONLY
 * @param xa whether it was one of XA
 * @param incomplete whether something of it was not heard: its begin, or commands, or answers
 * @param shape hash of its digests in their order
 * @param steps the first few statements; one that is repeated at once stands for all
 * @param longer whether more followed
 * @param slowest the statement that took longest at once; null when there was none
 * @param slowestNanos that time
 * @param last the last statement; null when there was none
 * @param activity when commands were under way, oldest first; pauses that were short are left out
 */
public record Transaction(
        long session,
        String instance,
        String client,
        int clientPort,
        String user,
        String database,
        long startNanos,
        long endNanos,
        TransactionEnd end,
        long statements,
        long errors,
        long rowsSent,
        long rowsAffected,
        long idleNanos,
        long longestIdleNanos,
        long idleSinceNanos,
        boolean readOnly,
        boolean xa,
        boolean incomplete,
        long shape,
        List<TransactionStep> steps,
        boolean longer,
        TransactionStep slowest,
        long slowestNanos,
        TransactionStep last,
        List<Span> activity) {
    public Transaction {
        steps = List.copyOf(steps);
        activity = List.copyOf(activity);
    }

    /**
     * A time in which commands were under way.
     *
     * @param fromNanos since the transaction's start
     * @param toNanos since the transaction's start
     * @param commands how many
     */
    public record Span(long fromNanos, long toNanos, long commands) {}

    public long durationNanos() {
        return endNanos - startNanos;
    }

    /** In which commands were under way. */
    public long busyNanos() {
        return durationNanos() - idleNanos;
    }
}
