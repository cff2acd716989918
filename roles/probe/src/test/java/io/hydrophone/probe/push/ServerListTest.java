package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerListTest {
    private static final List<URI> SERVERS = ServerOrder.of(
            "db-7",
            List.of(
                    URI.create("ws://127.0.0.1:8668/intake"),
                    URI.create("ws://127.0.0.1:8669/intake"),
                    URI.create("ws://127.0.0.1:8670/intake")));

    private final ServerList servers =
            new ServerList(PushOptions.to(SERVERS, "db-7", Path.of("unused")), problem -> {});

    @Test
    void theFirstIsTriedFirst() {
        long now = System.nanoTime();
        servers.update(now);
        assertThat(servers.connected(now)).isNull();
        assertThat(servers.next(now).uri()).isEqualTo(SERVERS.getFirst());
    }

    /** A refusal is heard on another thread, at any moment. */
    @Test
    void theOneThatIsNamedIsTriedNextAlsoWhenThatIsHeardAfterTheLastLook() {
        long now = System.nanoTime();
        servers.update(now);
        servers.follow(SERVERS.getLast());
        assertThat(servers.connected(now)).isNull();
        assertThat(servers.next(now).uri()).isEqualTo(SERVERS.getLast());
    }
}
