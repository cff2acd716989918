package io.hydrophone.traffic.compare.statistics;

/**
 * Wilcoxon's signed rank test of pairs: whether differences lie on one side of 0 more, and farther, than on the other. By the normal
 * approximation with the corrections for ties and continuity; pairs without a difference are left out.
 *
 * @param probability that a difference is above 0; pairs without one count half
 * @param p two-sided; 1 when no pair differs
 * @see <a href="https://doi.org/10.2307/3001968">Wilcoxon, 1945</a>
 */
public record SignedRank(double probability, double p) {
    /**
     * Tests differences that were counted in groups of ties.
     *
     * @param above how many differences above 0 are in each group, groups ascending by magnitude
     * @param below the same of those below 0
     * @param none pairs without a difference
     * @throws IllegalArgumentException when there is no pair
     */
    public static SignedRank of(long[] above, long[] below, long none) {
        double n = 0;
        double positive = 0;
        double sum = 0;
        double ties = 0;
        for (int group = 0; group < above.length; group++) {
            double tied = (double) above[group] + below[group];
            sum += above[group] * (n + (tied + 1) / 2);
            positive += above[group];
            ties += tied * tied * tied - tied;
            n += tied;
        }
        if (n + none == 0) {
            throw new IllegalArgumentException("no pairs");
        }
        double probability = (positive + none / 2.0) / (n + none);
        double variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48;
        double distance = Math.abs(sum - n * (n + 1) / 4) - 0.5;
        double p = variance <= 0 || distance <= 0 ? 1 : NormalTail.twoSided(distance / Math.sqrt(variance));
        return new SignedRank(probability, p);
    }
}
