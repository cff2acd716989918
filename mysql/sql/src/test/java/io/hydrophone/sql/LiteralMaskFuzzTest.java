package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class LiteralMaskFuzzTest {
    private static final String SECRET = "s3cr3t";
    /** Pieces of SQL that leave no string or comment open, so that what follows them is read as it stands. */
    private static final String[] SURROUNDINGS = {
        " ", "a", "SELECT", "(", ")", ",", "IN", "=", "-", "--1 ", "\n", "`q``w`", "'it''s'", "'a\\'b'", "\"x'y\"",
                "/* ' */",
        "/*! 1 */", "-- '\n", "# \"\n", "1", "0x1F", "1e5", ".", "@", "@@", "N", "x'00'", "_latin1 ", "$", "$1",
                "/*+ a */", "?",
        "'é\\\\'", "...", ";", ":=", "->>", "é"
    };

    @FuzzTest(maxDuration = "10m")
    void aMaskedStatementIsBoundedAndStaysAsItIs(byte[] sql) {
        byte[] once = masked(sql);
        assertThat(once.length).isLessThanOrEqualTo(Math.min(65_536, 3 * sql.length + 16));
        assertThat(masked(once).length).isLessThanOrEqualTo(65_536);
    }

    /** However it is quoted and whatever stands around it. */
    @FuzzTest(maxDuration = "10m")
    void aLiteralDoesNotSurvive(byte[] choices) {
        ByteArrayOutputStream sql = new ByteArrayOutputStream();
        for (int i = 0; i < choices.length / 2; i++) {
            surround(sql, choices[i]);
        }
        String literal = switch (choices.length == 0 ? 0 : choices[0] & 7) {
            case 0 -> "'" + SECRET + "'";
            case 1 -> "\"" + SECRET + "\"";
            case 2 -> "'a''" + SECRET + "'";
            case 3 -> "'a\\'" + SECRET + "'";
            case 4 -> "/* " + SECRET + " */";
            case 5 -> "-- " + SECRET + "\n";
            case 6 -> "_utf8mb4'" + SECRET + "'";
            default -> "N'\"" + SECRET + "'";
        };
        sql.writeBytes((" " + literal).getBytes(StandardCharsets.UTF_8));
        for (int i = choices.length / 2; i < choices.length; i++) {
            surround(sql, choices[i]);
        }
        assertThat(new String(masked(sql.toByteArray()), StandardCharsets.UTF_8))
                .as(sql.toString(StandardCharsets.UTF_8))
                .doesNotContain(SECRET);
    }

    @FuzzTest(maxDuration = "10m")
    void anErrorMessageIsMaskedWhateverItSays(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        assertThat(LiteralMask.maskError("Duplicate entry '" + SECRET + text + "' for key 'k'"))
                .doesNotContain(SECRET);
        assertThat(LiteralMask.maskError(text.replace("'", "") + "'" + SECRET)).doesNotContain(SECRET);
    }

    private static void surround(ByteArrayOutputStream sql, byte choice) {
        sql.writeBytes(SURROUNDINGS[(choice & 0xff) % SURROUNDINGS.length].getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] masked(byte[] sql) {
        LiteralMask mask = new LiteralMask();
        mask.mask(sql, 0, sql.length);
        return Arrays.copyOf(mask.buffer(), mask.length());
    }
}
