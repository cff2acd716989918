package io.hydrophone.digest.summary;

import io.hydrophone.core.LatencyDistribution;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was counted of a set of transactions. Distributions are over those of which begin and end are known.
 *
 * @param ends how many ended how
 * @param duration from the first command to the answer of the last, in nanoseconds
 * @param idle of each, the time in which no command was under way, in nanoseconds
 * @param statements of each, how many
 * @param slow those that lasted as long as the report's threshold or longer
 * @param idled those with a pause as long as the report's threshold or longer
 * @param incomplete those of which something was not heard
 * @param readOnly those that were declared READ ONLY
 * @param errors statements in them that failed
 * @param rowsSent rows of result sets
 * @param rowsAffected rows changed, whether that was committed or not
 */
public record TransactionFigures(
        Map<TransactionEnd, Long> ends,
        LatencyDistribution duration,
        LatencyDistribution idle,
        LatencyDistribution statements,
        long slow,
        long idled,
        long incomplete,
        long readOnly,
        long errors,
        long rowsSent,
        long rowsAffected) {
    public TransactionFigures {
        EnumMap<TransactionEnd, Long> copy = new EnumMap<>(TransactionEnd.class);
        copy.putAll(ends);
        ends = java.util.Collections.unmodifiableMap(copy);
    }

    /** All of them, however they ended. */
    public long count() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(TransactionEnd end) {
        return ends.getOrDefault(end, 0L);
    }

    /** Of their durations together, the share in which nothing was asked; 0 to 1. */
    public double idleShare() {
        return duration.sum() == 0 ? 0 : (double) idle.sum() / duration.sum();
    }
}
