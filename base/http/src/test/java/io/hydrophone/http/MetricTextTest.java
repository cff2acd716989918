package io.hydrophone.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.LatencyHistogram;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTextTest {
    @Test
    void escapesWhatTheFormatEscapes() {
        String text = text(new MetricText().counter("a_total", "Help.").value(1, "db", "a\"b\\c\nd"));
        assertThat(text).isEqualTo("""
                # HELP a_total Help.
                # TYPE a_total counter
                a_total{db="a\\"b\\\\c\\nd"} 1
                """);
    }

    @Test
    void bucketsAreCumulative() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long millis : new long[] {1, 2, 30, 4_000}) {
            histogram.record(millis * 1_000_000);
        }
        List<MetricText.Bound> bounds =
                List.of(new MetricText.Bound(10_000_000, "0.01"), new MetricText.Bound(1_000_000_000, "1"));
        String text =
                text(new MetricText().histogram("t_seconds", "Help.").distribution(histogram, bounds, 1e9, "s", "x"));
        assertThat(text).isEqualTo("""
                # HELP t_seconds Help.
                # TYPE t_seconds histogram
                t_seconds_bucket{s="x",le="0.01"} 2
                t_seconds_bucket{s="x",le="1"} 3
                t_seconds_bucket{s="x",le="+Inf"} 4
                t_seconds_sum{s="x"} 4.033
                t_seconds_count{s="x"} 4
                """);
    }

    private static String text(MetricText text) {
        return new String(text.bytes(), StandardCharsets.UTF_8);
    }
}
