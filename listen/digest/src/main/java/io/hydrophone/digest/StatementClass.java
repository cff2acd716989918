package io.hydrophone.digest;

import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.StatementSummary;

/**
 * One statement over all servers, databases and users.
 *
 * @param figures of all of them together; the key's instance, database and user are empty
 * @param instances the servers it was sent to
 * @param databases in which it ran; "" for none
 * @param users who sent it; "" for unknown
 */
public record StatementClass(
        StatementSummary figures, Ranking<String> instances, Ranking<String> databases, Ranking<String> users) {
    public long digest() {
        return figures.key().digest();
    }

    /** Time of all its queries together, 0 when the source knows none. */
    public long totalNanos() {
        return figures.total().sum();
    }
}
