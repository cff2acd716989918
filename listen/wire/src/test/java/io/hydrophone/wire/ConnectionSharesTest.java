package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionSharesTest {
    private final ConnectionShares shares = new ConnectionShares(3);

    @Test
    void connectionsGoToEachInTurn() {
        int[] met = IntStream.of(7, -9, 7, 12_345, 3).map(shares::share).toArray();

        assertThat(met).containsExactly(0, 1, 0, 2, 0);
    }

    @Test
    void aConnectionStaysWhereItIs() {
        int first = shares.share(-77);
        IntStream.range(0, 1000).forEach(shares::share);

        assertThat(shares.share(-77)).isEqualTo(first);
    }
}
