package io.hydrophone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "8667, 127.0.0.1, 8667",
        ":8667, 127.0.0.1, 8667",
        "0.0.0.0:80, 0.0.0.0, 80",
        "db1.example:1, db1.example, 1",
        "[::1]:8667, ::1, 8667"
    })
    void readsHostAndPort(String text, String host, int port) {
        assertThat(ListenAddress.parse(text)).isEqualTo(new ListenAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "host:", "::1", "::1:80", "host:65536", "host:-1", " :80", "[]:80"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("127.0.0.1:8667");
    }

    @Test
    void knowsWhatIsLocal() {
        assertThat(ListenAddress.parse("127.3.2.1:1").isLoopback()).isTrue();
        assertThat(ListenAddress.parse("[::1]:1").isLoopback()).isTrue();
        assertThat(ListenAddress.parse("localhost:1").isLoopback()).isTrue();
        assertThat(ListenAddress.parse("0.0.0.0:1").isLoopback()).isFalse();
        assertThat(ListenAddress.parse("[::]:1").isLoopback()).isFalse();
    }
}
