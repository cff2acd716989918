package io.hydrophone.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private static final double[] QUANTILES = {0, 0.001, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1};

    @Test
    void anEmptyOneKnowsNothing() {
        LatencyHistogram histogram = new LatencyHistogram();

        assertThat(histogram.count()).isZero();
        assertThat(histogram.min()).isEqualTo(-1);
        assertThat(histogram.max()).isEqualTo(-1);
        assertThat(histogram.quantile(0.5)).isEqualTo(-1);
        assertThat(histogram.countAtMost(1)).isZero();
    }

    @RepeatedTest(200)
    void everyQuantileIsWithinItsErrorOfTheExactOne(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        long[] values = anything(random, 1 + random.nextInt(2_000));
        LatencyHistogram histogram = histogramOf(values);
        Arrays.sort(values);

        for (double q : QUANTILES) {
            long exact = values[Math.clamp((long) Math.ceil(q * values.length), 1, values.length) - 1];
            assertThat((double) histogram.quantile(q))
                    .describedAs("q %s of %d values", q, values.length)
                    .isBetween(exact * 0.978 - 0.5, exact * 1.022 + 0.5)
                    .isBetween((double) values[0], (double) values[values.length - 1]);
        }
    }

    @RepeatedTest(200)
    void mergingIsTheSameAsRecordingTheUnion(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        long[] left = anything(random, random.nextInt(300));
        long[] right = anything(random, random.nextInt(300));
        LatencyHistogram union = histogramOf(left);
        for (long value : right) {
            union.record(value);
        }

        LatencyHistogram merged = histogramOf(left);
        merged.merge(histogramOf(right));

        assertThat(contents(merged)).isEqualTo(contents(union));
    }

    /** Oracle: the definition of the buckets, in arbitrary precision: 2^i < v^16 <= 2^(i+1). */
    @RepeatedTest(50)
    void bucketsHaveTheBoundariesOfTheSpecification(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        for (int i = 0; i < 200; i++) {
            // At and around every real boundary, and anywhere.
            int index = random.nextInt(63 * 16);
            long boundary = sixteenthRootOfTwoTo(index);
            long value = Math.max(1, boundary + random.nextInt(-1, 2));
            assertIndex(value);
            assertIndex(1 + (random.nextLong() & Long.MAX_VALUE) % Long.MAX_VALUE);
        }
    }

    @Test
    void theExtremesOfLongHaveBuckets() {
        assertIndex(1);
        assertIndex(2);
        assertIndex(3);
        assertIndex(Long.MAX_VALUE);
    }

    @Test
    void zeroAndNegativeDurationsAreCountedAsZero() {
        LatencyHistogram histogram = histogramOf(0, -5, 7);

        assertThat(histogram.zeroCount()).isEqualTo(2);
        assertThat(histogram.min()).isZero();
        assertThat(histogram.sum()).isEqualTo(7);
        assertThat(histogram.quantile(0.5)).isZero();
    }

    @Test
    void countAtMostIsExactOutsideOfTheBucketOfTheLimit() {
        LatencyHistogram histogram = histogramOf(0, 10, 1_000, 5_000_000, 5_000_000_000L);

        assertThat(histogram.countAtMost(-1)).isZero();
        assertThat(histogram.countAtMost(0)).isEqualTo(1);
        assertThat(histogram.countAtMost(500)).isEqualTo(2);
        assertThat(histogram.countAtMost(1_000_000)).isEqualTo(3);
        assertThat(histogram.countAtMost(10_000_000)).isEqualTo(4);
        assertThat(histogram.countAtMost(5_000_000_000L)).isEqualTo(5);
    }

    @Test
    void countAtMostSharesOutTheBucketOfTheLimit() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long value = 1; value <= 100_000; value++) {
            histogram.record(value);
        }

        for (long limit = 1_000; limit < 80_000; limit += 777) {
            assertThat((double) histogram.countAtMost(limit)).isCloseTo((double) limit, within(limit * 0.001 + 1));
        }
    }

    @Test
    void aSnapshotIsNotChangedByWhatFollows() {
        LatencyHistogram histogram = histogramOf(5, 6);
        LatencyDistribution snapshot = histogram.snapshot();

        histogram.record(7);
        histogram.reset();

        assertThat(snapshot.count()).isEqualTo(2);
        assertThat(snapshot.max()).isEqualTo(6);
        assertThat(histogram.count()).isZero();
        histogram.record(9);
        assertThat(contents(histogram)).isEqualTo(contents(histogramOf(9)));
    }

    private static void assertIndex(long value) {
        int index = LatencyHistogram.index(value);
        BigInteger power = BigInteger.valueOf(value).pow(16);
        if (index >= 0) {
            assertThat(power).isGreaterThan(BigInteger.TWO.pow(index));
        }
        assertThat(power).isLessThanOrEqualTo(BigInteger.TWO.pow(index + 1));
        assertThat(index).isGreaterThanOrEqualTo(-1);
    }

    private static long sixteenthRootOfTwoTo(int index) {
        BigDecimal root = BigDecimal.valueOf(2).pow(index, MathContext.DECIMAL128);
        for (int i = 0; i < 4; i++) {
            root = root.sqrt(MathContext.DECIMAL128);
        }
        return root.longValue();
    }

    private static LatencyHistogram histogramOf(long... values) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long value : values) {
            histogram.record(value);
        }
        return histogram;
    }

    /** Values over all magnitudes below 2^50 (13 days), among them zeros. */
    private static long[] anything(SplittableRandom random, int count) {
        int widest = 1 + random.nextInt(50);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextLong() >>> (63 - random.nextInt(widest)) >>> 1;
        }
        return values;
    }

    private static String contents(LatencyDistribution histogram) {
        TreeMap<Integer, Long> buckets = new TreeMap<>();
        histogram.forEachBucket((index, count) -> buckets.put(index, count));
        return "count " + histogram.count() + " sum " + histogram.sum() + " min " + histogram.min() + " max "
                + histogram.max() + " zeros " + histogram.zeroCount() + " " + buckets;
    }
}
