package io.hydrophone.digest.summary;

import java.util.List;

/**
 * What one client asked.
 *
 * @param client its address; {@code other} beyond the bound on clients
 * @param count queries
 * @param errors those that failed, or −1 when the source cannot know
 * @param totalNanos time of all its queries together
 * @param slow those at or above the report's threshold
 * @param slowest a few of those, slowest first
 */
public record ClientSummary(
        String client, long count, long errors, long totalNanos, long slow, List<SlowQuery> slowest) {}
