package io.hydrophone.digest.transaction;

/**
 * What is kept of transactions.
 *
 * @param slowNanos those that last as long or longer are counted as slow
 * @param idleNanos those with a pause as long or longer are counted as idle
 * @param listed how many of the longest, of those with the longest pause, and of those that are open are listed
 * @param maxShapes shapes, and at most as many groups; beyond that they fall into {@code other}; 0 for none of either
 */
public record TransactionOptions(long slowNanos, long idleNanos, int listed, int maxShapes) {
    public static final TransactionOptions DEFAULT = new TransactionOptions(1_000_000_000L, 1_000_000_000L, 20, 1_000);

    public TransactionOptions withThresholds(long slow, long idle) {
        return new TransactionOptions(slow, idle, listed, maxShapes);
    }
}
