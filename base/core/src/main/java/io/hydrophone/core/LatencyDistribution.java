package io.hydrophone.core;

/**
 * How long things took: durations in nanoseconds, counted in the buckets of a base-2 exponential histogram of scale 4.
 *
 * <p>Bucket {@code i} holds what is above {@code 2^(i/16)} and at most {@code 2^((i+1)/16)}, as in OpenTelemetry and in
 * Prometheus' native histograms (schema 4), so that an export copies the counts; durations of 0 are counted apart.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram">Exponential histogram</a>
 */
public sealed interface LatencyDistribution permits LatencyHistogram, SparseHistogram {
    /** Buckets an octave are {@code 2^SCALE}. */
    int SCALE = 4;

    /** Durations counted, 0 or more. */
    long count();

    /** Their exact sum. */
    long sum();

    /** The exact shortest one; −1 when there are none. */
    long min();

    /** The exact longest one; −1 when there are none. */
    long max();

    /** Those of 0 ns. */
    long zeroCount();

    /**
     * The duration that the fraction {@code q} of all did not exceed: of rank {@code ceil(q * count)}, from 1, within
     * 2.2 % (and half a nanosecond of rounding) of the exact one and never outside of {@link #min()} and {@link #max()}; −1 when there are none.
     *
     * @param q 0 to 1
     */
    long quantile(double q);

    /** How many were at most {@code nanos}; exact but for the bucket that holds the limit, which is shared out evenly. */
    long countAtMost(long nanos);

    /** Calls back with each bucket that is not empty, in ascending order, without the zeros. */
    void forEachBucket(BucketConsumer consumer);

    /** A bucket's exclusive lower bound in nanoseconds. */
    static double lowerBound(int index) {
        return Math.pow(2, (double) index / (1 << SCALE));
    }

    /** A bucket's inclusive upper bound in nanoseconds. */
    static double upperBound(int index) {
        return lowerBound(index + 1);
    }

    /** Receives buckets. */
    @FunctionalInterface
    interface BucketConsumer {
        void bucket(int index, long count);
    }
}
