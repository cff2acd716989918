package io.hydrophone.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.app.Main;
import io.hydrophone.client.grants.Purpose;
import io.hydrophone.servers.Replication;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hydrophone topology} with the account of {@code hydrophone grants}, on a source and its replica. */
class TopologyCommandTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        out.reset();
        err.reset();
        PrintStream output = new PrintStream(out, false, UTF_8);
        int status = Main.run(words, new ByteArrayInputStream(new byte[0]), output, new PrintStream(err, true, UTF_8));
        output.flush();
        assertThat(err.toString(UTF_8)).doesNotContain("unexpected:").doesNotContain(LeastAccount.PASSWORD);
        return status;
    }

    private static Server start(ServerKind kind, int id) {
        List<String> options =
                new ArrayList<>(List.of("--server-id=" + id, "--log-bin=binlog", "--log-slave-updates=ON"));
        options.add("--slave-net-timeout=4"); // A connection that fell silent is not waited for as long as a minute.
        if (!kind.isMariaDb()) {
            options.addAll(List.of("--gtid-mode=ON", "--enforce-gtid-consistency=ON"));
        }
        return kind.start(options.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_5_7", "MYSQL_8_0", "MARIADB_11_4"})
    void aSourceAndItsReplicaAreShownInEachForm(ServerKind kind) throws Exception {
        try (Server source = start(kind, 1);
                Server replica = start(kind, 2)) {
            Replication.follow(replica, source, "");
            LeastAccount account = LeastAccount.create(source, Purpose.TOPOLOGY, statement -> true);
            source.execute("CREATE TABLE t (id INT)");
            Replication.await(replica, "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 't'", "1");
            Path file = Files.writeString(directory.resolve("clusters.json"), """
                    {"clusters": [{"name": "reef", "members": ["127.0.0.1:%d"], "user": "%s", "password": "%s"}],
                     "discovery": {"deadline": "30s"}}
                    """.formatted(
                            source.port(), account.user(), LeastAccount.PASSWORD));

            assertThat(run("topology", "--config", file.toString()))
                    .as(err.toString(UTF_8))
                    .isZero();
            assertThat(out.toString(UTF_8))
                    .startsWith("reef  (2 instances)\n127.0.0.1:" + source.port() + " ")
                    .contains("└─ 127.0.0.1:" + replica.port() + " ", "io Yes, sql Yes, lag ", "missing 0")
                    .doesNotContain("errant", "\u001b");

            assertThat(run("topology", "--config", file.toString(), "--check")).isZero();
            assertThat(out.toString(UTF_8)).doesNotContain("critical", "warning");

            assertThat(run("topology", "--config", file.toString(), "--format", "json"))
                    .isZero();
            JsonNode topology = JsonMapper.shared().readTree(out.toByteArray());
            assertThat(topology.at("/instances/0/view/problems")).isEmpty();
            assertThat(topology.get("findings")).isEmpty();
            assertThat(topology.at("/links/0/type").asString()).isEqualTo("replication");
            assertThat(topology.at("/links/0/from").asString()).isEqualTo("127.0.0.1:" + replica.port());
            assertThat(topology.at("/links/0/missing").asInt(-1)).isZero();
            assertThat(topology.at("/links/0/errant").asInt(-1)).isZero();
            assertThat(topology.at("/clusters/0/named_by").asString()).isEqualTo("configuration");

            assertThat(run("topology", "--config", file.toString(), "--format", "dot"))
                    .isZero();
            assertThat(out.toString(UTF_8))
                    .startsWith("digraph topology {")
                    .contains("\"127.0.0.1:" + source.port() + "\" -> \"127.0.0.1:" + replica.port() + "\"");

            aStoppedReplicaFailsTheCheck(file, source, replica);
        }
    }

    /** What is in no source's list has to be named. */
    private void aStoppedReplicaFailsTheCheck(Path file, Server source, Server replica) throws Exception {
        String both = "\"127.0.0.1:%d\", \"127.0.0.1:%d\"".formatted(source.port(), replica.port());
        Path named = Files.writeString(
                directory.resolve("both.json"),
                Files.readString(file).replace("\"127.0.0.1:" + source.port() + "\"", both));
        replica.execute("STOP SLAVE");
        assertThat(run("topology", "--config", named.toString())).isZero();
        assertThat(out.toString(UTF_8))
                .contains("warning  ReplicaStopped  127.0.0.1:" + replica.port())
                .contains("explains MasterSingleReplicaNotReplicating 127.0.0.1:" + source.port())
                .contains("    -- on 127.0.0.1:" + replica.port() + ": ", "\n    START SLAVE;\n");
        assertThat(run("topology", "--config", named.toString(), "--check", "--format", "json"))
                .isEqualTo(1);
        JsonNode finding = JsonMapper.shared().readTree(out.toByteArray()).at("/findings/0");
        assertThat(finding.at("/code").asString()).isEqualTo("ReplicaStopped");
        assertThat(finding.at("/severity").asString()).isEqualTo("warning");
        assertThat(finding.at("/explains/0/code").asString()).isEqualTo("MasterSingleReplicaNotReplicating");
        assertThat(finding.at("/advice/0/lines/0").asString()).isEqualTo("START SLAVE");
        assertThat(run("topology", "--config", named.toString(), "--format", "dot"))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("color=orange");
    }

    @Test
    void aServerThatIsNotThereIsShownAndFailsTheCommand() throws Exception {
        int port;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(run("topology", "127.0.0.1:" + port, "--user", "nobody")).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("127.0.0.1:" + port, "connect refused");
        Server server = ServerKind.MARIADB_10_11.shared();
        assertThat(run("topology", "127.0.0.1:" + server.port(), "--user", "stranger"))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("login refused");
    }

    @Test
    void wrongUsageIsTwo() throws Exception {
        assertThat(run("topology")).isEqualTo(2);
        assertThat(run("topology", "db1")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--user");
        assertThat(run("topology", "d b", "--user", "u")).isEqualTo(2);
        Path file = Files.writeString(directory.resolve("bad.yaml"), "clusters: [{name: a, member: [x]}]\n");
        assertThat(run("topology", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("bad.yaml:1:", "did you mean members?");
        assertThat(run("grants", "--version", "new")).isEqualTo(2);
        assertThat(run("grants", "--version", "8.4", "--for", "replay")).isEqualTo(2);
    }

    @Test
    void grantsAreThoseOfTheVersion() {
        assertThat(run("grants", "--version", "8.0.36")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("GRANT REPLICATION CLIENT ON *.*", "SHOW REPLICAS")
                .doesNotContain("MONITOR");
        assertThat(run("grants", "--version", "mariadb-11.4", "--account", "m@10.0.0.%"))
                .isZero();
        assertThat(out.toString(UTF_8))
                .contains("GRANT SLAVE MONITOR, BINLOG MONITOR ON *.* TO 'm'@'10.0.0.%';")
                .doesNotContain("performance_schema", "innodb_cluster");
    }
}
