package io.hydrophone.alert.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.alert.trial.ValuesNotation.Malformed;
import io.hydrophone.alert.trial.ValuesNotation.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesNotationTest {
    private static String shown(List<Step> steps) {
        return steps.stream()
                .map(step -> switch (step) {
                    case Step.Value(double value) -> value == Math.rint(value) ? "" + (long) value : "" + value;
                    case Step.Missing() -> "_";
                    case Step.Stale() -> "stale";
                })
                .collect(Collectors.joining(" "));
    }

    /** The examples of Prometheus's documentation, and more. */
    @ParameterizedTest
    @CsvSource({
        "-2+4x3, -2 2 6 10",
        "1-2x4, 1 -1 -3 -5 -7",
        "1x4, 1 1 1 1 1",
        "1 _x3 stale, 1 _ _ _ stale",
        "1+1x5 _ stale 3, 1 2 3 4 5 6 _ stale 3",
        "0x0, 0",
        ".5+.25x2, 0.5 0.75 1",
        "1e3 +2, 1000 2",
        "_x0 5, 5",
        "' 1   2 ', 1 2",
        "'', ''"
    })
    void isReadAsPromtoolReadsIt(String text, String values) throws Malformed {
        assertThat(shown(ValuesNotation.parse(text))).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1 2 drei; 4; 'drei' is no value",
                "1+x5; 0; '1+x5' is no value",
                "1 Stale; 2; 'Stale' is no value",
                "NaN; 0; 'NaN' is no value",
                "5x; 0; '5x' is no value",
                "__; 0; '__' is no value",
                "1 1e999; 2; '1e999' is out of range",
                "1 _x20001; 2; there are more than 20000 values",
                "1x20000 1; 0; there are more than 20000 values",
                "1x999999999999; 0; '1x999999999999' is no value"
            })
    void whatIsWrongIsToldInItsPlace(String text, int offset, String message) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> ValuesNotation.parse(text))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset))
                .withMessage(message);
    }

    @FuzzTest
    void anyText(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            for (Step step : ValuesNotation.parse(text)) {
                if (step instanceof Step.Value(double value) && !Double.isFinite(value)) {
                    throw new AssertionError(text);
                }
            }
        } catch (Malformed e) {
            if (e.offset() < 0 || e.offset() >= text.length() || e.getMessage().isEmpty()) {
                throw new AssertionError(text, e);
            }
        }
    }
}
