package io.hydrophone.traffic.compare.statistics;

/** The tails of the standard normal distribution. */
public final class NormalTail {
    private static final double SERIES_BELOW = 3;
    private static final int TERMS = 60;

    private NormalTail() {}

    /** The probability of a value that lies as far from 0 as this one or farther, on either side. */
    public static double twoSided(double z) {
        return Math.min(1, 2 * upper(Math.abs(z)));
    }

    /**
     * By a series where it converges fast, else by a continued fraction, which keeps its relative precision far out.
     *
     * @see <a href="https://personal.math.ubc.ca/~cbm/aands/page_932.htm">Abramowitz and Stegun 26.2.11, 26.2.14</a>
     */
    private static double upper(double z) {
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        if (z < SERIES_BELOW) {
            double term = z;
            double sum = z;
            for (int k = 1; k < TERMS; k++) {
                term *= z * z / (2 * k + 1);
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = z;
        for (int k = TERMS; k > 0; k--) {
            fraction = z + k / fraction;
        }
        return density / fraction;
    }
}
