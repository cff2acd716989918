package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryAttributesTest {
    /** A string "trace" = "abc", a number without a name = −2, and a NULL "none". */
    private static final byte[] LISTS = bytes(
            "04 01  fd 00 05 74 72 61 63 65  08 00 00  fd 00 04 6e 6f 6e 65  03 61 62 63  fe ff ff ff ff ff ff ff");

    @Test
    void beforeAText() {
        byte[] payload = bytes("03 03 01", LISTS, "SELECT 1".getBytes(UTF_8));
        List<String> read = new ArrayList<>();
        int end = QueryAttributes.readBeforeText(
                payload, 1, payload.length, new QueryAttribute(), one -> read.add(one.name() + "=" + one.value()));
        assertThat(read).containsExactly("trace=abc", "=-2", "none=null");
        assertThat(payload.length - end).isEqualTo("SELECT 1".length());
        assertThat(QueryAttributes.end(payload, 1, payload.length)).isEqualTo(end);
        assertThat(QueryAttributes.end(bytes("03 00 01"), 1, 3)).isEqualTo(3);
    }

    /** The statement has one parameter: what comes behind it are attributes. */
    @Test
    void ofAnExecution() {
        byte[] payload = bytes("17 01000000 08 01000000 03", LISTS);
        List<String> read = new ArrayList<>();
        QueryAttributes.readOfExecution(
                payload, payload.length, 1, new QueryAttribute(), one -> read.add(one.name() + "=" + one.value()));
        assertThat(read).containsExactly("=-2", "none=null");
        assertThat(QueryAttributes.inExecution(payload, payload.length, 3)).isFalse();
    }

    @Test
    void whatIsCutIsNone() {
        byte[] payload = bytes("03 03 01", LISTS);
        for (int length = 1; length < payload.length; length++) {
            assertThat(QueryAttributes.end(payload, 1, length)).isEqualTo(-1);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytes(byte[] payload) {
        List<Object> read = new ArrayList<>();
        AttributeHandler handler = one -> {
            read.add(one.name());
            read.add(one.value());
            if (one.isText()) {
                read.add(new String(one.data(), one.textOffset(), one.textLength(), UTF_8));
            }
        };
        int end = QueryAttributes.readBeforeText(payload, 0, payload.length, new QueryAttribute(), handler);
        assertThat(end).isLessThanOrEqualTo(payload.length);
        QueryAttributes.readOfExecution(payload, payload.length, 1, new QueryAttribute(), handler);
        assertThat(read.size()).isLessThanOrEqualTo(6 * payload.length);
    }

    private static byte[] bytes(String hex, byte[]... more) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        all.writeBytes(java.util.HexFormat.of().parseHex(hex.replace(" ", "")));
        for (byte[] part : more) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
