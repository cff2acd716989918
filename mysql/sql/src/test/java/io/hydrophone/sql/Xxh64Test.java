package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Xxh64Test {
    /** Values that the reference implementation gives for seed 0. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "'Nobody inspects the spammish repetition', fbcea83c8a378bf1"
    })
    void hashesAsTheReferenceDoes(String text, String hash) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(Long.toHexString(new Xxh64().finish(bytes, 0, bytes.length))).isEqualTo(hash);
    }

    @Test
    void piecesHashLikeTheWhole() {
        byte[] bytes = new byte[1000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >>> 3));
        }
        long whole = new Xxh64().finish(bytes, 0, bytes.length);
        for (int first = 0; first <= 960; first += 32) {
            Xxh64 pieces = new Xxh64();
            pieces.stripes(bytes, 0, first);
            assertThat(pieces.finish(bytes, first, bytes.length - first)).isEqualTo(whole);
        }
    }
}
