package io.hydrophone.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.sql.Fingerprinter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DigestTextsTest {
    private final DigestTexts texts = new DigestTexts();

    @Test
    void aTextMeetsTheStatementThatIsHeard() {
        texts.foreign(ServerVersion.parse("8.0.36", ""));
        DigestText text = texts.of("SELECT `a` FROM `t` WHERE `b` IN (...)");
        assertThat(text.counts()).isTrue();
        assertThat(text.digest()).isEqualTo(digest("select a from t where b in (1, 2)"));
    }

    @Test
    void executionsOfPreparedStatementsMeetTheStatement() {
        texts.foreign(ServerVersion.parse("9.7.4", ""));
        assertThat(texts.of("EXECUTE SELECT ?").digest()).isEqualTo(digest("select ?"));
        assertThat(texts.of("PREPARE SELECT ?").counts()).isFalse();
        assertThat(texts.of("EXECUTE `s1`").digest()).isEqualTo(digest("execute s1"));
        assertThat(texts.of("PREPARE `s1` FROM ?").digest()).isEqualTo(digest("prepare s1 from ?"));
        texts.foreign(ServerVersion.parse("11.4.5-MariaDB", ""));
        assertThat(texts.of("EXECUTE IMMEDIATE ?").digest()).isEqualTo(digest("execute immediate ?"));
    }

    @Test
    void ownStatementsDoNotCount() {
        texts.foreign(ServerVersion.parse("8.0.36", ""));
        assertThat(texts.of("SELECT `COUNT_STAR` , ? AS `by_hydrophone` FROM `t`")
                        .counts())
                .isFalse();
        assertThat(texts.of("SET NAMES `utf8mb4` , `time_zone` = ? , `lock_wait_timeout` = ? , `wait_timeout` = ?")
                        .counts())
                .isFalse();
        assertThat(texts.of("SET `time_zone` = ?").counts()).isTrue();
    }

    @Test
    void aRowWithoutTextIsThatOfAllOthers() {
        texts.foreign(ServerVersion.parse("8.0.36", ""));
        assertThat(texts.of(null)).isEqualTo(DigestText.OTHER);
    }

    private static long digest(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        Fingerprinter fingerprinter = new Fingerprinter();
        fingerprinter.fingerprint(bytes, 0, bytes.length);
        return fingerprinter.digest();
    }
}
