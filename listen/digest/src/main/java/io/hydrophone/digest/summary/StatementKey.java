package io.hydrophone.digest.summary;

import io.hydrophone.core.Source;

/**
 * What a row of a summary stands for.
 *
 * @param source where the figures come from
 * @param instance the server, {@code host:port}; "" when unknown
 * @param database "" when none or unknown
 * @param user "" when unknown
 * @param digest id of the fingerprint
 */
public record StatementKey(Source source, String instance, String database, String user, long digest) {
    /** The digest of the row that takes what found no room. */
    public static final long OTHER = 0;

    /** The digest of executions of statements that were prepared before anyone listened. */
    public static final long PREPARED_EARLIER = 1;

    /** The digest of queries whose text was not captured. */
    public static final long TEXT_LOST = 2;

    /** Whether this row stands for no single statement. */
    public boolean isReserved() {
        return isReserved(digest);
    }

    /** Whether it is the digest of no single statement. */
    public static boolean isReserved(long digest) {
        return digest >= OTHER && digest <= TEXT_LOST;
    }
}
