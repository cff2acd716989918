package io.hydrophone.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbbaOrderTest {
    private final StringBuilder order = new StringBuilder();

    @Test
    void pairsRunInAbbaOrder() throws Exception {
        AbbaOrder.measure(4, run('A', 1), run('B', 1));

        assertThat(order).hasToString("ABBAABBA");
    }

    @Test
    void eachSideKeepsItsOwnFiguresWhicheverRanFirst() throws Exception {
        PairedSamples samples = AbbaOrder.measure(3, run('A', 6), run('B', 2));

        assertThat(samples.a()).containsExactly(6, 6, 6);
        assertThat(samples.b()).containsExactly(2, 2, 2);
        assertThat(samples.ratio()).isEqualTo(Estimate.exact(3));
    }

    private AbbaOrder.Run run(char name, double figure) {
        return () -> {
            order.append(name);
            return figure;
        };
    }
}
