package io.hydrophone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> KNOWN =
            List.of("listen", "token_file", "slow_threshold", "sample", "mask", "tls_key", "tls_keylog");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "lisen,listen",
                "lsiten,listen",
                "Listen,listen",
                "token-file,token_file",
                "tokenFile,token_file",
                "slowthresholdms,slow_threshold",
                "tls_keylg,tls_keylog",
                "msk,mask",
                "masked,-",
                "frobnicate,-",
                "'',-",
            })
    void isWhatWasMeant(String written, String meant) {
        assertThat(NearestName.of(written, KNOWN)).isEqualTo(meant);
    }

    @Test
    void aVeryLongOneIsNoMisspelling() {
        assertThat(NearestName.of("x".repeat(1 << 20), KNOWN)).isNull();
    }
}
