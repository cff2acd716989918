package io.hydrophone.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.MysqldExporter;
import io.hydrophone.servers.Prometheus;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names, types, labels and values are those of mysqld_exporter before the same server; what differs is excused line by line. */
class CompatibilityTest {
    private static final List<String> MORE = List.of(
            "auto_increment.columns",
            "binlog_size",
            "engine_innodb_status",
            "heartbeat",
            "info_schema.clientstats",
            "info_schema.innodb_metrics",
            "info_schema.innodb_tablespaces",
            "info_schema.processlist",
            "info_schema.schemastats",
            "info_schema.tables",
            "info_schema.tablestats",
            "info_schema.userstats",
            "mysql.user",
            "perf_schema.eventsstatements",
            "perf_schema.eventsstatementssum",
            "perf_schema.eventswaits",
            "perf_schema.file_events",
            "perf_schema.file_instances",
            "perf_schema.indexiowaits",
            "perf_schema.memory_events",
            "perf_schema.replication_applier_status_by_worker",
            "perf_schema.replication_group_member_stats",
            "perf_schema.replication_group_members",
            "perf_schema.tableiowaits",
            "perf_schema.tablelocks",
            "slave_hosts");
    private static final List<String> USUAL = List.of(
            "global_status",
            "global_variables",
            "slave_status",
            "info_schema.innodb_cmp",
            "info_schema.innodb_cmpmem",
            "info_schema.query_response_time");

    private static final Set<ServerKind> SEEN = new TreeSet<>();
    private static Excuses excuses;

    @BeforeAll
    static void readExcuses() throws Exception {
        excuses = Excuses.read("/exporter-differences.txt");
    }

    @AfterAll
    static void noExcuseIsUnused() {
        if (SEEN.size() == ServerKind.values().length) {
            assertThat(excuses.unused()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void familiesAreThoseOfMysqldExporter(ServerKind kind, @TempDir Path directory) throws Exception {
        SEEN.add(kind);
        try (Server server = kind.start(options(kind))) {
            prepare(server);
            String[] flags = Stream.concat(
                            MORE.stream().map(name -> "--collect." + name),
                            Stream.of("--collect.mysql.user.privileges"))
                    .toArray(String[]::new);
            try (MysqldExporter peer = MysqldExporter.start(server, flags);
                    Served served = Served.configured(server, directory, "users: {privileges: true}")) {
                String theirText = served.client()
                        .send(HttpRequest.newBuilder(peer.uri()).build(), BodyHandlers.ofString())
                        .body();
                String ourText = served.text("/metrics?"
                        + Stream.concat(USUAL.stream(), MORE.stream())
                                .map(name -> "collect[]=" + name)
                                .collect(Collectors.joining("&"))
                                .replace("[]", "%5B%5D"));
                Exposition theirs = Exposition.parse(theirText);
                Exposition ours = Exposition.parse(ourText);
                assertThat(served.told()).isEmpty();
                assertThat(differences(kind, ours.forms(), theirs.forms())).isEmpty();
                assertThat(values(kind, ours, theirs)).isEmpty();
                assertThat(lint(kind, ourText, theirText)).isEmpty();
                assertThat(ours.value("mysql_up")).isOne();
            }
        }
    }

    /** Everything that has to be on for each collector to have something to say. */
    private static String[] options(ServerKind kind) {
        return kind.isMariaDb()
                ? new String[] {"--log-bin=binlog", "--userstat=1"}
                : new String[] {"--log-bin=binlog", "--server-id=7"};
    }

    private static void prepare(Server server) throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE TABLE depth.soundings (id INT AUTO_INCREMENT PRIMARY KEY, metres INT, KEY (metres))",
                    "INSERT INTO depth.soundings (metres) VALUES (20), (40)",
                    "SELECT * FROM depth.soundings WHERE metres = 20",
                    "CREATE DATABASE heartbeat",
                    "CREATE TABLE heartbeat.heartbeat (ts VARCHAR(26) NOT NULL,"
                            + " server_id INT UNSIGNED NOT NULL PRIMARY KEY)",
                    "INSERT INTO heartbeat.heartbeat VALUES ('2026-11-22T10:00:00.000000', 7)",
                    server.kind() == ServerKind.MYSQL_9_7
                            ? "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = 9,"
                                    + " SOURCE_USER = 'nobody'"
                            : "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 9, MASTER_USER = 'nobody'")) {
                statement.execute(sql);
            }
            if (server.kind() == ServerKind.MARIADB_10_11) { // The others come without the plugin.
                statement.execute("INSTALL SONAME 'query_response_time'");
                statement.execute("SET GLOBAL query_response_time_stats = ON");
                statement.execute("SELECT COUNT(*) FROM depth.soundings");
            }
        }
    }

    private static List<String> differences(ServerKind kind, Map<String, String> ours, Map<String, String> theirs) {
        List<String> differences = new ArrayList<>();
        theirs.forEach((name, form) -> {
            String own = ours.get(name);
            if (own == null && !excuses.excuse("theirs", kind, name)) {
                differences.add("theirs " + name + " " + form);
            } else if (own != null && !own.equals(form) && !excuses.excuse("form", kind, name)) {
                differences.add("form " + name + ": ours " + own + ", theirs " + form);
            }
        });
        ours.forEach((name, form) -> {
            if (!theirs.containsKey(name) && !excuses.excuse("ours", kind, name)) {
                differences.add("ours " + name + " " + form);
            }
        });
        return differences;
    }

    /** What stands still while both ask: variables, sizes, settings, infos; and no line is missing on either side. */
    private static List<String> values(ServerKind kind, Exposition ours, Exposition theirs) {
        List<String> differences = new ArrayList<>();
        theirs.values().forEach((line, value) -> {
            String name = line.substring(0, line.indexOf('{'));
            Double own = ours.values().get(line);
            if (!ours.labels().containsKey(name)) {
                return; // A family that is missing is told as such.
            }
            if (own == null && !excuses.excuse("line", kind, line)) {
                differences.add("line " + line);
            } else if (own != null && stands(name) && !own.equals(value) && !excuses.excuse("value", kind, line)) {
                differences.add("value " + line + ": ours " + own + ", theirs " + value);
            }
        });
        return differences;
    }

    private static boolean stands(String name) {
        return Stream.of(
                        "mysql_global_variables_",
                        "mysql_version_",
                        "mysql_slave_status_",
                        "mysql_info_schema_table_rows",
                        "mysql_info_schema_table_size",
                        "mysql_info_schema_table_version",
                        "mysql_info_schema_auto_increment",
                        "mysql_heartbeat_stored",
                        "mysql_binlog_",
                        "mysql_mysql_")
                .anyMatch(name::startsWith);
    }

    /** What promtool has to say of ours, and not of theirs. */
    private static List<String> lint(ServerKind kind, String ours, String theirs) {
        Set<String> complaints = new TreeSet<>(complaints(ours));
        complaints.removeAll(complaints(theirs));
        complaints.removeIf(line -> excuses.excuse("lint", kind, line.replace(' ', '_')));
        return List.copyOf(complaints);
    }

    private static List<String> complaints(String text) {
        return Prometheus.tool()
                .with("check", "metrics")
                .input(text)
                .run()
                .errors()
                .lines()
                .toList();
    }
}
