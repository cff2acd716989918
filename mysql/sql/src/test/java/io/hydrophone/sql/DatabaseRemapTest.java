package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseRemapTest {
    private static final DatabaseRemap REMAP =
            new DatabaseRemap(Map.of("reef", "shoal", "odd`name", "plain", "plain2", "new-name"), true);

    /** What {@code database-names.txt} says: a statement that names {@code reef} as a database wherever {@code <>} stands. */
    static Stream<String> marked() {
        return Corpus.lines("database-names.txt").stream()
                .filter(line -> !line.startsWith("## "))
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .map(Corpus::decode);
    }

    @ParameterizedTest
    @MethodSource("marked")
    void databasesAreToldFromTablesAndColumns(String marked) {
        assertThat(rewritten(marked.replace("<reef>", "reef")).replace("`shoal`", "shoal"))
                .isEqualTo(marked.replace("<reef>", "shoal"));
    }

    @ParameterizedTest
    @MethodSource("marked")
    void namesInBackquotesAreDatabasesInTheSamePlaces(String marked) {
        assertThat(rewritten(marked.replace("<reef>", "`reef`"))).isEqualTo(marked.replace("<reef>", "`shoal`"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    USE reef                          | USE `shoal`
                    SELECT * FROM reef.t              | SELECT * FROM shoal.t
                    SELECT * FROM `reef`.t            | SELECT * FROM `shoal`.t
                    SELECT * FROM reef . t            | SELECT * FROM `shoal` . t
                    SELECT * FROM `odd``name`.t       | SELECT * FROM `plain`.t
                    SELECT * FROM plain2.t            | SELECT * FROM `new-name`.t
                    SELECT * FROM Reef.t              | SELECT * FROM Reef.t
                    SELECT * FROM "reef".t            | SELECT * FROM "reef".t
                    """)
    void aNewNameIsQuotedWhereItMustBe(String sql, String rewritten) {
        assertThat(rewritten(sql)).isEqualTo(rewritten);
    }

    @Test
    void namesMayBeAlikeInAnyCase() {
        DatabaseRemap any = new DatabaseRemap(Map.of("Reef", "shoal"), false);
        assertThat(any.database("REEF")).isEqualTo("shoal");
        assertThat(any.database("other")).isEqualTo("other");
        assertThat(text(any.rewrite(bytes("SELECT * FROM rEEf.t"), false, true)))
                .isEqualTo("SELECT * FROM shoal.t");
    }

    @Test
    void doubleQuotesAreOfNamesWhenTheSessionSaysSo() {
        byte[] sql = bytes("SELECT \"reef\".\"t\".c, 'reef.t' FROM \"reef\".t");
        assertThat(text(REMAP.rewrite(sql, true, true))).isEqualTo("SELECT `shoal`.\"t\".c, 'reef.t' FROM `shoal`.t");
        assertThat(REMAP.rewrite(sql, false, true)).isSameAs(sql);
    }

    @Test
    void aTextWithoutTheseDatabasesIsTheSameArray() {
        byte[] sql = bytes("SELECT reef.c FROM t AS reef");
        assertThat(REMAP.rewrite(sql, false, true)).isSameAs(sql);
        assertThat(new DatabaseRemap(Map.of(), true).rewrite(sql, false, true)).isSameAs(sql);
    }

    @Test
    void aPreparedTextIsRewrittenInItsString() {
        assertThat(rewritten("PREPARE s FROM 'SELECT * FROM reef.t WHERE a = ''x\\\\y'''"))
                .isEqualTo("PREPARE s FROM 'SELECT * FROM shoal.t WHERE a = ''x\\\\y'''");
        assertThat(rewritten("EXECUTE IMMEDIATE \"DELETE FROM reef.t WHERE a = \\\"'\\n\\\"\""))
                .isEqualTo("EXECUTE IMMEDIATE 'DELETE FROM shoal.t WHERE a = \"''\n\"'");
        assertThat(rewritten("SELECT 'DELETE FROM reef.t'")).isEqualTo("SELECT 'DELETE FROM reef.t'");
    }

    @Test
    void withoutEscapesABackslashEndsNothing() {
        byte[] sql = bytes("SELECT '\\', c FROM reef.t WHERE d = '\\'");
        assertThat(text(REMAP.rewrite(sql, false, false))).isEqualTo("SELECT '\\', c FROM shoal.t WHERE d = '\\'");
    }

    @Test
    void aStringThatMayEndInTwoPlacesIsNotRewrittenAtAll() {
        byte[] sql = "SELECT '\u0095\\' FROM reef.t".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(REMAP.rewrite(sql, false, true)).isNull();
    }

    private static String rewritten(String sql) {
        return text(REMAP.rewrite(bytes(sql), false, true));
    }

    private static byte[] bytes(String sql) {
        return sql.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] sql) {
        return new String(sql, StandardCharsets.UTF_8);
    }
}
