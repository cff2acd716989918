package io.hydrophone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVersionTest {
    @ParameterizedTest
    @CsvSource({
        "5.7.44-log, MySQL Community Server (GPL), MySQL 5.7.44",
        "8.0.36-28, 'Percona Server (GPL), Release 28', Percona Server 8.0.36",
        "8.4.3, MySQL Community Server - GPL, MySQL 8.4.3",
        "9.7.4-2, (Debian), MySQL 9.7.4",
        "10.11.6-MariaDB-0+deb12u1, Debian 12, MariaDB 10.11.6",
        "5.5.5-10.6.18-MariaDB-log, MariaDB Server, MariaDB 10.6.18",
        "11.8.2, MariaDB Server, MariaDB 11.8.2",
        "8.0, Source distribution, MySQL 8.0.0",
    })
    void knowsWhoseServerItIs(String version, String comment, String expected) {
        assertThat(ServerVersion.parse(version, comment)).hasToString(expected);
    }

    @Test
    void comparesNumberByNumber() {
        ServerVersion version = ServerVersion.parse("8.0.22", "");
        assertThat(version.isAtLeast(8, 0, 22)).isTrue();
        assertThat(version.isAtLeast(8, 0, 23)).isFalse();
        assertThat(version.isAtLeast(5, 7, 44)).isTrue();
        assertThat(version.isAtLeast(8, 4, 0)).isFalse();
        assertThat(version.isAtLeast(9, 0, 0)).isFalse();
    }

    @Test
    void whatHasNoVersionIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerVersion.parse("proxy", ""));
    }
}
