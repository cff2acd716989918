package io.hydrophone.truth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.sql.StatementKind;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.QueryHandler;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what is heard of sysbench, and compares it with what the server counted. */
final class SysbenchCounts implements QueryHandler {
    private final Map<Command, Long> commands = new EnumMap<>(Command.class);
    private final Map<StatementKind, Long> kinds = new EnumMap<>(StatementKind.class);
    private final Map<String, Figures> statements = new TreeMap<>();
    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final Set<Long> sessions = new HashSet<>();
    private long unanswered;

    /** Of one statement. */
    private record Figures(long count, long sent, long affected) {
        Figures plus(Figures more) {
            return new Figures(count + more.count, sent + more.sent, affected + more.affected);
        }
    }

    @Override
    public void query(Query query) {
        sessions.add(query.session());
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

    /** How many different ones there were, by their numbers. */
    int sessions() {
        return sessions.size();
    }

    /** @param counted what the {@code Com_%} counters have grown by */
    void assertKinds(Map<String, Long> counted) {
        assertThat(unanswered).isZero();
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
        assertThat(kinds.get(StatementKind.SELECT)).isGreaterThanOrEqualTo(14L * SysbenchRun.EVENTS);
    }

    void assertPrepared(Map<String, Long> counted) {
        assertThat(commands.get(Command.COM_STMT_EXECUTE)).isEqualTo(counted.get("Com_stmt_execute"));
        assertThat(commands.get(Command.COM_STMT_PREPARE)).isEqualTo(counted.get("Com_stmt_prepare"));
        assertThat(commands.get(Command.COM_STMT_CLOSE)).isEqualTo(counted.get("Com_stmt_close"));
    }

    /** Compares with performance_schema, by fingerprint of its digest text. */
    void assertDigests(Server server) throws SQLException {
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
        assertThat(statements).isEqualTo(told).hasSizeGreaterThan(5);
    }
}
