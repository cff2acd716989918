package io.hydrophone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.CheckRun;
import io.hydrophone.core.Sample;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which server gives which of dd-agent's 193 metrics, by asking all of them: makes docs/mysql-metrics.md, or with the
 * property {@code update} writes it anew.
 */
class MySqlMetricsTest {
    private static final Path LIST = Path.of("../docs/mysql-metrics.md");

    private static final String ALL_OPTIONS = """
            options:
              replication: true
              galera_cluster: true
              extra_status_metrics: true
              extra_innodb_metrics: true
              extra_performance_metrics: true
              schema_size_metrics: true
            """;

    @TempDir
    private Path directory;

    @Test
    void theListTellsWhichServerGivesWhat() throws Exception {
        Map<ServerKind, Set<String>> given = new EnumMap<>(ServerKind.class);
        for (ServerKind kind : ServerKind.values()) {
            given.put(kind, metrics(kind));
        }
        String list = list(given);
        if (System.getProperty("update") != null) {
            Files.writeString(LIST, list);
        }
        assertThat(list).as("written anew by -Dupdate=yes").isEqualTo(Files.readString(LIST));
    }

    private Set<String> metrics(ServerKind kind) throws Exception {
        try (Server source = kind.start(options(kind).toArray(String[]::new));
                Server replica = kind.start("--server-id=2");
                CheckedServer checked =
                        CheckedServer.of(source, Files.createDirectory(directory.resolve(kind + "1")), ALL_OPTIONS);
                CheckedServer follower =
                        CheckedServer.of(replica, Files.createDirectory(directory.resolve(kind + "2")), ALL_OPTIONS)) {
            Replica.follow(replica, source);
            Replica.awaitRunning(replica);
            Set<String> names = new TreeSet<>();
            for (int i = 0; i < 2; i++) {
                work(source);
                names.addAll(names(checked.run()));
                names.addAll(names(follower.run()));
            }
            return names;
        }
    }

    private static List<String> options(ServerKind kind) {
        List<String> options = new ArrayList<>(List.of("--server-id=1", "--log-bin=binlog"));
        if (kind.isMariaDb() || kind == ServerKind.MYSQL_5_7) {
            options.addAll(List.of("--query-cache-type=1", "--query-cache-size=1048576"));
        }
        if (kind == ServerKind.MARIADB_10_11) {
            options.addAll(List.of(
                    "--wsrep-on=ON",
                    "--wsrep-provider=/usr/lib/galera/libgalera_smm.so",
                    "--wsrep-cluster-address=gcomm://",
                    "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:0",
                    "--wsrep-sst-method=skip",
                    "--binlog-format=ROW"));
        }
        return options;
    }

    private static void work(Server server) throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS fish (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20)) ENGINE=InnoDB");
            statement.execute("INSERT INTO fish (name) VALUES ('cod'), ('eel')");
            statement.executeQuery("SELECT * FROM fish").close();
            statement.executeQuery("SELECT * FROM fish").close();
        }
    }

    private static Set<String> names(CheckRun run) {
        assertThat(run.status().problem()).isNull();
        Set<String> names = new TreeSet<>();
        CheckedServer.samples(run).stream().map(Sample::name).forEach(names::add);
        return names;
    }

    private static String list(Map<ServerKind, Set<String>> given) throws IOException {
        Map<String, String> reasons = reasons();
        StringBuilder list = new StringBuilder("""
                # Which server gives which of dd-agent's 193 metrics

                Made by `MySqlMetricsTest` from real servers, each with a binary log and a replica, the query cache where there is
                one, and a Galera node of one on MariaDB 10.11. What the options are: [mysql-check.md](mysql-check.md).

                | metric | kind | option |""");
        given.keySet().forEach(kind -> list.append(' ').append(title(kind)).append(" |"));
        list.append("\n|---|---|---|").append("---|".repeat(given.size())).append('\n');
        Set<String> missing = new TreeSet<>();
        for (String[] metric : seed()) {
            list.append("| `")
                    .append(metric[0])
                    .append("` | ")
                    .append(metric[1])
                    .append(" | ")
                    .append(metric[2])
                    .append(" |");
            boolean any = false;
            for (Set<String> names : given.values()) {
                boolean gives = names.contains(metric[0]);
                any |= gives;
                list.append(gives ? " yes |" : " |");
            }
            list.append('\n');
            if (!any) {
                missing.add(metric[0]);
            }
        }
        assertThat(reasons.keySet()).as("what no server gives, and why").containsExactlyInAnyOrderElementsOf(missing);
        list.append("\n## What none of them gives\n\n| metric | why |\n|---|---|\n");
        for (String metric : missing) {
            list.append("| `")
                    .append(metric)
                    .append("` | ")
                    .append(reasons.get(metric))
                    .append(" |\n");
        }
        return list.toString();
    }

    private static String title(ServerKind kind) {
        return switch (kind) {
            case MARIADB_10_11 -> "MariaDB 10.11";
            case MARIADB_11_4 -> "MariaDB 11.4";
            case MYSQL_5_7 -> "MySQL 5.7";
            case MYSQL_8_0 -> "MySQL 8.0";
            case MYSQL_9_7 -> "MySQL 9.7";
        };
    }

    /** Name, kind and option of each of the 193. */
    private static List<String[]> seed() throws IOException {
        return lines("dd-agent-5-metrics.txt").stream()
                .map(line -> line.split(" ", 3))
                .toList();
    }

    private static Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : lines("metrics-that-none-gives.txt")) {
            reasons.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        return reasons;
    }

    private static List<String> lines(String resource) throws IOException {
        try (var in = MySqlMetricsTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
