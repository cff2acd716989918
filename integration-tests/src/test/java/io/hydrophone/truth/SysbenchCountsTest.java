package io.hydrophone.truth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.servers.Tcpdump;
import io.hydrophone.servers.Tool;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.sql.StatementKind;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.CaptureFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is decoded of a sysbench run and what the server itself counted of it agree to the query. */
class SysbenchCountsTest {
    private static final int EVENTS = 150;

    @TempDir
    private Path directory;

    private final Map<Command, Long> commands = new EnumMap<>(Command.class);
    private final Map<StatementKind, Long> kinds = new EnumMap<>(StatementKind.class);
    private final Map<String, Figures> statements = new TreeMap<>();
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private long unanswered;

    /** Of one statement. */
    private record Figures(long count, long sent, long affected) {
        Figures plus(Figures more) {
            return new Figures(count + more.count, sent + more.sent, affected + more.affected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void preparedStatementsAreCountedAsTheServerCountsThem(ServerKind kind) throws SQLException {
        Server server = kind.shared();
        Map<String, Long> counted = run(server, "auto", false);

        assertThat(unanswered).isZero();
        assertThat(commands.get(Command.COM_STMT_EXECUTE)).isEqualTo(counted.get("Com_stmt_execute"));
        assertThat(commands.get(Command.COM_STMT_PREPARE)).isEqualTo(counted.get("Com_stmt_prepare"));
        assertThat(commands.get(Command.COM_STMT_CLOSE)).isEqualTo(counted.get("Com_stmt_close"));
        assertKinds(counted);
    }

    @ParameterizedTest
    @EnumSource
    void textStatementsAreCountedAsTheServerCountsThem(ServerKind kind) throws SQLException {
        Server server = kind.shared();
        Map<String, Long> counted = run(server, "disable", true);

        assertThat(unanswered).isZero();
        assertKinds(counted);
        Map<String, Figures> told = digests(server);
        assertThat(statements).isEqualTo(told).hasSizeGreaterThan(5);
    }

    private void assertKinds(Map<String, Long> counted) {
        for (StatementKind kind : new StatementKind[] {
            StatementKind.SELECT,
            StatementKind.UPDATE,
            StatementKind.INSERT,
            StatementKind.DELETE,
            StatementKind.BEGIN,
            StatementKind.COMMIT
        }) {
            assertThat(kinds.getOrDefault(kind, 0L)).as(kind.label()).isEqualTo(counted.get("Com_" + kind.label()));
        }
        assertThat(kinds.get(StatementKind.SELECT)).isGreaterThanOrEqualTo(14L * EVENTS);
    }

    /**
     * Captures a run, decodes it, and gives the differences of the server's counters. The connection that asks for
     * them is open before and silent meanwhile, so that it is not heard. One thread where performance_schema is asked:
     * its counters are not atomic, and lose an addition now and then when threads meet.
     */
    private Map<String, Long> run(Server server, String preparedMode, boolean summary) throws SQLException {
        DebianPackages.require("sysbench");
        sysbench(server, preparedMode).with("prepare").output();
        Path capture = directory.resolve("sysbench.pcap");
        Map<String, Long> counted = new TreeMap<>();
        try (Connection quiet = server.connect();
                Statement statement = quiet.createStatement()) {
            if (summary) {
                statement.execute("TRUNCATE performance_schema.events_statements_summary_by_digest");
            }
            Map<String, Long> before = counters(statement);
            try (Tcpdump tcpdump = Tcpdump.start(server.port(), capture)) {
                assertThat(tcpdump).isNotNull();
                sysbench(server, preparedMode)
                        .with("--threads=" + (summary ? 1 : 3), "--events=" + EVENTS, "--time=0", "run")
                        .output();
            }
            counters(statement).forEach((name, value) -> counted.put(name, value - before.get(name)));
        } finally {
            sysbench(server, preparedMode).with("cleanup").output();
        }
        decode(server.port(), capture);
        return counted;
    }

    private static Tool sysbench(Server server, String preparedMode) {
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

    private void decode(int port, Path capture) {
        TrafficDecoder decoder = new TrafficDecoder(DecoderOptions.of(Ports.of(port)), this::count);
        try (CaptureFile file = CaptureFile.open(capture)) {
            file.run(decoder);
        }
        assertThat(decoder.counters().lostBytes()).isZero();
        assertThat(decoder.counters().unparsed()).isZero();
    }

    private void count(Query query) {
        commands.merge(query.command(), 1L, Long::sum);
        if (query.outcome() != Outcome.OK && query.outcome() != Outcome.ERROR) {
            unanswered++;
        }
        if (query.command() != Command.COM_QUERY && query.command() != Command.COM_STMT_EXECUTE) {
            return;
        }
        byte[] sql = query.sqlBuffer();
        kinds.merge(StatementKind.of(sql, query.sqlOffset(), query.sqlLength()), 1L, Long::sum);
        fingerprinter.fingerprint(sql, query.sqlOffset(), query.sqlLength());
        statements.merge(fingerprinter.text(), new Figures(1, query.rowsSent(), query.rowsAffected()), Figures::plus);
    }

    /** What performance_schema tells of the run, by fingerprint of its digest text. */
    private Map<String, Figures> digests(Server server) throws SQLException {
        Map<String, Figures> told = new TreeMap<>();
        try (Connection quiet = server.connect();
                Statement statement = quiet.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT digest_text, count_star, sum_rows_sent, sum_rows_affected"
                                + " FROM performance_schema.events_statements_summary_by_digest"
                                + " WHERE schema_name = '" + Server.SCHEMA + "' AND digest_text IS NOT NULL")) {
            while (rows.next()) {
                byte[] text = rows.getString(1).getBytes(UTF_8);
                fingerprinter.fingerprint(text, 0, text.length);
                if (statements.containsKey(fingerprinter.text())) { // not those of the cleaning up
                    told.merge(
                            fingerprinter.text(),
                            new Figures(rows.getLong(2), rows.getLong(3), rows.getLong(4)),
                            Figures::plus);
                }
            }
        }
        return told;
    }
}
