package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The recorded answers of MySQL 8.0.15 and 9.7; the integration tests ask live servers. */
class DigestTextCorpusTest {
    @Test
    void aStatementAndItsDigestTextHaveOneFingerprint() {
        SoftAssertions all = new SoftAssertions();
        for (Corpus.Digest digest : Corpus.digests()) {
            if (!digest.text().isEmpty()) {
                all.assertThat(Corpus.fingerprint(digest.text()))
                        .as("%s on %s", digest.sql(), digest.version())
                        .isEqualTo(Corpus.fingerprint(digest.sql()));
            }
        }
        all.assertAll();
    }

    @Test
    void bothServersParsedMostOfTheCorpus() {
        assertThat(Corpus.statements()).hasSizeGreaterThan(500).doesNotHaveDuplicates();
        for (String series : new String[] {"8.0.", "9."}) {
            assertThat(Corpus.digests())
                    .filteredOn(digest -> digest.version().startsWith(series)
                            && !digest.text().isEmpty())
                    .as(series)
                    .hasSizeGreaterThan(480);
        }
    }

    @Test
    void everyStatementOfTheCorpusIsRecorded() {
        assertThat(Corpus.digests().stream().map(Corpus.Digest::sql).distinct())
                .containsExactlyElementsOf(Corpus.statements());
    }

    @Test
    void aFingerprintIsItsOwnFingerprint() {
        SoftAssertions all = new SoftAssertions();
        for (String sql : Corpus.statements()) {
            String fingerprint = Corpus.fingerprint(sql);
            all.assertThat(Corpus.fingerprint(fingerprint)).as(sql).isEqualTo(fingerprint);
        }
        all.assertAll();
    }

    /** Stored digests stay comparable only while none of these changes without {@link Fingerprinter#FP_VERSION}. */
    @Test
    void fingerprintsAndIdsAreFrozen() {
        StringBuilder now = new StringBuilder();
        for (String sql : Corpus.statements()) {
            now.append(Corpus.id(sql))
                    .append('\t')
                    .append(Corpus.encode(Corpus.fingerprint(sql)))
                    .append('\n');
        }
        assertThat(now.toString().lines().toList())
                .isEqualTo(Corpus.lines("fingerprints-v" + Fingerprinter.FP_VERSION + ".tsv"));
    }
}
