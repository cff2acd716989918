package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

class FingerprinterFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void aFingerprintIsBoundedAndItsOwnFingerprint(byte[] sql) {
        Fingerprinter fingerprinter = new Fingerprinter();
        fingerprinter.fingerprint(sql, 0, sql.length);
        byte[] once = Arrays.copyOf(fingerprinter.buffer(), fingerprinter.length());
        long digest = fingerprinter.digest();
        assertThat(once.length).isLessThanOrEqualTo(65_536);
        assertThat(once.length).isLessThanOrEqualTo(3 * sql.length + 16);

        fingerprinter.fingerprint(once, 0, once.length);
        if (once.length < 65_536) {
            assertThat(Arrays.copyOf(fingerprinter.buffer(), fingerprinter.length()))
                    .isEqualTo(once);
            assertThat(fingerprinter.digest()).isEqualTo(digest);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aKindIsFoundForAnything(byte[] sql) {
        assertThat(StatementKind.of(sql, 0, sql.length)).isNotNull();
    }
}
