package io.hydrophone.digest.summary;

/**
 * What was counted of a set of queries. A figure that the source cannot know (rows in a general log) is −1 as long as
 * no query told it.
 *
 * @param count queries, whatever became of them
 * @param estimatedCount how many there were in all: where only one session of N was heard, each counts N times; the same
 *     as {@code count} where all were
 * @param errors those that the server answered with an error, or −1
 * @param lost those of which bytes were not captured
 * @param aborted those whose connection closed before the whole answer
 * @param unfinished those not answered when the capture ended
 * @param rowsSent rows of result sets, or −1
 * @param rowsAffected rows changed, or −1
 * @param warnings of the server, or −1
 * @param bytesIn of commands, or −1
 * @param bytesOut of answers, or −1
 * @param noIndex queries for which the server said that no index was used, or −1
 * @param noGoodIndex queries for which the server said that no good index was used, or −1
 * @param serverSlow queries that the server called slow, or −1
 * @param slow queries at or above the threshold of the report; 0 when none was asked for
 */
public record Tally(
        long count,
        long estimatedCount,
        long errors,
        long lost,
        long aborted,
        long unfinished,
        long rowsSent,
        long rowsAffected,
        long warnings,
        long bytesIn,
        long bytesOut,
        long noIndex,
        long noGoodIndex,
        long serverSlow,
        long slow) {
    /** The sum of two figures of which either may be unknown. */
    public static long plus(long sum, long value) {
        if (value < 0) {
            return sum;
        }
        return sum < 0 ? value : sum + value;
    }
}
