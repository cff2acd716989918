package io.hydrophone.probe.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OwedTest {
    private final Owed owed = new Owed();

    @Test
    void whatIsOnTheDiskIsConfirmedUpToTheLast() {
        owed.add(1, "a", 101);
        owed.add(2, "a", 102);
        owed.add(3, "a", 103);
        assertThat(owed.settle(2)).isEqualTo(Map.of("a", 102L));
        assertThat(owed.settle(2)).isEmpty();
        assertThat(owed.settle(9)).isEqualTo(Map.of("a", 103L));
    }

    @Test
    void anEntryOfAFormerMasterIsNotConfirmedToTheNext() {
        owed.add(1, "a", 5_000);
        owed.add(2, "b", 7);
        assertThat(owed.settle(1)).isEqualTo(Map.of("a", 5_000L));
        assertThat(owed.settle(2)).isEqualTo(Map.of("b", 7L));
    }

    @Test
    void nothingIsConfirmedBeforeAFailure() {
        owed.add(1, "a", 101);
        owed.clear();
        owed.add(2, "a", 103);
        assertThat(owed.settle(1)).isEmpty();
    }
}
