package io.hydrophone.traffic.compare;

/**
 * How the latency of a statement changed. It is told as slower or faster only when that is certain (q below 0.01) and of a size that
 * matters (10 % and 50 µs).
 *
 * @param probability that a command takes longer on the target, 0 to 1; of pairs, the part that did. Ties count half
 * @param ratio of the typical latency, target to source: the median of the pairs' ratios, of samples the ratio of the medians
 * @param p of the test whether the typical latency differs
 * @param q the same, adjusted for the number of statements that were tested
 * @param typical what it comes to
 * @param tailRatio of the 95th percentiles
 * @param tailQ of the test whether more or fewer commands exceed the 95th percentile of both sides together, adjusted; NaN when there
 *     were too few
 * @param tail what that comes to
 * @param addedNanos by how much longer all commands of the source took, or would take; below 0 when they take less
 */
public record LatencyChange(
        double probability,
        double ratio,
        double p,
        double q,
        Direction typical,
        double tailRatio,
        double tailQ,
        Direction tail,
        long addedNanos) {
    /** A difference with a q below it is told. */
    public static final double CERTAIN = 0.01;

    /** Slower when it is so typically or at its slowest; faster when it is so somewhere, and slower nowhere. */
    public Direction direction() {
        if (typical == Direction.SLOWER || tail == Direction.SLOWER) {
            return Direction.SLOWER;
        }
        return typical == Direction.FASTER || tail == Direction.FASTER ? Direction.FASTER : Direction.SAME;
    }
}
