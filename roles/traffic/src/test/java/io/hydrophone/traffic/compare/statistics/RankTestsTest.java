package io.hydrophone.traffic.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against published examples, and where a book gives only the exact test, against SciPy 1.17's normal approximation. */
class RankTestsTest {
    /** Hollander and Wolfe (1973), table 4.1: permeability of placentas at term, and at 12 to 26 weeks. W = 35, or 15 seen from the other side. */
    @Test
    void rankSumOfHollandersPlacentas() {
        RankSum test = rankSum(
                new double[] {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46},
                new double[] {1.15, 0.88, 0.90, 0.74, 1.21});

        assertThat(test.probability()).isEqualTo(15.0 / 50);
        assertThat(test.p()).isCloseTo(0.24462360512698333, within(1e-12));
    }

    @Test
    void rankSumWithManyTies() {
        double[] x = {2, 4, 4, 5, 6, 6, 6, 8, 9, 9};
        double[] y = {5, 6, 7, 8, 8, 9, 9, 10, 11, 12, 12};

        assertThat(rankSum(x, y).probability()).isCloseTo(89.0 / 110, within(1e-12));
        assertThat(rankSum(x, y).p()).isCloseTo(0.01731477863030152, within(1e-12));
        assertThat(rankSum(y, x).p()).isCloseTo(0.01731477863030152, within(1e-12));
        assertThat(rankSum(y, x).probability()).isCloseTo(21.0 / 110, within(1e-12));
    }

    /** Hollander and Wolfe (1973), table 3.1: depression before and after therapy. V = 40 of 45. */
    @Test
    void signedRankOfHollandersPatients() {
        double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
        double[] differences = new double[before.length];
        Arrays.setAll(differences, i -> before[i] - after[i]);

        assertThat(signedRank(differences).p()).isCloseTo(0.04401098401295143, within(1e-12));
        assertThat(signedRank(differences).probability()).isCloseTo(7.0 / 9, within(1e-12));
    }

    @Test
    void signedRankWithTiesAndPairsThatDoNotDiffer() {
        SignedRank test = signedRank(new double[] {3, -1, 2, 2, -2, 5, 0, 4, -3, 6, 1, 1, 0, -1});

        assertThat(test.p()).isCloseTo(0.13383298459147794, within(1e-12));
        assertThat(test.probability()).isCloseTo((8 + 1.0) / 14, within(1e-12));
    }

    @Test
    void whatIsTheSameOnBothSidesIsNoDifference() {
        assertThat(RankSum.of(new long[] {0, 1_000}, new long[] {0, 30})).isEqualTo(new RankSum(0.5, 1));
        assertThat(SignedRank.of(new long[4], new long[4], 99)).isEqualTo(new SignedRank(0.5, 1));
        assertThatThrownBy(() -> RankSum.of(new long[] {1}, new long[] {0})).hasMessageContaining("1.0 and 0.0");
        assertThatThrownBy(() -> SignedRank.of(new long[1], new long[1], 0)).hasMessage("no pairs");
    }

    @Test
    void hundredsOfMillionsOfValuesDoNotOverflow() {
        RankSum same = RankSum.of(new long[] {500_000_000, 500_000_000}, new long[] {500_000_000, 500_000_000});
        assertThat(same.probability()).isEqualTo(0.5);
        assertThat(same.p()).isEqualTo(1);
        RankSum other = RankSum.of(new long[] {500_000_000, 500_000_000}, new long[] {499_000_000, 501_000_000});
        assertThat(other.probability()).isCloseTo(0.5005, within(1e-9));
        assertThat(other.p()).isLessThan(1e-100);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1", "0.5, 0.6170750774519738", "-1.96, 0.04999579029644087", "2.999, 0.0027086730674542115",
        "3, 0.0026997960632601866", "5, 5.733031437583866e-07", "10, 1.523970604832094e-23",
                "-30, 9.813427854295816e-198"
    })
    void theNormalsTailsKeepTheirPrecision(double z, double p) {
        assertThat(NormalTail.twoSided(z)).isCloseTo(p, within(p * 1e-11));
    }

    /** Benjamini and Hochberg (1995), section 4.1: fifteen tests, of which the first four are told at 0.05, and no fifth. */
    @Test
    void falseDiscoveriesOfTheirPaper() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1
        };
        double[] q = FalseDiscovery.adjust(p);

        assertThat(q[0]).isCloseTo(0.0015, within(1e-12));
        assertThat(q[3]).isCloseTo(0.035625, within(1e-12));
        assertThat(q[4]).isCloseTo(0.0603, within(1e-12));
        assertThat(q[5]).isEqualTo(q[6]).isCloseTo(0.0638571428571, within(1e-12));
        assertThat(Arrays.stream(q).filter(value -> value < 0.05)).hasSize(4);
    }

    @Test
    void whatWasNotTestedDoesNotCount() {
        assertThat(FalseDiscovery.adjust(new double[] {Double.NaN, 0.02, Double.NaN, 0.01}))
                .containsExactly(Double.NaN, 0.02, Double.NaN, 0.02);
        assertThat(FalseDiscovery.adjust(new double[0])).isEmpty();
    }

    @Test
    void proportionsAgainstTheTextbooksFormula() {
        assertThat(TwoProportions.z(15, 100, 30, 100)).isCloseTo(2.5400025, within(1e-6));
        assertThat(TwoProportions.z(0, 10, 0, 20)).isZero();
        assertThat(TwoProportions.z(10, 10, 20, 20)).isZero();
    }

    private static RankSum rankSum(double[] first, double[] second) {
        double[] values = java.util.stream.DoubleStream.concat(Arrays.stream(first), Arrays.stream(second))
                .sorted()
                .distinct()
                .toArray();
        return RankSum.of(counts(first, values), counts(second, values));
    }

    private static SignedRank signedRank(double[] differences) {
        double[] magnitudes = Arrays.stream(differences)
                .map(Math::abs)
                .filter(value -> value > 0)
                .sorted()
                .distinct()
                .toArray();
        double[] above = Arrays.stream(differences).filter(value -> value > 0).toArray();
        double[] below = Arrays.stream(differences)
                .filter(value -> value < 0)
                .map(Math::abs)
                .toArray();
        long none = (long) differences.length - above.length - below.length;
        return SignedRank.of(counts(above, magnitudes), counts(below, magnitudes), none);
    }

    private static long[] counts(double[] values, double[] groups) {
        long[] counts = new long[groups.length];
        for (double value : values) {
            counts[Arrays.binarySearch(groups, value)]++;
        }
        return counts;
    }
}
