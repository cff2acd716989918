package io.hydrophone.traffic.compare;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.traffic.compare.statistics.SignedRank;

/**
 * How many times longer each command took on the target. Ratios, because latencies are spread over orders of magnitude: a command that
 * takes twice as long says the same of a statement whether it is a short or a long one.
 *
 * <p>A ratio is kept as a multiple of 2⁻²⁰ in the buckets of {@link LatencyDistribution}, sixteen to a factor of two. 1 is where two of
 * them meet, so that the buckets above and below it are each other's mirror image, and equal ratios up and down are ties.
 */
final class RatioHistogram {
    private static final int SCALE = 20;
    private static final long ONE = 1L << SCALE;
    /** The first bucket above 1. */
    private static final int ABOVE_ONE = SCALE << LatencyDistribution.SCALE;
    /** More groups than buckets on either side of 1. */
    private static final int GROUPS = 64 << LatencyDistribution.SCALE;

    private final LatencyHistogram ratios = new LatencyHistogram();
    private long equal;

    void record(long sourceNanos, long targetNanos) {
        if (sourceNanos == targetNanos) {
            equal++;
            return;
        }
        long ratio = (long) ((double) Math.max(targetNanos, 1) / Math.max(sourceNanos, 1) * ONE);
        ratios.record(targetNanos > sourceNanos ? Math.max(ratio, ONE + 1) : Math.clamp(ratio, 1, ONE));
    }

    void add(RatioHistogram that) {
        ratios.merge(that.ratios);
        equal += that.equal;
    }

    long count() {
        return ratios.count() + equal;
    }

    /** The median; within 2.2 %. */
    double median() {
        long below = ratios.countAtMost(ONE);
        long middle = (count() + 1) / 2;
        if (middle > below && middle <= below + equal) {
            return 1;
        }
        long rank = middle <= below ? middle : middle - equal;
        return (double) ratios.quantile((double) rank / ratios.count()) / ONE;
    }

    /** Tests whether the ratios lie on one side of 1. */
    SignedRank test() {
        long[] above = new long[GROUPS];
        long[] below = new long[GROUPS];
        ratios.forEachBucket((bucket, count) -> {
            if (bucket >= ABOVE_ONE) {
                above[bucket - ABOVE_ONE] += count;
            } else {
                below[ABOVE_ONE - 1 - bucket] += count;
            }
        });
        return SignedRank.of(above, below, equal);
    }
}
