package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AttributeFreeTest {
    @Test
    void aTextIsLeft() {
        byte[] payload = bytes("03 01 01 00 01 fd00 05 7472616365 03 616263 53454c4543542031");
        assertThat(new String(AttributeFree.query(payload), UTF_8)).isEqualTo("\3SELECT 1");
        assertThat(AttributeFree.query(bytes("03 00 01 53"))).isEqualTo(bytes("03 53"));
        assertThat(AttributeFree.query(bytes("03 53454c4543542031"))).isNull();
    }

    /** Two parameters, an INT and a NULL, and an attribute behind them. */
    @Test
    void parametersAreLeftWithoutNames() {
        byte[] payload =
                bytes("17 07000000 08 01000000 03 02 01 0300 00 0300 016e fd00 057472616365 2a000000 03616263");
        assertThat(AttributeFree.execution(payload, 2))
                .isEqualTo(bytes("17 07000000 00 01000000 02 01 0300 0300 2a000000"));
    }

    @Test
    void whatHasNoAttributesKeepsItsValues() {
        byte[] named = bytes("17 07000000 08 01000000 01 00 01 0300 00 2a000000");
        assertThat(AttributeFree.execution(named, 1)).isEqualTo(bytes("17 07000000 00 01000000 00 01 0300 2a000000"));
        byte[] without = bytes("17 07000000 00 01000000");
        assertThat(AttributeFree.execution(without, 0)).isEqualTo(without);
        byte[] again = bytes("17 07000000 08 01000000 01 00 00 2a000000"); // types as before
        assertThat(AttributeFree.execution(again, 1)).isEqualTo(bytes("17 07000000 00 01000000 00 00 2a000000"));
    }

    @Test
    void whatIsCutIsRefused() {
        byte[] payload =
                bytes("17 07000000 08 01000000 03 02 01 0300 00 0300 016e fd00 057472616365 2a000000 03616263");
        for (int length = 0; length < payload.length - 4; length++) {
            assertThat(AttributeFree.execution(java.util.Arrays.copyOf(payload, length), 2))
                    .as("%s bytes", length)
                    .isNull();
        }
    }

    /** Whatever comes is converted or refused, and what is converted has what a server without attributes reads. */
    @FuzzTest(maxDuration = "1m")
    void anyPayload(FuzzedDataProvider data) {
        int parameters = data.consumeInt(0, 300);
        byte[] payload = data.consumeRemainingAsBytes();
        byte[] plain = AttributeFree.execution(payload, parameters);
        if (plain != null) {
            assertThat(plain.length).isLessThanOrEqualTo(payload.length);
            assertThat(BinaryParameters.isCounted(plain, plain.length)).isFalse();
            assertThat(AttributeFree.execution(payload, parameters)).isEqualTo(plain);
        }
        byte[] text = payload.length == 0 ? null : AttributeFree.query(payload);
        if (text != null) {
            assertThat(text.length).isLessThan(payload.length);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
