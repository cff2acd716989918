package io.hydrophone.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerTest {
    private static final Map<ServerKind, String> VERSIONS = Map.of(
            ServerKind.MARIADB_10_11, "10.11.",
            ServerKind.MARIADB_11_4, "11.4.",
            ServerKind.MYSQL_5_7, "5.7.",
            ServerKind.MYSQL_8_0, "8.0.",
            ServerKind.MYSQL_9_7, "9.");

    @ParameterizedTest
    @EnumSource
    void eachServerIsOfItsReleaseAndLetsItsClientIn(ServerKind kind) {
        Server server = kind.shared();

        assertThat(server.version()).startsWith(VERSIONS.get(kind));
        assertThat(server.client()
                        .with("--batch", "--skip-column-names")
                        .input("select 'Grüße', database();")
                        .output())
                .isEqualTo("Grüße\t" + Server.SCHEMA + "\n");
        assertThat(server).isSameAs(kind.shared());
    }

    @Test
    void aServerThatIsClosedHasEndedAndLeavesNothing() {
        Server server = ServerKind.MARIADB_10_11.start();
        Path directory = server.socket().getParent();
        server.close();

        assertThat(ProcessHandle.of(server.processId())).isEmpty();
        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void aServerThatDoesNotStartSaysWhy() {
        assertThatThrownBy(() -> ServerKind.MARIADB_10_11.start("--no-such-option"))
                .hasMessageContaining("no-such-option");
    }
}
