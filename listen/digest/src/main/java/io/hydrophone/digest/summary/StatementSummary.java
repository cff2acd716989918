package io.hydrophone.digest.summary;

import io.hydrophone.core.LatencyDistribution;
import java.util.List;

/**
 * What was heard of one statement by one user in one database of one server.
 *
 * @param key whose figures these are
 * @param fingerprint the statement without its literals; in parentheses for the reserved rows
 * @param tally counts
 * @param latency to the first packet of the answer
 * @param total to the last packet of the answer
 * @param firstSeenNanos end of the first query, since 1970
 * @param lastSeenNanos end of the last query, since 1970
 * @param sample the slowest one; null when no text is known
 * @param errorCodes the server's error numbers
 * @param clientRanking by the clients' addresses
 * @param slowest those at or above the report's threshold, slowest first, a few
 * @param tags what its queries said about themselves, by the name of the tag
 */
public record StatementSummary(
        StatementKey key,
        String fingerprint,
        Tally tally,
        LatencyDistribution latency,
        LatencyDistribution total,
        long firstSeenNanos,
        long lastSeenNanos,
        Sample sample,
        Ranking<Integer> errorCodes,
        ClientRanking clientRanking,
        List<SlowQuery> slowest,
        List<TagRanking> tags) {
    public StatementSummary {
        slowest = List.copyOf(slowest);
        tags = List.copyOf(tags);
    }

    /** How often which client asked. */
    public Ranking<String> clients() {
        return clientRanking.counts();
    }

    /** The same figures under another key. */
    public StatementSummary withKey(StatementKey other) {
        return new StatementSummary(
                other,
                fingerprint,
                tally,
                latency,
                total,
                firstSeenNanos,
                lastSeenNanos,
                sample,
                errorCodes,
                clientRanking,
                slowest,
                tags);
    }
}
