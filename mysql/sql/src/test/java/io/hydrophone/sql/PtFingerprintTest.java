package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What pt-fingerprint 3.2.1 makes of the corpus, a line each: {@code same}, or the first reason why it differs, then its
 * text. docs/fingerprint.md explains the reasons.
 */
class PtFingerprintTest {
    @Test
    void theRecordedAgreementsAndDifferencesHold() {
        List<String> statements = Corpus.statements();
        List<String> lines = Corpus.lines("pt-fingerprint.tsv");
        assertThat(lines).hasSameSizeAs(statements);
        for (int i = 0; i < lines.size(); i++) {
            String[] reasonAndText = lines.get(i).split("\t", -1);
            String sql = statements.get(i);
            assertThat(reasonAndText[0])
                    .isIn(
                            "same",
                            "digits",
                            "null",
                            "limit",
                            "asc",
                            "operator",
                            "rows",
                            "comment",
                            "call",
                            "use",
                            "folding");
            assertThat(bare(Corpus.fingerprint(sql)).equals(bare(reasonAndText[1])))
                    .as(sql)
                    .isEqualTo(reasonAndText[0].equals("same"));
        }
    }

    /** Without spaces and backquotes, and with one way to write a folded list. */
    private static String bare(String fingerprint) {
        return fingerprint.replace("(?+)", "(...)").replaceAll("[\\s`\u2424\u2409]+", "");
    }
}
