package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Three servers, a probe beside each, a master and a standby: every command as a user runs it, the master killed in the middle. */
@Tag("alone")
class ClusterTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final List<Server> servers =
            List.of(ServerKind.MARIADB_11_4.shared(), ServerKind.MYSQL_9_7.shared(), ServerKind.MARIADB_10_11.shared());
    private final List<CommandProcess> nodes = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        nodes.forEach(CommandProcess::close);
        for (Server server : servers) { // Other tests share them.
            load(server).sysbench().with("cleanup").output();
        }
    }

    @Test
    void theMastersTotalsAreTheServersOwnCountersThoughTheMasterIsKilled() throws Exception {
        DebianPackages.require("sysbench");
        for (Server server : servers) {
            load(server).sysbench().with("prepare").output();
        }
        CommandProcess first = master("m1", null);
        Pause.until("a master", LIMIT, () -> role(first).equals("master"));
        CommandProcess second = master("m2", first);
        Pause.until("a standby", LIMIT, () -> role(second).equals("standby"));
        for (Server server : servers) {
            probe(server, first, second);
        }
        Pause.until("all probes", LIMIT, () -> up(first) == servers.size());

        Map<Server, Map<String, Long>> counted = new LinkedHashMap<>();
        try (FrameReader consumer = FrameReader.connect(
                HttpClient.newHttpClient(), URI.create("http://" + second.address()), "mysqlprobe")) {
            counted.putAll(run(() -> {
                Pause.until("reports", LIMIT, () -> queries(first) > 500);
                first.kill();
                Pause.until("a new master", LIMIT, () -> role(second).equals("master"));
                first.start();
            }));
            Pause.until(
                    "the end of the load",
                    LIMIT,
                    () -> kinds(second, servers.getFirst()).equals(counted.get(servers.getFirst())));
            assertThat(consumer.messages()).isNotEmpty();
        }
        for (Server server : servers) {
            assertThat(counted.get(server).get("select")).isPositive();
            Pause.until(
                    "all of " + server.port(),
                    LIMIT,
                    () -> kinds(second, server).equals(counted.get(server)));
            Pause.until(
                    "the same on the node that was killed",
                    LIMIT,
                    () -> kinds(first, server).equals(counted.get(server)));
        }
        assertThat(List.of(role(first), role(second))).containsExactlyInAnyOrder("master", "standby");
        JsonNode listed = second.get("/cluster/listnodes");
        assertThat(listed)
                .hasSize(2 + servers.size())
                .allMatch(node -> node.at("/state").asString().equals("up"));
    }

    private CommandProcess master(String name, CommandProcess seed) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("master", "--cluster", "gossip", "--group", "test", "--name", name, "--dir", path(name)));
        if (seed != null) {
            arguments.addAll(List.of("--seed", seed.address()));
        }
        return node(name, arguments);
    }

    private void probe(Server server, CommandProcess first, CommandProcess second) throws IOException {
        String name = "p" + server.port();
        node(
                name,
                List.of(
                        "probe",
                        "-i",
                        "lo",
                        "--port",
                        Integer.toString(server.port()),
                        "--name",
                        name,
                        "--cluster",
                        "gossip",
                        "--group",
                        "test",
                        "--seed",
                        first.address() + "," + second.address(),
                        "--cluster-dir",
                        path(name)));
    }

    private CommandProcess node(String name, List<String> arguments) throws IOException {
        CommandProcess node =
                new CommandProcess(directory.resolve(name + ".log"), FreePort.find(), arguments.toArray(String[]::new));
        nodes.add(node);
        return node.start();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private static SysbenchRun load(Server server) {
        return new SysbenchRun(server, "auto", 2);
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Twelve seconds of load on all servers; gives what each counted. */
    private Map<Server, Map<String, Long>> run(Action meanwhile) throws Exception {
        Map<Server, Connection> quiet = new LinkedHashMap<>();
        Map<Server, Map<String, Long>> before = new LinkedHashMap<>();
        Map<Server, Map<String, Long>> counted = new LinkedHashMap<>();
        try {
            for (Server server : servers) {
                quiet.put(server, server.connect());
                before.put(server, counters(quiet.get(server)));
            }
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (Server server : servers) {
                running.add(CompletableFuture.runAsync(() -> load(server)
                        .sysbench()
                        .with("--threads=2", "--events=0", "--rate=20", "--time=12", "run")
                        .output()));
            }
            meanwhile.run();
            running.forEach(CompletableFuture::join);
            for (Server server : servers) {
                counted.put(server, LoadKinds.between(before.get(server), counters(quiet.get(server))));
            }
            return counted;
        } finally {
            for (Connection connection : quiet.values()) {
                connection.close();
            }
        }
    }

    private static Map<String, Long> counters(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            return LoadKinds.counters(statement);
        }
    }

    private static String role(CommandProcess node) {
        return node.get("/status").at("/role").asString("");
    }

    private static long queries(CommandProcess node) {
        return node.get("/status").at("/reports/queries").asLong(0);
    }

    private static long up(CommandProcess node) {
        long up = 0;
        for (JsonNode probe : node.get("/status").at("/probes")) {
            up += probe.at("/state").asString().equals("up") ? 1 : 0;
        }
        return up;
    }

    /** What a node says that a server was asked, by kind. */
    private static Map<String, Long> kinds(CommandProcess node, Server server) {
        Map<String, Long> kinds = new TreeMap<>();
        String path = "/api/v1/queries?top=1000&instance=" + Server.HOST + ":" + server.port();
        for (JsonNode statement : node.get(path).at("/classes")) {
            kinds.merge(
                    LoadKinds.kind(statement.at("/fingerprint").asString()),
                    statement.at("/count").asLong(),
                    Long::sum);
        }
        return LoadKinds.ofTheLoad(kinds);
    }
}
