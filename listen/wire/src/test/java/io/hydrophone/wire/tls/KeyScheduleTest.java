package io.hydrophone.wire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published examples. */
class KeyScheduleTest {
    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** RFC 8448, 3: the traffic secrets, the keys that follow, and the first record of either side. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5, 17422dda596ed5d9acd890e3c63f5051, \
            5b78923dee08579033e523d9, 0, a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a2\
            0441e2b62974e1f5a6292a2977014bd1e3deae63aeebb21694915e4
            a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643, 9f02283b6c9c07efc26bb9f2ac92e356, \
            cf782b88dd83549aadf1e984, 1, 2e937e11ef4ac740e538ad36005fc4a46932fc3225d05f82aa1b36e30efaf97d90e6dffc602dcb5\
            01a59a8fcc49c4bf2e5f0a21c0047c2abf332540dd032e167c2955d
            """)
    void tls13(String secret, String key, String iv, long number, String record) {
        KeySchedule13 schedule = new KeySchedule13(CipherSuite.of(0x1301), hex(secret));
        assertThat(schedule.key()).isEqualTo(hex(key));
        assertThat(schedule.iv()).isEqualTo(hex(iv));

        byte[] out = new byte[RecordStream.MAX_BODY];
        byte[] body = hex(record);
        RecordCipher cipher = schedule.cipher(new JdkCiphers());
        assertThat(cipher.open(23, number, body, 0, body.length, out)).isEqualTo(51);
        for (int i = 0; i < 50; i++) {
            assertThat(out[i]).isEqualTo((byte) i);
        }
        assertThat(out[50]).isEqualTo((byte) RecordStream.APPLICATION_DATA);
        assertThat(cipher.open(23, number + 1, body, 0, body.length, out)).isEqualTo(RecordCipher.REFUSED);
        body[7] ^= 1;
        assertThat(cipher.open(23, number, body, 0, body.length, out)).isEqualTo(RecordCipher.REFUSED);
    }

    /** The test vectors that the working group agreed on for TLS 1.2's function with SHA-256. */
    @Test
    void prfOfTls12() {
        byte[] expanded = Prf.expand(
                TlsVersion.TLS_1_2,
                HashFunction.SHA256,
                hex("9bbe436ba940f017b17652849a71db35"),
                "test label",
                hex("a0ba9f936cda311827a6f796ffd5198c"),
                100);
        assertThat(expanded)
                .isEqualTo(hex(
                        "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af"
                                + "0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701"
                                + "87347b66"));
    }

    @Test
    void secretsAreNotShown() {
        KeySchedule13 schedule = new KeySchedule13(CipherSuite.of(0x1301), "secret".getBytes(US_ASCII));
        assertThat(schedule.toString()).doesNotContain("traffic");
    }
}
