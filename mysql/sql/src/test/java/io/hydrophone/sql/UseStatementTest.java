package io.hydrophone.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UseStatementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "use shop|shop",
                "  USE\tshop ; |shop",
                "use `my shop`|my shop",
                "use `a``b`|a`b",
                "use \"shop\"|shop",
                "use shop; select 1|shop",
                "/* app */ use shop|shop",
            })
    void namesOfUse(String sql, String name) {
        assertThat(database(sql)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "use",
                "use ",
                "user shop",
                "used",
                "use ``",
                "use `shop",
                "select 1; use shop",
                "/*! use shop */"
            })
    void whatIsNone(String sql) {
        assertThat(database(sql)).isNull();
    }

    private static String database(String sql) {
        byte[] bytes = ("??" + sql).getBytes(UTF_8);
        return UseStatement.database(bytes, 2, bytes.length - 2);
    }
}
