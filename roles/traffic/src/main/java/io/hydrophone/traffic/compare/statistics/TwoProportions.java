package io.hydrophone.traffic.compare.statistics;

/** Whether something is as frequent in one sample as in another: the z test with a common variance. */
public final class TwoProportions {
    private TwoProportions() {}

    /**
     * How far the second part lies above the first, in standard deviations; 0 when both are 0 or 1.
     *
     * @param hits1 of {@code n1} in the first sample
     * @param hits2 of {@code n2} in the second
     */
    public static double z(long hits1, long n1, long hits2, long n2) {
        double part = ((double) hits1 + hits2) / ((double) n1 + n2);
        double variance = part * (1 - part) * (1.0 / n1 + 1.0 / n2);
        return variance <= 0 ? 0 : ((double) hits2 / n2 - (double) hits1 / n1) / Math.sqrt(variance);
    }
}
