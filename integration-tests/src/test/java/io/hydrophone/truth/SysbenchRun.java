package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.Tool;
import io.hydrophone.wire.WireCounters;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * sysbench against a server, overheard.
 *
 * @param preparedMode {@code auto} for prepared statements, {@code disable} for text
 * @param threads one where performance_schema is asked: its counters are not atomic, and lose an addition now and then
 *     when threads meet
 */
record SysbenchRun(Server server, String preparedMode, int threads) {
    static final int EVENTS = 150;

    /**
     * Gives the differences of the server's counters. The connection that asks for them is open before and silent
     * meanwhile, so that it is not heard.
     */
    Map<String, Long> hear(Ear ear, SysbenchCounts counts) throws Exception {
        DebianPackages.require("sysbench");
        sysbench().with("prepare").output();
        Map<String, Long> counted = new TreeMap<>();
        try (Connection quiet = server.connect();
                Statement statement = quiet.createStatement()) {
            statement.execute("TRUNCATE performance_schema.events_statements_summary_by_digest");
            Map<String, Long> before = counters(statement);
            WireCounters heard = ear.hear(
                    server.port(),
                    counts,
                    () -> sysbench()
                            .with("--threads=" + threads, "--events=" + EVENTS, "--time=0", "run")
                            .output());
            assertThat(heard.lostBytes()).isZero();
            assertThat(heard.unparsed()).isZero();
            counters(statement).forEach((name, value) -> counted.put(name, value - before.get(name)));
        } finally {
            sysbench().with("cleanup").output();
        }
        return counted;
    }

    Tool sysbench() {
        return Tool.of(
                "sysbench",
                "oltp_read_write",
                "--mysql-host=" + Server.HOST,
                "--mysql-port=" + server.port(),
                "--mysql-user=" + Server.USER,
                "--mysql-password=" + Server.PASSWORD,
                "--mysql-db=" + Server.SCHEMA,
                "--mysql-ssl=off",
                "--mysql-ignore-errors=all",
                "--tables=2",
                "--table-size=500",
                "--db-ps-mode=" + preparedMode);
    }

    private static Map<String, Long> counters(Statement statement) throws SQLException {
        Map<String, Long> counters = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com\\_%'")) {
            while (rows.next()) {
                counters.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counters;
    }
}
