package io.hydrophone.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestCacheTest {
    private static final String ALPHABET = "0123456789 aAxXeE'\"`\\.,;@#$-+*/()=?_\u00e9\n";

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final DigestCache cache = new DigestCache(new Fingerprinter());

    private void check(byte[] sql) {
        fingerprinter.fingerprint(sql, 0, sql.length);
        assertThat(cache.digest(sql, 0, sql.length)).as(new String(sql, UTF_8)).isEqualTo(fingerprinter.digest());
    }

    @Test
    void saysWhatTheFingerprinterSays() {
        for (int round = 0; round < 2; round++) {
            for (String statement : Corpus.statements()) {
                check(statement.getBytes(UTF_8));
            }
        }
    }

    /** Changes within statements that were met before, so that a skeleton which hides too much is found out. */
    @Test
    void isNotDeceivedByStatementsThatLookAlike() {
        Random random = new Random(7);
        for (String statement : Corpus.statements()) {
            byte[] sql = statement.getBytes(UTF_8);
            check(sql);
            for (int i = 0; i < 200 && sql.length > 0; i++) {
                byte[] changed = sql.clone();
                for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
                    int at = random.nextInt(changed.length);
                    changed[at] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                }
                check(changed);
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void anyTwoTexts(FuzzedDataProvider data) {
        check(data.consumeBytes(data.remainingBytes() / 2));
        check(data.consumeRemainingAsBytes());
    }

    @Test
    void anotherCommentCostsNoFingerprint() {
        Fingerprinter counted = new Fingerprinter();
        DigestCache cached = new DigestCache(counted);
        byte[] first = "SELECT c FROM t1 /*traceparent='00-aa-bb-01'*/".getBytes(UTF_8);
        byte[] second = "SELECT c FROM t1 /*traceparent='00-cc-dd-01',route='it\\'s # -- \"'*/".getBytes(UTF_8);
        long digest = cached.digest(first, 0, first.length);
        byte[] other = "COMMIT".getBytes(UTF_8);
        counted.fingerprint(other, 0, other.length);
        assertThat(cached.digest(second, 0, second.length)).isEqualTo(digest);
        assertThat(counted.text()).isEqualTo("commit"); // it was not asked again
    }

    @Test
    void commentsThatAreMoreHaveNoSkeleton() {
        for (String sql : new String[] {
            "SELECT 1 /*! , 2 */",
            "SELECT 1 /*! , 3, 4 */",
            "SELECT 1 /*M! , 2 */",
            "SELECT /*+ a */ 1",
            "SELECT /*+ b */ 1",
            "SELECT (1) /* , ... */",
            "SELECT (1) /* , x */",
            "SELECT t./**/5",
            "SELECT t. 5",
            "SELECT _utf8/**/'x'",
            "SELECT _utf8 'x'",
            "SELECT 1 /* a",
            "SELECT 1 /*/",
            "SELECT 1 /**/",
            "SELECT 1/**/2"
        }) {
            check(sql.getBytes(UTF_8));
        }
    }

    @Test
    void otherNumbersAndStringsCostNoFingerprint() {
        Fingerprinter counted = new Fingerprinter();
        DigestCache cached = new DigestCache(counted);
        byte[] first = "SELECT c FROM t1 WHERE id=1 AND name='x' LIMIT 10".getBytes(UTF_8);
        byte[] second = "SELECT c FROM t1 WHERE id=222 AND name='a b' LIMIT 7".getBytes(UTF_8);
        long digest = cached.digest(first, 0, first.length);
        byte[] other = "COMMIT".getBytes(UTF_8);
        counted.fingerprint(other, 0, other.length);
        assertThat(cached.digest(second, 0, second.length)).isEqualTo(digest);
        assertThat(counted.text()).isEqualTo("commit"); // it was not asked again
    }
}
