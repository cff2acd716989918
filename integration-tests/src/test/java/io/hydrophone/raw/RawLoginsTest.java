package io.hydrophone.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.client.raw.Compression;
import io.hydrophone.client.raw.RawLogin;
import io.hydrophone.client.raw.RawTarget;
import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.SelfSigned;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Raw connections log in to real servers by every method that these have, protected or not. */
class RawLoginsTest {
    private static final String SECRET = "twenty thousand leagues";
    private static final String USER = "raw";

    @TempDir
    private static Path directory;

    private static SelfSigned identity;
    /** With a certificate, and a method of authentication that is not there by itself. */
    private static Server equipped;

    @BeforeAll
    static void startServer() {
        identity = SelfSigned.make(directory);
        equipped = ServerKind.MARIADB_10_11.start(
                "--ssl-cert=" + identity.chain(), "--ssl-key=" + identity.key(), "--plugin-load-add=auth_ed25519");
    }

    @AfterAll
    static void endServer() {
        equipped.close();
    }

    private static RawTarget target(Server server, String user, String password, TlsMode tls) {
        return RawTarget.of(MySqlUrl.of(user, Password.of(password), Server.HOST, server.port(), tls, null));
    }

    private static void assertLogsIn(RawTarget target) throws IOException {
        try (Raw raw = Raw.open(target, RawLogin.USUAL)) {
            assertThat(raw.say(Command.COM_PING).isError()).isFalse();
            assertThat(raw.connection().connectionId()).isPositive();
        }
    }

    private static void assertRefused(RawTarget target, String code) {
        assertThatThrownBy(() -> Raw.open(target, RawLogin.USUAL)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).as(e.problem().text()).isEqualTo(code);
            assertThat(e.problem().where()).isEqualTo(target.url().address());
            assertThat(e.problem().text()).doesNotContain(SECRET);
        });
    }

    private static void account(Statement statement, String identified) throws SQLException {
        statement.execute("DROP USER IF EXISTS " + USER);
        statement.execute("CREATE USER " + USER + " IDENTIFIED " + identified);
        statement.execute("GRANT ALL ON " + Server.SCHEMA + ".* TO " + USER);
    }

    @ParameterizedTest
    @CsvSource({
        "MARIADB_10_11, BY '%s'",
        "MARIADB_11_4, BY '%s'",
        "MYSQL_8_0, WITH mysql_native_password BY '%s'",
    })
    void aPasswordIsProvedAndNotTold(ServerKind kind, String identified) throws Exception {
        Server server = kind.shared();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            account(statement, identified.formatted(SECRET));
            assertPasswordOpens(server);
        }
    }

    private static void assertPasswordOpens(Server server) throws IOException {
        assertLogsIn(target(server, USER, SECRET, TlsMode.DISABLED));
        assertRefused(target(server, USER, SECRET + "?", TlsMode.DISABLED), "login-refused");
        assertRefused(target(server, USER, "", TlsMode.DISABLED), "login-refused");
    }

    @Test
    void aPasswordSigns() throws Exception {
        try (Connection connection = equipped.connect();
                Statement statement = connection.createStatement()) {
            account(statement, "VIA ed25519 USING PASSWORD('" + SECRET + "')");
            assertPasswordOpens(equipped);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MYSQL_8_0, caching_sha2_password",
        "MYSQL_8_0, sha256_password",
        "MYSQL_9_7, caching_sha2_password",
        "MYSQL_9_7, sha256_password",
    })
    void aPasswordIsToldOnlyWhereThatIsAllowed(ServerKind kind, String method) throws Exception {
        Server server = kind.shared();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            account(statement, "WITH " + method + " BY '" + SECRET + "'");
            RawTarget plain = target(server, USER, SECRET, TlsMode.DISABLED);
            assertRefused(plain, "unprotected-password");
            assertLogsIn(plain.getServerPublicKey(true));
            if (method.startsWith("caching")) {
                assertLogsIn(plain); // the server remembers it
            }
            assertRefused(
                    target(server, USER, SECRET + "?", TlsMode.DISABLED).getServerPublicKey(true), "login-refused");
            if (kind == ServerKind.MYSQL_9_7) { // 8.0.15 knows no suite that Java would use
                statement.execute("FLUSH PRIVILEGES"); // nothing is remembered
                assertLogsIn(target(server, USER, SECRET, TlsMode.REQUIRED));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MYSQL_5_7")
    void anAccountWithoutAPassword(ServerKind kind) throws Exception {
        Server server = kind.shared();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            account(statement, "BY ''");
            assertLogsIn(RawTarget.of(MySqlUrl.of(USER, null, Server.HOST, server.port(), TlsMode.DISABLED, null)));
            assertRefused(target(server, USER, SECRET, TlsMode.DISABLED).getServerPublicKey(true), "login-refused");
        }
    }

    @Test
    void aCertificateIsVerified() throws Exception {
        Path certificate = identity.chain();
        assertLogsIn(secured(equipped, "localhost", TlsMode.VERIFY_FULL, certificate));
        assertLogsIn(secured(equipped, Server.HOST, TlsMode.VERIFY_CA, certificate));
        assertLogsIn(secured(equipped, Server.HOST, TlsMode.REQUIRED, null));
        RawTarget both = secured(equipped, "localhost", TlsMode.VERIFY_FULL, certificate);
        assertLogsIn(both.compressed(Compression.ZLIB));
        // Made out for another name; signed by nobody who is known; not there.
        assertRefused(secured(equipped, Server.HOST, TlsMode.VERIFY_FULL, certificate), "tls-failed");
        assertRefused(secured(equipped, "localhost", TlsMode.VERIFY_FULL, null), "tls-failed");
        assertRefused(secured(ServerKind.MARIADB_10_11.shared(), Server.HOST, TlsMode.VERIFY_FULL, null), "tls-failed");
    }

    private static RawTarget secured(Server server, String host, TlsMode tls, Path ca) {
        return RawTarget.of(MySqlUrl.of(Server.USER, Password.of(Server.PASSWORD), host, server.port(), tls, ca));
    }

    @Test
    void theAuthorityOfMySqlsOwnCertificates() throws Exception {
        Server server = ServerKind.MYSQL_9_7.shared();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@datadir")) {
            rows.next();
            Path ca = Path.of(rows.getString(1), "ca.pem");
            assertLogsIn(secured(server, Server.HOST, TlsMode.VERIFY_CA, ca));
            assertRefused(secured(server, Server.HOST, TlsMode.VERIFY_FULL, ca), "tls-failed");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MYSQL_5_7")
    void whatIsAgreedIsWhatBothCan(ServerKind kind) throws Exception {
        Server server = kind.shared();
        long wanted = Capability.QUERY_ATTRIBUTES | Capability.DEPRECATE_EOF | Capability.MARIADB_STMT_BULK_OPERATIONS;
        try (Raw raw = Raw.open(server, wanted)) {
            long agreed = raw.connection().capabilities();
            boolean knowsAttributes = kind == ServerKind.MYSQL_9_7;
            assertThat((agreed & Capability.QUERY_ATTRIBUTES) != 0).isEqualTo(knowsAttributes);
            assertThat((agreed & Capability.MARIADB_STMT_BULK_OPERATIONS) != 0).isEqualTo(kind.isMariaDb());
            assertThat(agreed & Capability.DEPRECATE_EOF).isNotZero();
            assertThat(agreed & Capability.MULTI_STATEMENTS).isZero();
            assertThat(raw.connection().serverVersion()).isEqualTo(server.version());
        }
        RawTarget zstd = Raw.target(server).compressed(Compression.ZSTD);
        if (kind == ServerKind.MYSQL_9_7) {
            assertLogsIn(zstd);
        } else {
            assertRefused(zstd, "compression-not-offered");
        }
    }

    @Test
    void anUnknownDatabaseIsNoMatterOfAnotherAttempt() {
        RawTarget target = Raw.target(ServerKind.MARIADB_10_11.shared());
        RawLogin login = RawLogin.of(target.url()).in("nowhere");
        assertThatThrownBy(() -> io.hydrophone.client.raw.RawConnection.open(target, login))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("nowhere");
    }

    /** Whoever listens and says nothing, or half a greeting a byte at a time, is given up. */
    @Test
    void aServerThatIsSilentIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RawTarget target = RawTarget.of(MySqlUrl.parse("mysql://ear@127.0.0.1:" + silent.getLocalPort()))
                    .connectWithin(Duration.ofMillis(300));
            long before = System.nanoTime();
            assertThatThrownBy(() -> Raw.open(target, RawLogin.USUAL))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining(target.url().address() + ": no login within 300 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(Duration.ofMillis(300), Duration.ofMinutes(1));
        }
        RawTarget nobody = RawTarget.of(MySqlUrl.parse("mysql://ear@127.0.0.1:" + FreePort.find()));
        assertThatThrownBy(() -> Raw.open(nobody, RawLogin.USUAL)).isInstanceOf(IOException.class);
    }
}
