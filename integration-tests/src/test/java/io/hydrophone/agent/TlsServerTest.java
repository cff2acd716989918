package io.hydrophone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.CheckRun;
import io.hydrophone.agent.check.CheckStatus;
import io.hydrophone.core.Problem;
import io.hydrophone.servers.SelfSigned;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The MySQL check and accounts that may log in with TLS alone. */
class TlsServerTest {
    private static final String USER = "sealed";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11"})
    void aCertificateIsVerified(ServerKind kind) throws Exception {
        SelfSigned own = SelfSigned.make(Files.createDirectory(directory.resolve("own")));
        SelfSigned other = SelfSigned.make(Files.createDirectory(directory.resolve("other")));
        try (Server server = kind.start("--ssl-cert=" + own.chain(), "--ssl-key=" + own.key())) {
            create(server);
            assertThat(problem(server, "server: localhost\nssl: {ca: own/cert.pem}"))
                    .isNull();
            assertThat(problem(server, "url: mysql://sealed@127.0.0.1:%d/?tls=required".formatted(server.port())))
                    .isNull();
            Problem wrong = problem(server, "server: localhost\nssl: {ca: " + other.chain() + "}");
            assertThat(wrong.code()).isEqualTo("tls-failed");
            assertThat(wrong.message())
                    .contains("its certificate is not accepted by the authority in " + other.chain(), "Signature");
            assertThat(wrong.where()).contains("localhost:" + server.port());
            Problem host = problem(server, "server: 127.0.0.1\nssl: {ca: own/cert.pem}");
            assertThat(host.code()).as(host.text()).isEqualTo("tls-failed");
            assertThat(host.message()).contains("127.0.0.1", "localhost");
            assertThat(host.action()).contains("verify-ca");
            Problem unknown =
                    problem(server, "url: mysql://sealed@localhost:%d/?tls=verify-full".formatted(server.port()));
            assertThat(unknown.message()).contains("not accepted by the authorities that Java trusts");
            Problem open = problem(server, "server: localhost");
            assertThat(open.code()).as("without TLS: " + open.text()).isEqualTo("login-refused");
        }
    }

    @Test
    void theCertificatesThatMySqlMakesForItself() throws Exception {
        Server server = ServerKind.MYSQL_9_7.shared();
        create(server);
        Path authority = Path.of(variable(server, "datadir")).resolve("ca.pem");
        String url = "url: mysql://sealed@127.0.0.1:%d/?tls=%s&ca=%s";
        assertThat(problem(server, url.formatted(server.port(), "verify-ca", authority)))
                .isNull();
        Problem host = problem(server, url.formatted(server.port(), "verify-full", authority));
        assertThat(host.code()).as(host.text()).isEqualTo("tls-failed");
    }

    /** What the check says is wrong; null for nothing. */
    private Problem problem(Server server, String instance) throws IOException, InterruptedException {
        String port = instance.startsWith("url") ? "" : "port: " + server.port() + "\nuser: " + USER + "\n";
        try (CheckedServer checked =
                CheckedServer.of(directory, port + "pass: " + Server.PASSWORD + "\ndeadline: 60\n" + instance)) {
            CheckRun run = checked.run();
            CheckStatus status = run.status();
            return status.problem();
        }
    }

    private static void create(Server server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER '" + USER + "'@'%' IDENTIFIED BY '" + Server.PASSWORD + "' REQUIRE SSL");
            statement.execute("GRANT PROCESS, REPLICATION CLIENT ON *.* TO '" + USER + "'@'%'");
            statement.execute("GRANT SELECT ON performance_schema.* TO '" + USER + "'@'%'");
        }
    }

    private static String variable(Server server, String name) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@" + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
