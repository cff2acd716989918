package io.hydrophone.bench.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A median and the 95 % interval of it by the percentile bootstrap (B. Efron, "Bootstrap Methods: Another Look at the
 * Jackknife", 1979). The generator is seeded: the same samples give the same interval.
 */
public record Estimate(double median, double low, double high) {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_261_121;

    /** Of at least one sample, in any order. */
    public static Estimate ofMedian(double... samples) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] medians = new double[RESAMPLES];
        double[] drawn = new double[samples.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int k = 0; k < drawn.length; k++) {
                drawn[k] = samples[random.nextInt(samples.length)];
            }
            medians[i] = medianOf(drawn);
        }
        Arrays.sort(medians);
        int cut = RESAMPLES * 25 / 1000;
        return new Estimate(medianOf(samples), medians[cut], medians[RESAMPLES - 1 - cut]);
    }

    /** A figure that was counted, not sampled. */
    public static Estimate exact(double value) {
        return new Estimate(value, value, value);
    }

    static double medianOf(double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("no samples");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
