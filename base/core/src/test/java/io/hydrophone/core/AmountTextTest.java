package io.hydrophone.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTextTest {
    @ParameterizedTest
    @CsvSource({
        "0s,0",
        "500ms,500",
        "1s,1000",
        "90s,90000",
        "2m,120000",
        "1h,3600000",
        "61m,3660000",
        "999999999ms,999999999"
    })
    void durations(String text, long millis) {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(DurationText.of(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1",
        "1000,1000",
        "1KiB,1024",
        "1025,1025",
        "64MiB,67108864",
        "3GiB,3221225472",
        "4096GiB,4398046511104"
    })
    void sizes(String text, long bytes) {
        assertThat(SizeText.parse(text)).isEqualTo(bytes);
        assertThat(SizeText.of(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "ms", "-1s", "1 s", "1.5s", "1d", "1S", "1000000000s", "٣s"})
    void whatIsNoDuration(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'" + text + "' is no time")
                .hasMessageContaining("ms, s, m or h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1 KiB", "1.5MiB", "1MB", "1mib", "1000000000", "1TiB"})
    void whatIsNoSize(String text) {
        assertThatThrownBy(() -> SizeText.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'" + text + "' is no size")
                .hasMessageContaining("KiB, MiB or GiB");
    }
}
