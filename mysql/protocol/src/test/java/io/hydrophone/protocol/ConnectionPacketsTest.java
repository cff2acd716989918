package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Greetings and logins as real servers and clients sent them. */
class ConnectionPacketsTest {
    /** MySQL 8.0's greeting, with caching_sha2_password. */
    private static final byte[] GREETING = HexFormat.of()
            .parseHex("0a382e302e3335000b000000" + "0102030405060708" + "00" + "ffff" + "ff" + "0200" + "ffdf" + "15"
                    + "00000000000000000000" + "6162636465666768696a6b6c00"
                    + "63616368696e675f736861325f70617373776f726400");

    @Test
    void aGreetingTellsVersionConnectionAndCapabilities() {
        Greeting greeting = Greeting.parse(GREETING, 0, GREETING.length);
        assertThat(greeting).isEqualTo(new Greeting("8.0.35", 11, 0xdfffffff));
    }

    @Test
    void whatIsNoGreetingIsNone() {
        assertThat(Greeting.parse(new byte[100], 0, 100)).isNull();
        byte[] ssh = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n".getBytes(ISO_8859_1);
        assertThat(Greeting.parse(ssh, 0, ssh.length)).isNull();
        for (int length = 0; length < 22; length++) {
            assertThat(Greeting.parse(GREETING, 0, length)).isNull();
        }
    }

    private static byte[] login() {
        String text = "app\0" + (char) 3 + "xyz" + "shop\0" + "mysql_native_password\0" + (char) 19 + (char) 12
                + "program_name" + (char) 5 + "mysql";
        byte[] tail = text.getBytes(ISO_8859_1);
        byte[] login = Arrays.copyOf(
                HexFormat.of().parseHex("8da21a00" + "00000001" + "ff" + "00".repeat(23)), 32 + tail.length);
        System.arraycopy(tail, 0, login, 32, tail.length);
        return login;
    }

    @Test
    void aLoginTellsUserDatabaseAndAttributes() {
        byte[] login = login();
        HandshakeResponse response = HandshakeResponse.parse(login, 0, login.length);
        assertThat(response.user()).isEqualTo("app");
        assertThat(response.database()).isEqualTo("shop");
        assertThat(response.attributes()).containsExactly(java.util.Map.entry("program_name", "mysql"));
        assertThat(HandshakeResponse.isTlsRequest(login, 0, login.length)).isFalse();
    }

    @Test
    void aCutLoginTellsWhatIsThere() {
        byte[] login = login();
        for (int length = 0; length < login.length; length++) {
            HandshakeResponse response = HandshakeResponse.parse(login, 0, length);
            if (length < 36) {
                assertThat(response).isNull();
            } else {
                assertThat(response.user()).isEqualTo("app");
                assertThat(response.database()).isIn("", "shop");
            }
        }
    }

    @Test
    void aShortLoginWithTheTlsFlagAsksForTls() {
        byte[] request = Arrays.copyOf(HexFormat.of().parseHex("85ae0a00"), 32);
        assertThat(HandshakeResponse.isTlsRequest(request, 0, 32)).isTrue();
    }

    @Test
    void anOkPacketTellsTheChangedSchema() {
        byte[] data = HexFormat.of().parseHex("000000" + "0240" + "0000" + "00" + "07" + "0105" + "04" + "73686f70");
        OkPacket ok = new OkPacket();
        assertThat(ok.parse(data, 0, data.length)).isTrue();
        assertThat(ok.changedSchema()).isEqualTo("shop");
        for (int length = 0; length < 7; length++) {
            assertThat(ok.parse(data, 0, length)).isFalse();
        }
    }
}
