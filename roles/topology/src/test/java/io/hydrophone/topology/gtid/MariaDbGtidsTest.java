package io.hydrophone.topology.gtid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MariaDbGtidsTest {
    private static MariaDbGtids list(String text) {
        return MariaDbGtids.parse(text);
    }

    @Test
    void listsAreReadInAnyOrder() {
        assertThat(list("1-2-7, 0-1-42,\n0-1-42").toString()).isEqualTo("0-1-42,1-2-7");
        assertThat(list("0-4294967295-18446744073709551615").toString()).isEqualTo("0-4294967295-18446744073709551615");
        assertThat(list("").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0-1", "0-1-2-3", "0--1", "a-1-2", "0-4294967296-1", "0-1-18446744073709551616", ",", "0-1-2,"})
    void whatIsNoListIsRefused(String text) {
        assertThatThrownBy(() -> list(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("bad-gtid-list"));
    }

    @Test
    void missingTransactionsAreCountedByDomain() {
        MariaDbGtids replica = list("0-1-40,2-9-9");
        MariaDbGtids source = list("0-1-42,1-2-7,2-8-9");
        assertThat(replica.missing(source)).isEqualTo(Map.of(0L, 2L, 1L, 7L));
        assertThat(replica.missingCount(source)).isEqualTo(9);
        assertThat(source.missingCount(replica)).isZero();
    }

    @Test
    void whatIsBeyondASourceDidNotComeFromIt() {
        MariaDbGtids replica = list("0-1-40,0-2-41,1-1-3");
        MariaDbGtids source = list("0-1-45,1-1-2");
        assertThat(replica.beyond(source).toString()).isEqualTo("0-2-41,1-1-3");
        assertThat(replica.ofServer(2, false).toString()).isEqualTo("0-1-40,1-1-3");
        assertThat(replica.ofServer(2, true).toString()).isEqualTo("0-2-41");
    }
}
