package io.hydrophone.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "db1, db1:3306",
        "DB1:3307, db1:3307",
        "10.0.0.1:1, 10.0.0.1:1",
        "[fe80::1]:3307, [fe80::1]:3307",
        "[::1], [::1]:3306",
        "fe80::1, [fe80::1]:3306"
    })
    void addressesAreRead(String text, String address) {
        assertThat(Address.parse(text)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":3306", "db1:", "db1:0", "db1:65536", "db1:x", "d b", "AUTO;", "<NULL>:0"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aMachinesOwnAddressIsThatMachine() {
        Address local = new Address("127.0.0.1", 3307);
        assertThat(local.saidBy(new Address("db1", 3306))).isEqualTo(new Address("db1", 3307));
        assertThat(local.saidBy(new Address("localhost", 3306))).isEqualTo(local);
        assertThat(new Address("db2", 3306).saidBy(new Address("db1", 3306))).isEqualTo(new Address("db2", 3306));
    }
}
