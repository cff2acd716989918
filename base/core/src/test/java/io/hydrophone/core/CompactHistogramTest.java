package io.hydrophone.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactHistogramTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSumIsThatOfAnOrdinaryHistogram(long seed) {
        Random random = new Random(seed);
        CompactHistogram compact = new CompactHistogram();
        LatencyHistogram ordinary = new LatencyHistogram();
        for (int part = random.nextInt(20); part >= 0; part--) {
            LatencyHistogram more = new LatencyHistogram();
            for (int i = random.nextInt(50); i > 0; i--) {
                more.record(random.nextInt(10) == 0 ? 0 : random.nextLong(1L << (1 + random.nextInt(50))));
            }
            compact.add(more);
            ordinary.merge(more);
            assertThat(all(compact.distribution())).isEqualTo(all(ordinary));
        }
    }

    @Test
    void countsBeyondFourBytesStayExact() {
        LatencyDistribution many = LatencyHistogram.of(0, 30L << 30, 10, 10, new int[] {53}, new long[] {3L << 30});
        CompactHistogram compact = new CompactHistogram();
        compact.add(many);
        compact.add(many);
        LatencyHistogram one = new LatencyHistogram();
        one.record(1_000_000);
        compact.add(one);
        assertThat(compact.count()).isEqualTo((6L << 30) + 1);
        assertThat(compact.distribution().quantile(0.5)).isEqualTo(10);
        assertThat(compact.distribution().max()).isEqualTo(1_000_000);
    }

    private static List<Object> all(LatencyDistribution of) {
        List<Object> all = new ArrayList<>(List.of(of.count(), of.sum(), of.min(), of.max(), of.zeroCount()));
        of.forEachBucket((index, count) -> all.add(index + ":" + count));
        return all;
    }
}
