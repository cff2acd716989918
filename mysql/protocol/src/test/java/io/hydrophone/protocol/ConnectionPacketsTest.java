package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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
        assertThat(greeting).isEqualTo(new Greeting("8.0.35", 11, 0xdfffffff, 0xff, 0));
    }

    @Test
    void aGreetingHasAChallenge() {
        AuthChallenge challenge = AuthChallenge.inGreeting(GREETING, 0, GREETING.length);
        assertThat(challenge.plugin()).isEqualTo("caching_sha2_password");
        assertThat(challenge.scramble())
                .isEqualTo(HexFormat.of().parseHex("0102030405060708" + "6162636465666768696a6b6c"));
        assertThat(AuthChallenge.inGreeting(GREETING, 0, 50)).isNull();
    }

    @Test
    void anotherMethodIsAskedForWithAChallengeOfItsOwn() {
        byte[] other = ("?client_ed25519\0" + "x".repeat(32)).getBytes(ISO_8859_1);
        other[0] = (byte) AuthChallenge.SWITCH;
        AuthChallenge challenge = AuthChallenge.inSwitch(other, 0, other.length);
        assertThat(challenge.plugin()).isEqualTo("client_ed25519");
        assertThat(challenge.scramble()).hasSize(32);
        byte[] old = {(byte) AuthChallenge.SWITCH};
        assertThat(AuthChallenge.inSwitch(old, 0, 1)).isNull();
    }

    @Test
    void anErrorHasANumberAStateAndWords() {
        byte[] error = "?\u0015\u0004#28000Access denied".getBytes(ISO_8859_1);
        assertThat(ErrPacket.parse(error, 0, error.length)).isEqualTo(new ErrPacket(1045, "28000", "Access denied"));
        byte[] early = "?\u0010\u0004Too many connections".getBytes(ISO_8859_1);
        assertThat(ErrPacket.parse(early, 0, early.length))
                .isEqualTo(new ErrPacket(1040, "HY000", "Too many connections"));
        assertThat(ErrPacket.parse(early, 0, 1)).isEqualTo(new ErrPacket(0, "HY000", ""));
    }

    @Test
    void aChangeOfUserNamesUserDatabaseAndCollation() {
        byte[] change = "?ear\0\u0003abcdepth\0-\0mysql_native_password\0".getBytes(ISO_8859_1);
        assertThat(ChangeUser.parse(change, change.length)).isEqualTo(new ChangeUser("ear", "depth", 45));
        assertThat(ChangeUser.parse(change, 14)).isEqualTo(new ChangeUser("ear", "depth", 0));
        assertThat(ChangeUser.parse(change, 11)).isEqualTo(new ChangeUser("ear", "de", 0));
        assertThat(ChangeUser.parse(change, 6)).isEqualTo(new ChangeUser("ear", "", 0));
        assertThat(ChangeUser.parse(change, 1)).isEqualTo(new ChangeUser("", "", 0));
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
    void anOkPacketTellsWhatChangedInTheSession() {
        String variable =
                "00" + "0f" + "0a" + HexFormat.of().formatHex("autocommit".getBytes(ISO_8859_1)) + "03" + "4f4646";
        String schema = "01" + "05" + "04" + "73686f70";
        String unknown = "06" + "02" + "ffff";
        String gtids = "03" + "05" + "00" + "03" + "612d31";
        String state = "05" + "09" + "08" + HexFormat.of().formatHex("T_R_W___".getBytes(ISO_8859_1));
        String list = variable + schema + unknown + gtids + state;
        byte[] data =
                HexFormat.of().parseHex("000000" + "0240" + "0000" + "00" + "%02x".formatted(list.length() / 2) + list);
        OkPacket ok = new OkPacket();
        assertThat(ok.parse(data, 0, data.length)).isTrue();
        assertThat(changes(data, ok.changesOffset(), ok.changesEnd()))
                .containsExactly(
                        "VARIABLE autocommit=OFF", "SCHEMA =shop", "GTIDS =a-1", "TRANSACTION_STATE =T_R_W___");
        assertThat(SessionChanges.schema(data, ok.changesOffset(), ok.changesEnd()))
                .isEqualTo("shop");
        for (int length = 0; length < 7; length++) {
            assertThat(ok.parse(data, 0, length)).isFalse();
        }
        for (int length = 7; length < data.length; length++) {
            assertThat(ok.parse(data, 0, length)).isTrue();
            assertThat(ok.changesOffset()).isEqualTo(-1);
        }
    }

    @Test
    void aListOfChangesThatIsCutTellsWhatIsWhole() {
        byte[] list = HexFormat.of().parseHex("01" + "05" + "04" + "73686f70" + "03" + "05" + "00" + "03" + "612d31");
        for (int length = 0; length <= list.length; length++) {
            assertThat(changes(list, 0, length)).hasSize(length / 7);
        }
        byte[] lying = HexFormat.of().parseHex("00" + "03" + "fc" + "ffff" + "01" + "02" + "ff" + "00");
        assertThat(changes(lying, 0, lying.length)).isEmpty();
    }

    private static List<String> changes(byte[] data, int offset, int end) {
        List<String> changes = new ArrayList<>();
        SessionChanges.read(data, offset, end, (kind, name, value) -> changes.add(kind + " " + name + "=" + value));
        return changes;
    }

    @Test
    void aReplicaTellsWhereItWantsToRead() {
        byte[] dump = HexFormat.of().parseHex("12" + "9d000000" + "0000" + "02000000" + "6c6f672e31");
        assertThat(BinlogDump.parse(dump, dump.length)).isEqualTo(new BinlogDump(2, "log.1", 157));
        byte[] gtid = HexFormat.of()
                .parseHex("1e" + "0400" + "02000000" + "05000000" + "6c6f672e31" + "0400000000000000" + "00000000");
        assertThat(BinlogDump.parse(gtid, gtid.length)).isEqualTo(new BinlogDump(2, "log.1", 4));
        for (int length = 0; length < 24; length++) {
            assertThat(BinlogDump.parse(gtid, length)).isNull();
        }
        gtid[10] = (byte) 0x80;
        assertThat(BinlogDump.parse(gtid, gtid.length)).isNull();
    }

    @Test
    void aBinlogEventIsRecognisedByItsLengthsThatAgree() {
        byte[] event = HexFormat.of()
                .parseHex("180000" + "05" + "00" + "a1b2c3d4" + "1b" + "01000000" + "17000000" + "00000000" + "0000"
                        + "31323334");
        assertThat(BinlogEvent.begins(event, 0, event.length)).isTrue();
        for (int length = 0; length < 24; length++) {
            assertThat(BinlogEvent.begins(event, 0, length)).isFalse();
        }
        event[14]++;
        assertThat(BinlogEvent.begins(event, 0, event.length)).isFalse();
    }

    @Test
    void theXProtocolIsRecognisedByItsFirstMessage() {
        byte[] hello = HexFormat.of().parseHex("050000000b08051a00");
        assertThat(XProtocol.answers(hello, 4, 5)).isTrue();
        assertThat(XProtocol.answers(GREETING, 0, GREETING.length)).isFalse();
        assertThat(XProtocol.answers(hello, 4, 1)).isFalse();
    }
}
