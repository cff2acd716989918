package io.hydrophone.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PairedSamplesTest {
    /** A slow moment of the machine hits both of a pair: the ratio of each pair stays, that of the medians would not. */
    @Test
    void theRatioIsTakenPairByPair() {
        PairedSamples samples = new PairedSamples(new double[] {1, 10, 3}, new double[] {2, 20, 6});

        assertThat(samples.ratio()).isEqualTo(Estimate.exact(0.5));
    }

    @Test
    void sidesOfDifferentLengthAreNoPairs() {
        assertThatThrownBy(() -> new PairedSamples(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
