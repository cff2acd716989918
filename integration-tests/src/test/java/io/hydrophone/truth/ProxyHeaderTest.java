package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Haproxy;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a real proxy that names its clients, a session's client is the one that the server itself believes in. */
class ProxyHeaderTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theClientIsTheOneThatTheProxyNames(int version) throws Exception {
        List<String> clients = new ArrayList<>();
        List<Said> said = new ArrayList<>();
        List<String> believed = new ArrayList<>();
        try (Server server = ServerKind.MARIADB_10_11.start("--proxy-protocol-networks=*");
                Haproxy proxy = Haproxy.start(server, version)) {
            Ear.file(directory)
                    .hear(
                            server.port(),
                            query -> {
                                clients.add(query.key().client() + ":" + query.clientPort());
                                said.add(Said.of(query));
                            },
                            () -> believed.add(host(proxy)));
        }

        assertThat(said).anyMatch(one -> one.sql().equals("SELECT 'through the proxy'"));
        assertThat(said).allMatch(one -> one.user().equals(Server.USER));
        assertThat(clients).isNotEmpty().allMatch(believed.getFirst()::equals);
    }

    private static String host(Haproxy proxy) throws Exception {
        String url = "jdbc:mariadb://" + Server.HOST + ":" + proxy.port() + "/" + Server.SCHEMA;
        try (Connection connection = DriverManager.getConnection(url, Server.USER, Server.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 'through the proxy'");
            try (ResultSet rows = statement.executeQuery(
                    "SELECT host FROM information_schema.processlist WHERE id = CONNECTION_ID()")) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
