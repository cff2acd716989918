package io.hydrophone.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.app.Main;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe that is started with nothing but a configuration file. */
class ConfiguredProbeTest {
    private static final String USER = "ear_configured";
    private static final int TIMES = 20;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void doesWhatMySqlProbesFileSays() throws Exception {
        Server server = ServerKind.MARIADB_11_4.shared();
        Account.create(server, USER);
        Path file = Files.writeString(
                directory.resolve("mysql-probe.yaml"), """
                slave: true
                serverport: 0
                interval: 1
                slowthresholdms: 100
                cluster: {gossip: true, group: test, port: 0}
                probe:
                  device: lo
                  port: %d
                  snappylength: 0
                  workers: 1
                watcher:
                  uname: %s
                  passward: "%s"
                """.formatted(server.port(), USER, Account.PASSWORD));

        CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> run(file));
        Pause.until("listening", Asked.LIMIT, () -> out.toString(UTF_8).contains("listening on lo port"));
        Pause.of(Duration.ofSeconds(2)); // the first reading of the server's counters
        try (Connection connection = server.connect("sslMode=disable");
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < TIMES; i++) {
                statement.execute("SELECT " + i + " AS configured");
            }
        }

        assertThat(ended.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString(UTF_8))
                .contains("listening on lo port " + server.port())
                .contains("asking mysql://" + USER + "@127.0.0.1:" + server.port() + "/?tls=disabled")
                .containsPattern("serving http://127\\.0\\.0\\.1:[1-9]")
                .containsPattern("heard 2[0-9] queries on 1 sessions")
                .containsPattern("the server was asked 2[0-9] questions, of which 2[0-9] were heard \\(100");
        assertThat(err.toString(UTF_8)).contains("for this machine alone").doesNotContain(Account.PASSWORD);
    }

    private int run(Path file) {
        PrintStream output = new PrintStream(out, true, UTF_8);
        return Main.run(
                new String[] {"probe", "--config", file.toString(), "--for", "15s"},
                new ByteArrayInputStream(new byte[0]),
                output,
                new PrintStream(err, true, UTF_8));
    }
}
