package io.hydrophone.agent.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramTest {
    @ParameterizedTest
    @CsvSource({"0.000001, 1e-06", "0.0001, 0.0001", "1, 1", "100000, 100000", "1000000, 1e+06", "2500000, 2.5e+06"})
    void boundsAreWrittenAsMysqldExporterDoes(double bound, String written) {
        assertThat(Histogram.bound(bound)).isEqualTo(written);
    }
}
