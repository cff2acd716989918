package io.hydrophone.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.bench.stats.Estimate;
import org.junit.jupiter.api.Test;

class BoundTest {
    private final Estimate figure = new Estimate(0.5, 0.4, 0.6);

    @Test
    void aBoundIsMetWhenTheWholeIntervalIsOnItsGoodSide() {
        assertThat(Bound.atLeast(0.4).judge(figure)).isEqualTo(Bound.Verdict.MET);
        assertThat(Bound.atMost(0.6).judge(figure)).isEqualTo(Bound.Verdict.MET);
        assertThat(Bound.above(0.39).judge(figure)).isEqualTo(Bound.Verdict.MET);
    }

    @Test
    void aBoundInsideTheIntervalIsUnclearHoweverTheMedianLies() {
        assertThat(Bound.atLeast(0.45).judge(figure)).isEqualTo(Bound.Verdict.UNCLEAR);
        assertThat(Bound.atMost(0.55).judge(figure)).isEqualTo(Bound.Verdict.UNCLEAR);
        assertThat(Bound.above(0.4).judge(figure)).isEqualTo(Bound.Verdict.UNCLEAR);
    }

    @Test
    void aBoundBeyondTheIntervalIsMissed() {
        assertThat(Bound.atLeast(0.7).judge(figure)).isEqualTo(Bound.Verdict.MISSED);
        assertThat(Bound.atMost(0.3).judge(figure)).isEqualTo(Bound.Verdict.MISSED);
        assertThat(Bound.above(0.6).judge(figure)).isEqualTo(Bound.Verdict.MISSED);
    }
}
