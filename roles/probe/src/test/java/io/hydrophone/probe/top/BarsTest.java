package io.hydrophone.probe.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.LatencyHistogram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BarsTest {
    @Test
    void theHighestFillsItsCellAndNothingIsBlank() {
        assertThat(Bars.upright(List.of(0L, 1L, 50L, 100L), 6, Long::longValue)).isEqualTo("   ▁▄█");
        assertThat(Bars.upright(List.of(9L, 9L, 9L), 2, Long::longValue)).hasSize(2);
    }

    @Test
    void whatIsThereIsSeen() {
        assertThat(Bars.across(1, 4)).isEqualTo("████");
        assertThat(Bars.across(0.5, 4)).isEqualTo("██");
        assertThat(Bars.across(0.001, 4)).isEqualTo("▏");
        assertThat(Bars.across(0, 4)).isEmpty();
    }

    @Test
    void octavesHaveNoHoles() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(1_000);
        histogram.record(1_024); // the upper bound of its octave, inclusive
        histogram.record(5_000);
        assertThat(Bars.octaves(histogram)).isEqualTo(Map.of(9, 2L, 10, 0L, 11, 0L, 12, 1L));
    }
}
