package io.hydrophone.alert.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesNotationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "up | up",
                "mysql.net.max-x/y:z | mysql.net.max-x/y:z",
                "m{} | m",
                " m { b = 'x' , a=\"y\", } | m{a=\"y\", b=\"x\"}",
                "m{a=\"q\\\"\\\\\\n\"} | m{a=\"q\\\"\\\\\\n\"}",
                "m{a=\"ä,}=\"} | m{a=\"ä,}=\"}"
            })
    void isReadAndWritten(String text, String shown) throws SeriesNotation.Malformed {
        Selector selector = SeriesNotation.parse(text);
        assertThat(selector).hasToString(shown);
        assertThat(SeriesNotation.parse(shown)).isEqualTo(selector);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 0 | a metric's name is expected",
                "1m | 0 | a metric's name is expected",
                "m{a} | 3 | '=' is expected",
                "m{a=b} | 4 | a value in quotes is expected",
                "m{a=\"b} | 4 | this value has no end",
                "m{a=\"b\" c=\"d\"} | 8 | ',' is expected",
                "m{a=\"b\" | 7 | ',' is expected",
                "m{a=\"b\", a=\"c\"} | 9 | the label a is given twice",
                "m{a=\"b\"} > 3 | 9 | nothing is expected behind a series",
                "m[5m] | 1 | nothing is expected behind a series"
            })
    void whatIsWrongIsToldInItsPlace(String text, int offset, String message) {
        assertThatExceptionOfType(SeriesNotation.Malformed.class)
                .isThrownBy(() -> SeriesNotation.parse(text))
                .satisfies(e -> {
                    assertThat(e.offset()).isEqualTo(offset);
                    assertThat(e).hasMessage(message);
                });
    }
}
