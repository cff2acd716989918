package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

class ReadOnlyFuzzTest {
    private static final String[][] HARMFUL = {
        {"DELETE", "FROM", "reef"},
        {"SELECT", "1", "INTO", "OUTFILE", "'f'"},
        {"SELECT", "sunk", "(", ")"},
        {"SELECT", "depth", ".", "lower", "(", "1", ")"},
        {"SELECT", "*", "FROM", "reef", "FOR", "UPDATE"},
        {"SELECT", "1", ";", "DROP", "TABLE", "reef"},
        {"WITH", "c", "AS", "(", "SELECT", "1", ")", "DELETE", "FROM", "reef"},
        {"SELECT", "NEXT", "VALUE", "FOR", "tide"},
        {"SET", "GLOBAL", "max_connections", "=", "1"},
        {"EXPLAIN", "ANALYZE", "SELECT", "sunk", "(", ")"},
        {"SELECT", "GET_LOCK", "(", "'a'", ",", "1", ")"},
        {"SELECT", "'a\\''", ",", "sunk", "(", ")"}
    };
    /** What some server takes for white space, whole, wherever it stands between two words. */
    private static final String[] NOTHING = {
        " ",
        "\n",
        "\t",
        "\r\n",
        "/**/",
        "/* ' */",
        "/* \" ` */",
        "/*!99999 x */",
        "/*!99999 AS lower */",
        "/*M! x */",
        "/*!50000*/",
        "/*!*/",
        "-- ' \n",
        "# /* \n",
        "--\n",
        "/*!99999 + lower */",
        "/*!99999 , */",
        "/*!99999 ( */",
        "/*+ x */",
        "/*!99999 ' */",
        "/*!99999 AS `*/",
        "/*!99999 -- */"
    };

    @FuzzTest(maxDuration = "10m")
    void anyTextIsJudgedInBoundedTime(byte[] sql) {
        long before = System.nanoTime();
        Dialect dialect = sql.length % 2 == 0 ? Dialect.MYSQL_9_7 : Dialect.MARIADB_11_4;
        assertThat(ReadOnly.of(sql, 0, sql.length, dialect)).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    /** With whatever a server skips around and between its words. */
    @FuzzTest(maxDuration = "10m")
    void whatDoesHarmIsNeverHarmless(byte[] choices) {
        String[] words = HARMFUL[choices.length == 0 ? 0 : (choices[0] & 0xff) % HARMFUL.length];
        ByteArrayOutputStream sql = new ByteArrayOutputStream();
        int choice = 1;
        for (String word : words) {
            int pieces = choice < choices.length ? 1 + (choices[choice++] & 3) : 1;
            for (int i = 0; i < pieces; i++) {
                int piece = choice < choices.length ? (choices[choice++] & 0xff) % NOTHING.length : 0;
                sql.writeBytes(NOTHING[piece].getBytes(StandardCharsets.UTF_8));
            }
            sql.writeBytes(word.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(ReadOnly.of(sql.toByteArray(), 0, sql.size(), Dialect.MARIADB_11_4)
                        .isHarmless())
                .as(sql.toString(StandardCharsets.UTF_8))
                .isFalse();
    }

    /** Whatever is added in front or behind, an open string or comment excepted. */
    @FuzzTest(maxDuration = "10m")
    void aFurtherStatementIsSeenBehindAny(byte[] before) {
        byte[] harm = ";DELETE FROM reef".getBytes(StandardCharsets.UTF_8);
        Effect first = ReadOnly.of(before, 0, before.length, Dialect.MYSQL_9_7);
        byte[] both = java.util.Arrays.copyOf(before, before.length + harm.length);
        System.arraycopy(harm, 0, both, before.length, harm.length);
        Effect effect = ReadOnly.of(both, 0, both.length, Dialect.MYSQL_9_7);
        boolean endsInLineComment = new String(before, StandardCharsets.ISO_8859_1).matches("(?s).*(#|--)[^\\n]*");
        if (first.isHarmless() && !endsInLineComment) {
            assertThat(effect).isEqualTo(Effect.WRITES);
        }
    }
}
