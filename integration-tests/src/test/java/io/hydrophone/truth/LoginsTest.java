package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.SelfSigned;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins are counted by how they end, and sessions that cannot be heard by why. */
class LoginsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void refusedLoginsAreCounted(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        Overheard heard = Overheard.of(server, directory, () -> {
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), Server.USER, "shallow"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Access denied");
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), Accounts.BARE, "nothing"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Access denied");
            String elsewhere = server.url().replace("/" + Server.SCHEMA, "/nowhere");
            assertThatThrownBy(() -> DriverManager.getConnection(elsewhere, Server.USER, Server.PASSWORD))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Unknown database");
            try (Connection connection = server.connect()) {
                assertThat(connection.isValid(10)).isTrue();
            }
        });

        assertThat(heard.counters().failedLogins()).isEqualTo(3);
        assertThat(heard.counters().logins()).isEqualTo(1);
        assertThat(heard.counters().sessions()).isEqualTo(4);
        assertThat(heard.counters().midstreamSessions()).isZero();
        assertThat(heard.counters().tlsSessions()).isZero();
        assertThat(heard.of(Command.COM_PING)).hasSize(1);
    }

    /** The oldest server speaks no version of TLS that a client of today accepts. */
    @ParameterizedTest
    @EnumSource(names = "MYSQL_5_7", mode = EnumSource.Mode.EXCLUDE)
    void encryptedSessionsAreCountedAndNotHeard(ServerKind kind) throws Exception {
        // MariaDB makes certificates for itself from 11.4 on only.
        SelfSigned certificate = SelfSigned.make(directory);
        try (Server server = kind.start(
                "--ssl-cert=" + certificate.chain(), "--ssl-key=" + certificate.key(), "--skip-performance-schema")) {
            Overheard heard = Overheard.of(server, directory, () -> {
                try (Connection hidden = server.connect("sslMode=trust");
                        Statement statement = hidden.createStatement();
                        ResultSet cipher = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
                    assertThat(cipher.next()).isTrue();
                    assertThat(cipher.getString(2)).isNotEmpty();
                }
                try (Connection open = server.connect();
                        Statement statement = open.createStatement()) {
                    statement.execute("SELECT 'heard'");
                }
            });

            assertThat(heard.counters().tlsSessions()).isEqualTo(1);
            assertThat(heard.counters().sessions()).isEqualTo(2);
            assertThat(heard.counters().logins()).isEqualTo(1);
            assertThat(heard.the("SELECT 'heard'").rows()).isEqualTo(1);
            assertThat(heard.all())
                    .extracting(Said::session)
                    .containsOnly(heard.the("SELECT 'heard'").session());
        }
    }

    @ParameterizedTest
    @EnumSource
    void compressedSessionsAreHeard(ServerKind kind) throws Exception {
        Server server = kind.shared();
        String large = "SELECT REPEAT('x', 5000) /* " + "y".repeat(5_000) + " */";
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection compressed = server.connect("useCompression=true");
                    Statement statement = compressed.createStatement()) {
                statement.execute("SELECT 'small'");
                statement.execute(large);
                statement.execute("SELECT 1 UNION SELECT 2");
            }
            try (Connection open = server.connect();
                    Statement statement = open.createStatement()) {
                statement.execute(large + " -- open");
            }
        });

        assertThat(heard.counters().compressedSessions()).isEqualTo(1);
        assertThat(heard.counters().logins()).isEqualTo(2);
        assertThat(heard.counters().unparsed()).isZero();
        assertThat(heard.the("SELECT 'small'").rows()).isEqualTo(1);
        assertThat(heard.the("SELECT 1 UNION SELECT 2").rows()).isEqualTo(2);
        assertThat(heard.the(large).rows()).isEqualTo(1);
        // Bytes are those of the packets within, as many as without compression.
        assertThat(heard.the(large).bytesOut())
                .isEqualTo(heard.the(large + " -- open").bytesOut());
    }
}
