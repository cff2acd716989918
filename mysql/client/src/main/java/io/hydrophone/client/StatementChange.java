package io.hydrophone.client;

/**
 * What a statement has added to the server's statement table between two readings, in one schema.
 *
 * @param schema the default database; "" for none
 * @param digest of our fingerprint, so that it meets what was heard; 0 for the row of all that found no room
 * @param fingerprint "" for that row
 * @param figures the difference, none negative
 * @param lastSeenNanos since 1970, by the server's clock
 * @param lifetime of all executions since the server has had the row
 */
public record StatementChange(
        String schema, long digest, String fingerprint, Figures figures, long lastSeenNanos, Lifetime lifetime) {
    /** The digest of the row in which the server counts what found no room in its table. */
    public static final long OTHER = 0;

    /**
     * What the server knows only of all executions together.
     *
     * @param firstSeenNanos since 1970, by the server's clock
     * @param maxNanos the longest
     * @param p95Nanos 95 % took no longer, −1 when not known (before MySQL 8, MariaDB); likewise the others
     */
    public record Lifetime(long firstSeenNanos, long maxNanos, long p95Nanos, long p99Nanos, long p999Nanos) {}
}
