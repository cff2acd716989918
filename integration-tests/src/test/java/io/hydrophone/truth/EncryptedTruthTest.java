package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.servers.SelfSigned;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.truth.KeyLoggingClient.Offer;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.Mechanism;
import io.hydrophone.wire.tls.KeyLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What is heard of a session in TLS, with its client's key log, is what is heard of the same session without TLS. */
class EncryptedTruthTest {
    private static final Offer TLS_1_2_GCM =
            new Offer(ProtocolVersion.TLSv12, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
    private static final Offer TLS_1_2_GCM_256 =
            new Offer(ProtocolVersion.TLSv12, CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384);
    private static final Offer TLS_1_2_CHACHA =
            new Offer(ProtocolVersion.TLSv12, CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256);
    private static final Offer TLS_1_2_CBC =
            new Offer(ProtocolVersion.TLSv12, CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384);
    private static final Offer TLS_1_2_GCM_RSA =
            new Offer(ProtocolVersion.TLSv12, CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256);
    private static final Offer TLS_1_2_CBC_SHA256 =
            new Offer(ProtocolVersion.TLSv12, CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256);
    private static final Offer TLS_1_2_CBC_SHA =
            new Offer(ProtocolVersion.TLSv12, CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
    private static final Offer TLS_1_1 = new Offer(ProtocolVersion.TLSv11, CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA);
    private static final Offer TLS_1_0 = new Offer(ProtocolVersion.TLSv10, CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
    private static final Offer TLS_1_3_GCM = new Offer(ProtocolVersion.TLSv13, CipherSuite.TLS_AES_128_GCM_SHA256);
    private static final Offer TLS_1_3_GCM_256 = new Offer(ProtocolVersion.TLSv13, CipherSuite.TLS_AES_256_GCM_SHA384);
    private static final Offer TLS_1_3_CHACHA =
            new Offer(ProtocolVersion.TLSv13, CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

    /** What each server can (MySQL 8.0.15 no elliptic curves); MariaDB's OpenSSL chooses encrypt-then-MAC for CBC. */
    static final List<Arguments> OFFERS = List.of(
            Arguments.of(ServerKind.MARIADB_10_11, TLS_1_2_GCM),
            Arguments.of(ServerKind.MARIADB_10_11, TLS_1_2_GCM_256),
            Arguments.of(ServerKind.MARIADB_10_11, TLS_1_2_CHACHA),
            Arguments.of(ServerKind.MARIADB_10_11, TLS_1_2_CBC),
            Arguments.of(ServerKind.MARIADB_10_11, TLS_1_3_GCM),
            Arguments.of(ServerKind.MARIADB_10_11, TLS_1_3_GCM_256),
            Arguments.of(ServerKind.MARIADB_10_11, TLS_1_3_CHACHA),
            Arguments.of(ServerKind.MYSQL_8_0, TLS_1_2_GCM_RSA),
            Arguments.of(ServerKind.MYSQL_8_0, TLS_1_2_CBC_SHA256),
            Arguments.of(ServerKind.MYSQL_8_0, TLS_1_2_CBC_SHA),
            Arguments.of(ServerKind.MYSQL_8_0, TLS_1_1),
            Arguments.of(ServerKind.MYSQL_8_0, TLS_1_0),
            Arguments.of(ServerKind.MYSQL_9_7, TLS_1_2_GCM_256),
            Arguments.of(ServerKind.MYSQL_9_7, TLS_1_2_CHACHA),
            Arguments.of(ServerKind.MYSQL_9_7, TLS_1_3_GCM),
            Arguments.of(ServerKind.MYSQL_9_7, TLS_1_3_GCM_256),
            Arguments.of(ServerKind.MYSQL_9_7, TLS_1_3_CHACHA));

    private static final Map<ServerKind, Server> SERVERS = new EnumMap<>(ServerKind.class);

    @TempDir
    private static Path certificates;

    @TempDir
    private Path directory;

    private Path keyLog;

    @BeforeAll
    static void makeCertificate() {
        SelfSigned.make(certificates);
    }

    @AfterAll
    static void endServers() {
        SERVERS.values().forEach(Server::close);
    }

    private Server server(ServerKind kind) throws Exception {
        Server server = SERVERS.get(kind);
        if (server == null) {
            server = kind.start(
                    "--ssl-cert=" + certificates.resolve("cert.pem"), "--ssl-key=" + certificates.resolve("key.pem"));
            Accounts.create(server);
            SERVERS.put(kind, server);
        }
        keyLog = Files.createTempFile(directory, "keys", "");
        return server;
    }

    /** Something of everything: errors, rows, large answers and commands, prepared statements, a schema. */
    private static void script(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, Accounts.BARE, "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE encrypted (id INT PRIMARY KEY, name MEDIUMTEXT)");
            statement.execute("INSERT INTO encrypted VALUES (1, 'one'), (2, 'two'), (3, NULL)");
            statement.executeQuery("SELECT * FROM encrypted ORDER BY id").close();
            statement
                    .executeQuery("SELECT REPEAT('deep ', 40000), id FROM encrypted")
                    .close();
            statement.execute("INSERT INTO encrypted VALUES (4, '" + "y".repeat(70_000) + "')");
            assertThatThrownBy(() -> statement.execute("INSERT INTO encrypted VALUES (1, 'again')"))
                    .isInstanceOf(SQLException.class);
            try (PreparedStatement prepared =
                    connection.prepareStatement("SELECT name FROM encrypted WHERE id = ? OR name = ?")) {
                for (int id = 1; id < 4; id++) {
                    prepared.setInt(1, id);
                    prepared.setString(2, "two");
                    prepared.executeQuery().close();
                }
            }
            statement.execute("DROP TABLE encrypted");
            connection.setCatalog(Accounts.SHALLOWS);
            statement.execute("SELECT DATABASE()");
        }
    }

    /** Without what two sessions that say the same differ in. */
    private static List<Said> comparable(List<Said> all, long session) {
        return all.stream()
                .filter(said -> said.session() == session)
                .map(Said::withoutNumbers)
                .toList();
    }

    private static void assertSameHeard(List<Said> all, WireCounters counters) {
        assertThat(counters.decryptedSessions()).isEqualTo(1);
        assertThat(counters.tlsSessions()).isZero();
        assertThat(counters.unparsed()).isZero();
        assertThat(counters.logins()).isEqualTo(2);
        assertThat(comparable(all, 1)).hasSizeGreaterThanOrEqualTo(15).isEqualTo(comparable(all, 2));
    }

    @ParameterizedTest
    @FieldSource("OFFERS")
    void whatIsSaidInTlsIsHeard(ServerKind kind, Offer offer) throws Exception {
        Server server = server(kind);
        List<Said> all = new ArrayList<>();
        try (KeyLog log = KeyLog.open(keyLog, 10);
                TlsRelay relay = new TlsRelay(server, offer, keyLog)) {
            WireCounters counters = Ear.file(directory, log)
                    .hear(server.port(), query -> all.add(Said.of(query)), () -> {
                        script(server.url("useServerPrepStmts=true"));
                        script(relay.url("useServerPrepStmts=true"));
                    });
            assertSameHeard(all, counters);
        }
    }

    @Test
    void compressionInTlsIsHeard() throws Exception {
        Server server = server(ServerKind.MARIADB_10_11);
        List<Said> all = new ArrayList<>();
        try (KeyLog log = KeyLog.open(keyLog, 10);
                TlsRelay relay = new TlsRelay(server, TLS_1_3_GCM, keyLog)) {
            WireCounters counters = Ear.file(directory, log)
                    .hear(server.port(), query -> all.add(Said.of(query)), () -> {
                        script(server.url("useCompression=true", "useServerPrepStmts=true"));
                        script(relay.url("useCompression=true", "useServerPrepStmts=true"));
                    });
            assertSameHeard(all, counters);
            assertThat(counters.compressedSessions()).isEqualTo(2);
        }
    }

    /** The secrets are written while the session is heard. */
    @ParameterizedTest
    @FieldSource("OFFERS")
    void theKeyLogMayGrowWhileListening(ServerKind kind, Offer offer) throws Exception {
        Server server = server(kind);
        List<Said> all = new ArrayList<>();
        try (KeyLog log = KeyLog.open(keyLog, 10);
                TlsRelay relay = new TlsRelay(server, offer, keyLog)) {
            WireCounters counters = Ear.live(Mechanism.AF_PACKET, log)
                    .hear(server.port(), query -> all.add(Said.of(query)), () -> {
                        script(server.url("useServerPrepStmts=true"));
                        script(relay.url("useServerPrepStmts=true"));
                    });
            assertSameHeard(all, counters);
        }
    }

    @Test
    void aSessionThatTheLogDoesNotTellOfIsCounted() throws Exception {
        Server server = server(ServerKind.MARIADB_10_11);
        List<Said> all = new ArrayList<>();
        try (KeyLog log = KeyLog.open(keyLog, 10);
                TlsRelay relay = new TlsRelay(server, TLS_1_3_GCM, directory.resolve("elsewhere"))) {
            WireCounters counters = Ear.file(directory, log)
                    .hear(server.port(), query -> all.add(Said.of(query)), () -> script(relay.url()));
            assertThat(all).isEmpty();
            assertThat(counters.tlsSessions()).isEqualTo(1);
            assertThat(counters.decryptedSessions()).isZero();
            assertThat(counters.refusedSessions()).isZero();
        }
    }
}
