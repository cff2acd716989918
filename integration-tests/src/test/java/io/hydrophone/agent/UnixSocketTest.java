package io.hydrophone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.CheckRun;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.ServiceCheck.Status;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.servers.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The MySQL check through the sockets of servers, named by itself or by an option file. */
class UnixSocketTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_5_7", "MYSQL_8_0", "MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_4"})
    void aServerIsAskedThroughItsSocket(ServerKind kind) throws Exception {
        Server server = kind.shared();
        try (CheckedServer checked =
                CheckedServer.of(directory, """
                server: localhost
                sock: %s
                user: %s
                pass: %s
                patience: 60
                deadline: 120
                """.formatted(server.socket(), Server.USER, Server.PASSWORD))) {
            CheckRun run = checked.run();
            assertThat(run.status().problem()).isNull();
            assertThat(CheckedServer.value(
                            run,
                            "mysql.net.max_connections_available",
                            "server:" + server.socket(),
                            "port:unix_socket"))
                    .isGreaterThan(1);
            assertThat(count(server, "host = 'localhost'")).isPositive();
        }
    }

    @Test
    void anOptionFileHasAllOfTheLogin() throws Exception {
        Server server = ServerKind.MARIADB_10_11.shared();
        Path options = directory.resolve("my.cnf");
        Files.writeString(options, """
                [client]
                user = %s
                password = "%s"
                socket = %s
                """.formatted(Server.USER, Server.PASSWORD, server.socket()));
        try (CheckedServer checked = CheckedServer.of(directory, "defaults_file: my.cnf")) {
            CheckRun run = checked.run();
            assertThat(run.status().problem()).isNull();
            assertThat(CheckedServer.service(run, "mysql.can_connect").tags().texts())
                    .contains("port:unix_socket");
        }
        Files.writeString(options, """
                [client]
                user = %s
                password = "%s"
                port = %d
                """.formatted(Server.USER, Server.PASSWORD, server.port()));
        try (CheckedServer checked = CheckedServer.of(directory, "defaults_file: my.cnf")) {
            CheckRun run = checked.run();
            assertThat(run.status().problem()).isNull();
            assertThat(CheckedServer.service(run, "mysql.can_connect").tags().texts())
                    .contains("server:127.0.0.1", "port:" + server.port());
        }
    }

    @Test
    void theAccountOfTheSystemNeedsNoPassword() throws Exception {
        Server server = ServerKind.MARIADB_10_11.shared();
        String user = System.getProperty("user.name");
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE USER '" + user + "'@'localhost' IDENTIFIED VIA unix_socket");
            statement.execute("GRANT PROCESS, REPLICATION CLIENT ON *.* TO '" + user + "'@'localhost'");
        }
        try (CheckedServer checked =
                CheckedServer.of(directory, "sock: %s\nuser: %s\n".formatted(server.socket(), user))) {
            assertThat(CheckedServer.service(checked.run(), "mysql.can_connect").status())
                    .isEqualTo(Status.OK);
        }
    }

    @Test
    void aSocketThatIsNotThereIsNamed() throws Exception {
        Path gone = directory.resolve("gone.sock");
        try (CheckedServer checked = CheckedServer.of(directory, "sock: " + gone)) {
            CheckRun run = checked.run();
            assertThat(run.status().problem().code()).isEqualTo("server-unreachable");
            assertThat(run.status().problem().text()).contains(gone.toString(), "No such file");
            assertThat(CheckedServer.service(run, "mysql.can_connect"))
                    .extracting(ServiceCheck::status)
                    .isEqualTo(Status.CRITICAL);
        }
    }

    @Test
    void aServerThatHangsIsGivenUp() throws Exception {
        try (Server server = ServerKind.MARIADB_10_11.start();
                CheckedServer checked =
                        CheckedServer.of(directory, """
                        sock: %s
                        user: %s
                        pass: %s
                        deadline: 60
                        """.formatted(server.socket(), Server.USER, Server.PASSWORD))) {
            assertThat(checked.run().status().problem()).isNull();
            Tool.of("kill", "-STOP", Long.toString(server.processId())).output();
            assertThat(checked.run().status().problem().code()).isEqualTo("server-too-slow");
            Tool.of("kill", "-CONT", Long.toString(server.processId())).output();
        }
    }

    private static long count(Server server, String condition) throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COUNT(*) FROM information_schema.processlist WHERE " + condition)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
