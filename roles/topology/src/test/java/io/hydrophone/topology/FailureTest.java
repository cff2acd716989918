package io.hydrophone.topology;

import static io.hydrophone.topology.Discovered.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.servers.Tool;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said of a server that says nothing. */
class FailureTest {
    /** The fewest that MariaDB takes. */
    private static final int CONNECTIONS = 10;

    private static Server server;

    @BeforeAll
    static void start() {
        server = ServerKind.MARIADB_10_11.start("--max-connections=" + CONNECTIONS);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Instance asked(Login login, Duration deadline) throws InterruptedException {
        try (ReadableServers servers = new ReadableServers()) {
            Topology topology = new Discovery(servers, DiscoverySettings.USUAL.withDeadline(deadline))
                    .discover(List.of(address(server)), List.of(), login);
            Instance instance = topology.instances().getFirst();
            assertThat(topology.instances()).hasSize(1);
            assertThat(instance.roles()).containsExactly(Role.STANDALONE);
            assertThat(instance.view()).isNull();
            return instance;
        }
    }

    @Test
    void aServerThatIsFullIsThere() throws Exception {
        List<Connection> all = new ArrayList<>();
        try {
            // One more than is allowed is let in when it may administer.
            for (int i = 0; i <= CONNECTIONS; i++) {
                all.add(server.connect());
            }
            assertThat(asked(Discovered.LOGIN, Duration.ofSeconds(30)).failure().kind())
                    .isEqualTo(Failure.Kind.TOO_MANY_CONNECTIONS);
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    @Test
    void aServerThatHangsIsNotWaitedForBeyondTheDeadline() throws Exception {
        String id = Long.toString(server.processId());
        Tool.of("kill", "-STOP", id).output();
        try {
            long begun = System.nanoTime();
            Failure failure = asked(Discovered.LOGIN, Duration.ofSeconds(1)).failure();
            assertThat(failure.kind()).isEqualTo(Failure.Kind.DEADLINE);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        } finally {
            Tool.of("kill", "-CONT", id).output();
        }
    }

    @Test
    void anAccountThatIsNotLetInIsRefused() throws InterruptedException {
        Login wrong = new Login(Server.USER, Password.of("no fathoms"), null, null);
        Failure failure = asked(wrong, Duration.ofSeconds(30)).failure();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.LOGIN_REFUSED);
        assertThat(failure.problem().text()).doesNotContain("no fathoms");
    }

    @Test
    void aServerWithoutTlsIsNotAskedWhereTlsIsWanted() throws InterruptedException {
        Login wanting = new Login(Server.USER, Password.of(Server.PASSWORD), TlsMode.REQUIRED, null);
        assertThat(asked(wanting, Duration.ofSeconds(30)).failure().kind()).isEqualTo(Failure.Kind.TLS);
    }
}
