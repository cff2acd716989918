package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReadOnlyTest {
    /** A line of {@code effects.txt}: the effect, for which servers, the statement. */
    record Row(Effect effect, Dialect dialect, String sql) {}

    static Stream<Row> rows() {
        return Corpus.lines("effects.txt").stream()
                .filter(line -> !line.startsWith("## "))
                .flatMap(ReadOnlyTest::row);
    }

    private static Stream<Row> row(String line) {
        String[] columns = line.split("\t", 3);
        Effect effect = Effect.valueOf(columns[0].toUpperCase(Locale.ROOT));
        List<Dialect> dialects = switch (columns[1]) {
            case "any" -> List.of(Dialect.ANY);
            case "both" -> List.of(Dialect.MYSQL_9_7, Dialect.MARIADB_11_4);
            case "mysql" -> List.of(Dialect.MYSQL_9_7);
            case "mariadb" -> List.of(Dialect.MARIADB_11_4);
            default -> throw new IllegalArgumentException(line);
        };
        return dialects.stream().map(dialect -> new Row(effect, dialect, controls(Corpus.decode(columns[2]))));
    }

    /** U+2400 and U+2401 stand for the first two control characters. */
    private static String controls(String sql) {
        return sql.replace('\u2400', '\0').replace('\u2401', '\u0001');
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aStatementsEffectIsToldFromItsText(Row row) {
        assertThat(effect(row.sql, StandardCharsets.UTF_8, row.dialect)).isEqualTo(row.effect);
    }

    /** What begins in the middle of an array, among other text, is judged alone. */
    @Test
    void onlyTheBytesGivenAreJudged() {
        byte[] sql = "DELETE FROM t; SELECT 1; DELETE FROM t".getBytes(StandardCharsets.UTF_8);
        assertThat(ReadOnly.of(sql, 15, 8, Dialect.ANY)).isEqualTo(Effect.PLAIN_READ);
    }

    @Test
    void aBackslashThatMayBeHalfACharacterIsReadBothWays() {
        // GBK: one character, and the string ends; Latin-1: an escaped quote, and the string goes on.
        assertThat(effect("SELECT '\u0095\\' INTO OUTFILE 'x' -- '", StandardCharsets.ISO_8859_1, Dialect.ANY))
                .isEqualTo(Effect.WRITES_FILE);
        assertThat(effect("SELECT '\u0095\\'; DELETE FROM t; -- '", StandardCharsets.ISO_8859_1, Dialect.ANY))
                .isEqualTo(Effect.WRITES);
        assertThat(effect("SELECT '漢\\'s'", Charset.forName("GBK"), Dialect.ANY))
                .isEqualTo(Effect.PLAIN_READ);
        assertThat(effect("SELECT '漢\\'s'", StandardCharsets.UTF_8, Dialect.ANY))
                .isEqualTo(Effect.PLAIN_READ);
    }

    @Test
    void aBackquoteThatMayBeHalfACharacterIsReadBothWays() {
        assertThat(effect("SELECT `\u0095`` INTO OUTFILE 'x' -- `", StandardCharsets.ISO_8859_1, Dialect.ANY))
                .isEqualTo(Effect.WRITES_FILE);
    }

    @Test
    void aByteThatIsWhiteSpaceInSomeCharacterSetSeparatesWords() {
        assertThat(effect("SELECT 1 \u00a0INTO\u00a0OUTFILE\u00a0'x'", StandardCharsets.ISO_8859_1, Dialect.ANY))
                .isEqualTo(Effect.WRITES_FILE);
        assertThat(effect("SELECT 1,\u00a0sunk(1)", StandardCharsets.ISO_8859_1, Dialect.ANY))
                .isEqualTo(Effect.HAS_EFFECTS);
        assertThat(effect("SELECT 表 FROM 魚 WHERE 名 = 1", StandardCharsets.UTF_8, Dialect.ANY))
                .isEqualTo(Effect.PLAIN_READ);
    }

    @Test
    void whatCanBeReadInTooManyWaysIsUnknown() {
        assertThat(effect("SELECT 1 " + "/*!50000 + 1 */".repeat(7), StandardCharsets.UTF_8, Dialect.ANY))
                .isEqualTo(Effect.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "5.7.22, MYSQL_5_7",
        "8.0.15, MYSQL_8_0",
        "8.0.35-27-log, MYSQL_8_0",
        "8.4.6, MYSQL_8_0",
        "9.1.0, MYSQL_9_0",
        "9.7.4-2, MYSQL_9_7",
        "10.2.1, ANY",
        "10.6.1-MariaDB, MARIADB_10_6",
        "5.5.5-10.11.19-MariaDB-log, MARIADB_10_11",
        "11.4.5-MariaDB, MARIADB_11_4",
        "10.5.1-MariaDB, ANY",
        "5.6.51, ANY",
        "8.0.11-TiDB-v7.5.0, ANY",
        "something, ANY",
        "99999.1, ANY"
    })
    void aVersionTellsTheDialect(String version, Dialect dialect) {
        assertThat(Dialect.of(version)).isEqualTo(dialect);
    }

    private static Effect effect(String sql, Charset charset, Dialect dialect) {
        byte[] bytes = sql.getBytes(charset);
        return ReadOnly.of(bytes, 0, bytes.length, dialect);
    }
}
