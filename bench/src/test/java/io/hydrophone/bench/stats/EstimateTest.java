package io.hydrophone.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Estimate.medianOf(9, 1, 5)).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Estimate.medianOf(9, 1, 5, 6)).isEqualTo(5.5);
    }

    @Test
    void noSamplesHaveNoMedian() {
        assertThatThrownBy(Estimate::medianOf).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSamplesStayInTheirOrder() {
        double[] samples = {3, 1, 2};
        Estimate.ofMedian(samples);
        assertThat(samples).containsExactly(3, 1, 2);
    }

    @Test
    void theSameSamplesGiveTheSameInterval() {
        double[] samples = normal(1, 15);
        assertThat(Estimate.ofMedian(samples)).isEqualTo(Estimate.ofMedian(samples));
    }

    @Test
    void equalSamplesHaveAnIntervalWithoutWidth() {
        assertThat(Estimate.ofMedian(2, 2, 2, 2)).isEqualTo(Estimate.exact(2));
    }

    /** The interval is called 95 %: over many experiments of 15 it must hold the true median about that often. */
    @Test
    void theIntervalHoldsTheTrueMedianInAboutNineteenExperimentsOfTwenty() {
        int experiments = 300;
        int held = 0;
        for (int seed = 0; seed < experiments; seed++) {
            Estimate estimate = Estimate.ofMedian(normal(seed, 15));
            if (estimate.low() <= 0 && 0 <= estimate.high()) {
                held++;
            }
        }
        assertThat(held / (double) experiments).isBetween(0.91, 0.99);
    }

    private static double[] normal(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] samples = new double[size];
        for (int i = 0; i < size; i++) {
            samples[i] = random.nextGaussian();
        }
        return samples;
    }
}
