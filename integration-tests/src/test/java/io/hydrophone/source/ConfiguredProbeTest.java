package io.hydrophone.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.replay.Started;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A probe that is started with nothing but a configuration file. */
class ConfiguredProbeTest {
    private static final String USER = "ear_configured";
    private static final int TIMES = 20;
    private static final Pattern SERVING = Pattern.compile("serving (http://[0-9.:]+)/metrics");

    private static final int SIGTERM = 143;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private Process probe;

    @AfterEach
    void stop() {
        client.close();
        probe.destroyForcibly();
    }

    @Test
    void doesWhatMySqlProbesFileSays() throws Exception {
        Server server = ServerKind.MARIADB_11_4.shared();
        Account.create(server, USER);
        start(server);
        Pause.until("a reading of the server's counters", Asked.LIMIT, this::hasRead);
        try (Connection connection = server.connect("sslMode=disable");
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < TIMES; i++) {
                statement.execute("SELECT " + i + " AS configured");
            }
        }

        end();
        assertThat(said("out"))
                .contains("listening on lo port " + server.port())
                .contains("asking mysql://" + USER + "@127.0.0.1:" + server.port() + "/?tls=disabled")
                .containsPattern("serving http://127\\.0\\.0\\.1:[1-9]")
                .containsPattern("heard 2[0-9] queries on 1 sessions")
                .containsPattern("the server was asked 2[0-9] questions, of which 2[0-9] were heard \\(100");
        assertThat(said("err")).contains("for this machine alone").doesNotContain(Account.PASSWORD);
    }

    /** A session that was there before the probe: nothing on the wire says whose it is. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB_11_4", "MYSQL_9_7"})
    void itsWatcherNamesSessionsThatWereMetInTheMiddle(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Account.create(server, USER);
        try (Connection before = server.connect("sslMode=disable");
                Statement statement = before.createStatement()) {
            start(server);
            JsonNode named = JsonMapper.shared().missingNode();
            long deadline = System.nanoTime() + Asked.LIMIT.toNanos();
            while (System.nanoTime() < deadline && named.at("/users/0").isMissingNode()) {
                Pause.of(Duration.ofMillis(100));
                statement.execute("SELECT 1 AS met_in_the_middle");
                named = heard("select ? as met_in_the_middle");
            }
            assertThat(named.at("/users/0").asString()).isEqualTo(Server.USER);
            assertThat(named.at("/databases/0").asString()).isEqualTo(Server.SCHEMA);
            end();
        }
    }

    /** Where it serves; null before it does. */
    private String address() {
        Matcher serving = SERVING.matcher(said("out"));
        return serving.find() ? serving.group(1) : null;
    }

    private JsonNode page(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address() + path)).build();
        return JsonMapper.shared()
                .readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    /** The row of a statement; missing when there is none. */
    private JsonNode heard(String fingerprint) throws IOException, InterruptedException {
        for (JsonNode row : page("/api/v1/queries?top=1000").get("classes")) {
            if (row.get("fingerprint").asString().equals(fingerprint)) {
                return row;
            }
        }
        return JsonMapper.shared().missingNode();
    }

    private Path mysqlProbesFile(Server server) throws IOException {
        return Files.writeString(
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
    }

    /** Returns when it serves. */
    private void start(Server server) throws IOException {
        probe = Started.process(
                directory.resolve("out"),
                directory.resolve("err"),
                List.of("probe", "--config", mysqlProbesFile(server).toString()));
        Pause.until("serving", Asked.LIMIT, () -> address() != null);
    }

    private void end() throws InterruptedException {
        probe.destroy();
        assertThat(probe.waitFor()).as(said("err")).isEqualTo(SIGTERM);
    }

    private boolean hasRead() {
        try {
            return !page("/status").at("/server/read_ts").isMissingNode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String said(String where) {
        try {
            return Files.readString(directory.resolve(where));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
