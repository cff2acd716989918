package io.hydrophone.traffic.compare.statistics;

/**
 * The Mann–Whitney U test (Wilcoxon's rank sum test): whether values of one sample tend to be larger than those of another. It asks for
 * no distribution, and one value that is far out weighs no more than its rank. By the normal approximation with the corrections for ties
 * and continuity.
 *
 * @param probability that a value of the second sample is larger than one of the first, ties counted half: U / (n₁ n₂)
 * @param p two-sided; 1 when all values are tied
 * @see <a href="https://doi.org/10.1214/aoms/1177730491">Mann and Whitney, 1947</a>
 */
public record RankSum(double probability, double p) {
    /**
     * Tests two samples that were counted in the same groups of ties.
     *
     * @param first how many values of the first sample are in each group, groups ascending
     * @param second the same of the second
     * @throws IllegalArgumentException when a sample is empty
     */
    public static RankSum of(long[] first, long[] second) {
        double below = 0;
        double n2 = 0;
        double u = 0;
        double ties = 0;
        for (int group = 0; group < first.length; group++) {
            u += second[group] * (below + first[group] / 2.0);
            below += first[group];
            n2 += second[group];
            double tied = (double) first[group] + second[group];
            ties += tied * tied * tied - tied;
        }
        double n1 = below;
        if (n1 == 0 || n2 == 0) {
            throw new IllegalArgumentException("samples of " + n1 + " and " + n2);
        }
        double n = n1 + n2;
        double variance = n1 * n2 / 12 * (n + 1 - ties / (n * (n - 1)));
        double distance = Math.abs(u - n1 * n2 / 2) - 0.5;
        double p = variance <= 0 || distance <= 0 ? 1 : NormalTail.twoSided(distance / Math.sqrt(variance));
        return new RankSum(u / (n1 * n2), p);
    }
}
