package io.hydrophone.traffic.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.LatencyHistogram;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often chance is taken for a difference, and a difference for chance: with heavy-tailed latencies, and a fixed seed. */
class ChanceTest {
    private static final int RUNS = 2_000;

    private final Random random = new Random(20261122);

    @ParameterizedTest
    @EnumSource(Pairing.class)
    void testsOfWhatIsTheSameAreBelowFivePercentInFivePercent(Pairing pairing) {
        int typical = 0;
        int tail = 0;
        for (int run = 0; run < RUNS; run++) {
            LatencyTest test = test(pairing, 400, 1);
            typical += test.p() < 0.05 ? 1 : 0;
            tail += test.tailP() < 0.05 ? 1 : 0;
        }
        assertThat((double) typical / RUNS).isBetween(0.035, 0.065);
        // Commands that are slow on both sides are not told apart from chance: of pairs it errs on the safe side.
        assertThat((double) tail / RUNS).isBetween(pairing == Pairing.COMMANDS ? 0 : 0.035, 0.065);
    }

    /** A thousand statements that did not change, and none of them is told. */
    @ParameterizedTest
    @EnumSource(Pairing.class)
    void ofManyStatementsNoneIsToldByChance(Pairing pairing) {
        Comparison comparison = new Comparison(pairing);
        for (int statement = 0; statement < 1_000; statement++) {
            Outcomes.Statement asked = Answers.query("SELECT 1 FROM t" + statement);
            for (int i = 0; i < 40; i++) {
                long kept = micros(300, 1);
                long before = Math.round(kept * Math.exp(0.3 * random.nextGaussian()));
                long after = Math.round(kept * Math.exp(0.3 * random.nextGaussian()));
                if (pairing == Pairing.COMMANDS) {
                    comparison.answered(asked, Answers.ok(before), Answers.ok(after));
                } else {
                    comparison.source(asked, Answers.ok(before));
                    comparison.target(asked, Answers.ok(after));
                }
            }
        }
        ComparisonReport report = comparison.report("a", "b", java.util.List.of());

        assertThat(report.statements()).hasSize(1_000);
        assertThat(report.verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void pairsShowASmallerDifferenceThanSamples() {
        int byPairs = 0;
        int bySamples = 0;
        for (int run = 0; run < 200; run++) {
            byPairs += test(Pairing.COMMANDS, 100, 1.2).p() < 0.01 ? 1 : 0;
            bySamples += test(Pairing.SAMPLES, 100, 1.2).p() < 0.01 ? 1 : 0;
        }
        assertThat(byPairs).isGreaterThan(170);
        assertThat(bySamples).isLessThan(100);
    }

    @Test
    void theMedianRatioIsThatOfThePairs() {
        assertThat(test(Pairing.COMMANDS, 5_000, 1.5).ratio()).isBetween(1.43, 1.57);
        assertThat(test(Pairing.COMMANDS, 5_000, 0.5).ratio()).isBetween(0.47, 0.53);
        assertThat(test(Pairing.SAMPLES, 5_000, 1.5).ratio()).isBetween(1.35, 1.65);
    }

    private LatencyTest test(Pairing pairing, int count, double times) {
        LatencyHistogram source = new LatencyHistogram();
        LatencyHistogram target = new LatencyHistogram();
        RatioHistogram ratios = new RatioHistogram();
        for (int i = 0; i < count; i++) {
            double kept = 300_000 * Math.exp(random.nextGaussian());
            double other = pairing == Pairing.COMMANDS ? kept : 300_000 * Math.exp(random.nextGaussian());
            long before = Math.round(kept * Math.exp(0.3 * random.nextGaussian()));
            long after = Math.round(times * other * Math.exp(0.3 * random.nextGaussian()));
            source.record(before);
            target.record(after);
            ratios.record(before, after);
        }
        return LatencyTest.of(pairing, ratios, source, target);
    }

    private long micros(double median, double spread) {
        return Math.round(median * Math.exp(spread * random.nextGaussian()));
    }
}
