package io.hydrophone.traffic.compare;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.traffic.compare.statistics.NormalTail;
import io.hydrophone.traffic.compare.statistics.RankSum;
import io.hydrophone.traffic.compare.statistics.SignedRank;
import io.hydrophone.traffic.compare.statistics.TwoProportions;

/**
 * The tests of one statement's latency, before it is known how many statements are tested. Tests by rank, because latencies are heavy-tailed: one
 * command that waited for a second must not decide over a thousand others.
 *
 * @param tailP NaN when there were too few
 */
record LatencyTest(
        double probability,
        double ratio,
        double p,
        double tailP,
        LatencyDistribution source,
        LatencyDistribution target) {
    /** Fewer on a side say nothing, and the tests' approximation needs some. */
    private static final int MIN = 20;
    /** Ten of them are slower than the 95th percentile. */
    private static final int MIN_FOR_TAIL = 200;

    private static final double RELEVANT_RATIO = 1.1;
    private static final long RELEVANT_NANOS = 50_000;
    private static final double TAIL = 0.95;

    /** Null when there were too few. */
    static LatencyTest of(
            Pairing pairing, RatioHistogram ratios, LatencyDistribution source, LatencyDistribution target) {
        if (Math.min(source.count(), target.count()) < MIN) {
            return null;
        }
        double tailP = Math.min(source.count(), target.count()) < MIN_FOR_TAIL ? Double.NaN : tail(source, target);
        if (pairing == Pairing.COMMANDS) {
            SignedRank test = ratios.test();
            return new LatencyTest(test.probability(), ratios.median(), test.p(), tailP, source, target);
        }
        RankSum test = RankSum.of(buckets(source), buckets(target));
        return new LatencyTest(test.probability(), ratio(source, target, 0.5), test.p(), tailP, source, target);
    }

    /** What the tests come to, when their p have been adjusted. */
    LatencyChange change(double q, double tailQ) {
        double tailRatio = ratio(source, target, TAIL);
        return new LatencyChange(
                probability,
                ratio,
                p,
                q,
                direction(q, ratio, 0.5),
                tailRatio,
                tailQ,
                direction(tailQ, tailRatio, TAIL),
                addedNanos(source, target));
    }

    /** By how much longer the source's commands take with the target's mean. */
    static long addedNanos(LatencyDistribution source, LatencyDistribution target) {
        return source.count() == target.count()
                ? target.sum() - source.sum()
                : Math.round((double) target.sum() / target.count() * source.count() - source.sum());
    }

    private Direction direction(double adjusted, double times, double quantile) {
        long moved = Math.abs(target.quantile(quantile) - source.quantile(quantile));
        boolean relevant = moved >= RELEVANT_NANOS && (times >= RELEVANT_RATIO || times <= 1 / RELEVANT_RATIO);
        if (!(adjusted < LatencyChange.CERTAIN) || !relevant) { // NaN is not certain either
            return Direction.SAME;
        }
        return times > 1 ? Direction.SLOWER : Direction.FASTER;
    }

    /** Whether one side has more of the slowest twentieth of all commands of both; of more, where ties go on below it. */
    private static double tail(LatencyDistribution source, LatencyDistribution target) {
        long[] first = buckets(source);
        long[] second = buckets(target);
        double slowest = (1 - TAIL) * (source.count() + target.count());
        long above1 = source.count();
        long above2 = target.count();
        for (int bucket = 0; above1 + above2 - first[bucket] - second[bucket] >= slowest; bucket++) {
            above1 -= first[bucket];
            above2 -= second[bucket];
        }
        return NormalTail.twoSided(TwoProportions.z(above1, source.count(), above2, target.count()));
    }

    private static double ratio(LatencyDistribution source, LatencyDistribution target, double quantile) {
        return (double) Math.max(target.quantile(quantile), 1) / Math.max(source.quantile(quantile), 1);
    }

    /** All buckets that there are, that of no time at all first. */
    private static long[] buckets(LatencyDistribution of) {
        long[] counts = new long[2 + (Long.SIZE << LatencyDistribution.SCALE)];
        counts[0] = of.zeroCount();
        of.forEachBucket((bucket, count) -> counts[bucket + 2] = count); // The first bucket, that of 1 ns, is −1.
        return counts;
    }
}
