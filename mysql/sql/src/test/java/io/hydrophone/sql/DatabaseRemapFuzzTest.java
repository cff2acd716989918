package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class DatabaseRemapFuzzTest {
    private static final DatabaseRemap REMAP = new DatabaseRemap(Map.of("a", "b", "reef", "new`shoal"), false);

    /** Only names change, none is left over, and strings stay as they are, except what is prepared. */
    @FuzzTest(maxDuration = "10m")
    void onlyNamesChange(byte[] sql) {
        byte[] once = REMAP.rewrite(sql, false, true);
        if (once == null || java.util.Arrays.equals(once, sql)) {
            return;
        }
        assertThat(REMAP.rewrite(once, false, true)).isEqualTo(once);
        if (StatementKind.of(sql, 0, sql.length) != StatementKind.PREPARE
                && !contains(sql, "mmediate")
                && !contains(sql, "repare")) {
            assertThat(values(once)).isEqualTo(values(sql));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void anyTextInAnyModeIsRewritten(byte[] sql) {
        for (int mode = 0; mode < 4; mode++) {
            REMAP.rewrite(sql, (mode & 1) != 0, (mode & 2) != 0);
        }
    }

    private static boolean contains(byte[] sql, String word) {
        return new String(sql, java.nio.charset.StandardCharsets.ISO_8859_1)
                .toLowerCase(java.util.Locale.ROOT)
                .contains(word);
    }

    private static List<String> values(byte[] sql) {
        List<String> values = new ArrayList<>();
        Lexer lexer = new Lexer(false, true, true);
        lexer.reset(sql, 0, sql.length);
        for (int kind = lexer.next(); kind != Token.END; kind = lexer.next()) {
            if (kind == Token.VALUE) {
                values.add(new String(
                        sql, lexer.start, lexer.end - lexer.start, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return values;
    }
}
