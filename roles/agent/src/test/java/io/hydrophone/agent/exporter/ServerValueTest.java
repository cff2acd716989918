package io.hydrophone.agent.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerValueTest {
    @ParameterizedTest
    @CsvSource({
        "42, 42",
        "-1, -1",
        "0.000000, 0",
        "18446744073709551615, 18446744073709551615",
        "ON, 1",
        "Yes, 1",
        "OFF, 0",
        "DISABLED, 0",
        "Connecting, 0",
        "Primary, 1",
        "non-Primary, 0",
        "2026-11-22 11:44:48, 1795347888",
        "Nov 19 11:44:42 2036 GMT, 2110707882",
        "Nov  9 11:44:42 2036 GMT, 2109843882",
    })
    void numbersSwitchesAndDates(String text, double value) {
        assertThat(ServerValue.of(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.11.6-MariaDB",
                "5.7.22",
                "binlog.000001",
                "1d",
                "NaN",
                "2026-13-22 11:44:48",
                "REPEATABLE-READ"
            })
    void textsAreNone(String text) {
        assertThat(ServerValue.of(text)).isNaN();
    }
}
