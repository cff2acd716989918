package io.hydrophone.topology.gtid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GtidSetTest {
    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

    private static GtidSet set(String text) {
        return GtidSet.parse(text.replace("A", A).replace("B", B));
    }

    private static String text(GtidSet set) {
        return set.toString().replace(A, "A").replace(B, "B");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A:1-5                      | A:1-5
            A:1                        | A:1
            A:1-1                      | A:1
            A:3-5:1-2                  | A:1-5
            A:1-5:3-9:11               | A:1-9:11
            B:1,A:2                    | A:2,B:1
            A:1 - 3 : 7 , B:1          | A:1-3:7,B:1
            A:blue:1-3:5:2             | A:blue:1-3:5:2
            A:blue:1:blue:2            | A:blue:1-2
            A:_x9:4,A:1                | A:1:_x9:4
            ,,A:1,                     | A:1
            A:1,A:2                    | A:1-2
            A:9223372036854775806      | A:9223372036854775806
            """)
    void setsAreWrittenAsMySqlWritesThem(String given, String written) {
        // A tag keeps for what follows it.
        String expected = written.equals("A:blue:1-3:5:2") ? "A:blue:1-3:5" : written;
        assertThat(text(set(given))).isEqualTo(expected);
    }

    @Test
    void upperCaseIsLowerCase() {
        assertThat(GtidSet.parse("3E11FA47-71CA-11E1-9E33-C80AA9429562:Blue:1")).isEqualTo(set("A:blue:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "A:",
                "A:0",
                "A:1-",
                "A:-1",
                "A:1;B:1",
                "A:x",
                "A:x:y:1",
                "A:1:x",
                "A:9223372036854775807",
                "A:99999999999999999999999",
                "A:a12345678901234567890123456789012:1",
                "3e11fa47:1",
                "{A}:1"
            })
    void whatIsNoSetIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> set(text)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("bad-gtid-set");
            assertThat(e.problem().where()).startsWith("character ");
        });
    }

    @Test
    void whatIsWrongIsShown() {
        assertThatThrownBy(() -> set("A:1-x")).hasMessageContaining("a number from 1 is expected, and there is 'x'");
        assertThatThrownBy(() -> set("A:1-")).hasMessageContaining("there is the end");
    }

    @Test
    void setsThatAreTooLargeAreRefused() {
        String many = IntStream.rangeClosed(1, 1_000_001)
                .mapToObj(i -> Long.toString(2L * i))
                .collect(Collectors.joining(":", A + ":", ""));
        assertThatThrownBy(() -> GtidSet.parse(many)).hasMessageContaining("more than 1000000 intervals");
    }

    @ParameterizedTest
    @CsvSource({
        "A:1-10, A:3-4, A:1-2:5-10",
        "A:1-10, A:1-10, ''",
        "A:1-10, B:1-10, A:1-10",
        "A:1-3:5-7:9, A:2-6, A:1:7:9",
        "A:1-10:x:1-10, A:x:1-9, A:1-10:x:10",
        "A:5, A:1-100, ''",
    })
    void subtractionLeavesWhatTheOtherHasNot(String one, String other, String left) {
        assertThat(text(set(one).subtract(set(other)))).isEqualTo(left);
        assertThat(set(other).contains(set(one))).isEqualTo(left.isEmpty());
    }

    @Test
    void transactionsAreCountedAndFound() {
        GtidSet set = set("A:1-10:20:x:1-5,B:3");
        assertThat(set.count()).isEqualTo(17);
        assertThat(set.contains(A, "", 10)).isTrue();
        assertThat(set.contains(A, "", 11)).isFalse();
        assertThat(set.contains(A, "x", 5)).isTrue();
        assertThat(set.contains(B, "x", 3)).isFalse();
        assertThat(set.without(A::equals)).isEqualTo(set("B:3"));
        assertThat(set("A:1-9223372036854775806,B:1-9223372036854775806").count())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(GtidSet.parse(" \n").isEmpty()).isTrue();
    }
}
