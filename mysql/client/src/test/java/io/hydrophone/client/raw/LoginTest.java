package io.hydrophone.client.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.HandshakeResponse;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.protocol.PayloadWriter;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a server may ask and is not given; what it is given is tested on real ones. */
class LoginTest {
    private static final RawTarget TARGET = RawTarget.of(MySqlUrl.parse("mysql://ear:forty%20fathoms@127.0.0.1:3306/"));

    /** MySQL's first packet, from a server that can what is given. */
    static byte[] greeting(String plugin, int capabilities) {
        byte[] payload = new PayloadWriter()
                .u1(10)
                .terminated("8.0.36")
                .i4(7)
                .bytes("12345678".getBytes(ISO_8859_1))
                .u1(0)
                .u2(capabilities)
                .u1(45)
                .u2(2)
                .u2(capabilities >> 16)
                .u1(21)
                .zeros(10)
                .terminated("123456789012")
                .terminated(plugin)
                .toByteArray();
        return new Script(0).packet(payload).bytes();
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Played login(RawTarget target, RawLogin login, Script script) throws IOException {
        byte[] greeting = greeting("caching_sha2_password", -1);
        boolean isPlain = target.tls() == null;
        Played plain = new Played(isPlain ? joined(greeting, script.bytes()) : greeting, 50);
        Played within = isPlain ? plain : new Played(script.bytes(), 50);
        new Login(target, login, new Packets(plain), () -> within).run();
        return within;
    }

    private static Played login(RawTarget target, Script script) throws IOException {
        return login(target, RawLogin.of(target.url()), script);
    }

    private static void assertRefused(RawTarget target, Script script, String code, String words) {
        assertThatThrownBy(() -> login(target, script)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().message()).contains(words);
            assertThat(e.problem().where()).isEqualTo("127.0.0.1:3306");
            assertThat(e.problem().text()).doesNotContain("fathoms");
        });
    }

    @Test
    void aLoginSaysWhoItIsAndWhatItWants() throws IOException {
        RawLogin login = RawLogin.of(TARGET.url())
                .in("depth")
                .wanting(Capability.FOUND_ROWS | Capability.SSL | Capability.COMPRESS);
        byte[] heard = login(TARGET, login, new Script(2).packet("\u0001\u0003").ok(0, 0, 2))
                .heard();
        HandshakeResponse response = HandshakeResponse.parse(heard, 4, heard.length - 4);
        assertThat(response.user()).isEqualTo("ear");
        assertThat(response.database()).isEqualTo("depth");
        assertThat(response.attributes()).containsEntry("program_name", "hydrophone");
        assertThat(response.capabilities() & Capability.FOUND_ROWS).isNotZero();
        // What the target decides is not a login's to wish.
        assertThat(response.capabilities() & (Capability.SSL | Capability.COMPRESS))
                .isZero();
        assertThat(LittleEndian.u3(heard, 0)).isEqualTo(heard.length - 4);
    }

    @Test
    void methodsThatAreNotKnownAreNamed() {
        assertRefused(
                TARGET, new Script(2).packet("\u00feparsec\0" + "x".repeat(32)), "unknown-authentication", "parsec");
        assertRefused(TARGET, new Script(2).packet("\u00fe"), "unknown-authentication", "mysql_old_password");
    }

    @Test
    void thePasswordIsNotGivenAway() {
        Script clear = new Script(2).packet("\u00femysql_clear_password\0");
        assertRefused(TARGET, clear, "unprotected-password", "mysql_clear_password");
        assertRefused(TARGET.clearPassword(true), clear, "unprotected-password", "mysql_clear_password");
        Script whole = new Script(2).packet("\u0001\u0004");
        assertRefused(TARGET, whole, "unprotected-password", "caching_sha2_password");
        Script sha256 = new Script(2).packet("\u00fesha256_password\0" + "x".repeat(20) + "\0");
        assertRefused(TARGET, sha256, "unprotected-password", "sha256_password");
    }

    @Test
    void aClearPasswordNeedsBothTlsAndLeave() throws IOException {
        RawTarget tls = RawTarget.of(MySqlUrl.parse("mysql://ear:forty%20fathoms@127.0.0.1:3306/?tls=required"));
        Script clear =
                new Script(3).packet("\u00femysql_clear_password\0").from(5).ok(0, 0, 2);
        assertRefused(tls, clear, "clear-password-not-allowed", "mysql_clear_password");
        byte[] heard = login(tls.clearPassword(true), clear).heard();
        assertThat(new String(heard, ISO_8859_1)).endsWith("forty fathoms\0");
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        Script key = new Script(2).packet("\u0001\u0004").from(4).packet("\u0001-----BEGIN PUBLIC KEY-----\nAAAA\n");
        assertThatThrownBy(() -> login(TARGET.getServerPublicKey(true), key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("public key");
        // A key that was not asked for is none.
        Script unasked = new Script(2).packet("\u0001-----BEGIN PUBLIC KEY-----\nAAAA\n");
        assertThatThrownBy(() -> login(TARGET.getServerPublicKey(true), unasked))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no place in a login");
    }

    @Test
    void whatMayPassIsNoProblem() {
        byte[] busy = new Script(0).error(1040, "Too many connections").bytes();
        Played server = new Played(busy, 100);
        assertThatThrownBy(() -> new Login(TARGET, RawLogin.of(TARGET.url()), new Packets(server), () -> server).run())
                .isInstanceOf(IOException.class)
                .hasMessage("Too many connections (1040)");
        assertRefused(TARGET, new Script(2).error(1045, "Access denied"), "login-refused", "Access denied (1045)");
    }

    @Test
    void whatTheServerHasNotIsNamed() {
        byte[] poor = greeting("mysql_native_password", Capability.PROTOCOL_41 | Capability.SECURE_CONNECTION);
        RawTarget tls = RawTarget.of(MySqlUrl.parse("mysql://ear@127.0.0.1:3306/?tls=required"));
        assertThatThrownBy(() -> begin(tls, poor)).hasMessageContaining("no protected connection");
        assertThatThrownBy(() -> begin(TARGET.compressed(Compression.ZLIB), poor))
                .hasMessageContaining("zlib");
        assertThatThrownBy(() -> begin(TARGET, new Script(0).packet("SSH-2.0").bytes()))
                .hasMessageContaining("no MySQL server");
    }

    private static void begin(RawTarget target, byte[] greeting) throws IOException {
        Played server = new Played(greeting, 100);
        new Login(target, RawLogin.of(target.url()), new Packets(server), () -> server).run();
    }

    @Test
    void aLoginWithoutEndEnds() {
        Script asking = new Script(2);
        for (int i = 0; i < 100; i++) {
            asking.from(2 + 2 * i).packet("\u00femysql_native_password\0" + "x".repeat(20) + "\0");
        }
        assertThatThrownBy(() -> login(TARGET, asking)).isInstanceOf(IOException.class);
    }
}
