package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.sql.StatementKind;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The kinds of statements that sysbench runs, as the server counts them and as reports do. */
final class LoadKinds {
    private static final StatementKind[] KINDS = {
        StatementKind.SELECT,
        StatementKind.UPDATE,
        StatementKind.INSERT,
        StatementKind.DELETE,
        StatementKind.BEGIN,
        StatementKind.COMMIT
    };

    private LoadKinds() {}

    /** The server's counters. Asking for them counts as none of these. */
    static Map<String, Long> counters(Statement statement) throws SQLException {
        Map<String, Long> counters = new TreeMap<>();
        for (StatementKind kind : KINDS) {
            try (ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com\\_" + kind.label() + "'")) {
                assertThat(row.next()).isTrue();
                counters.put(kind.label(), row.getLong(2));
            }
        }
        return counters;
    }

    static Map<String, Long> between(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> counted = new TreeMap<>();
        after.forEach((kind, count) -> counted.put(kind, count - before.get(kind)));
        return counted;
    }

    static Map<String, Long> of(List<IntervalReport> reports) {
        Map<String, Long> kinds = new TreeMap<>();
        for (IntervalReport report : reports) {
            for (StatementSummary row : report.summary().statements()) {
                kinds.merge(kind(row.fingerprint()), row.tally().count(), Long::sum);
            }
        }
        return ofTheLoad(kinds);
    }

    /** Without what a test itself asks between the server's counters: SHOW, SET. */
    static Map<String, Long> ofTheLoad(Map<String, Long> kinds) {
        kinds.keySet().retainAll(Arrays.stream(KINDS).map(StatementKind::label).toList());
        return kinds;
    }

    static String kind(String fingerprint) {
        byte[] text = fingerprint.getBytes(StandardCharsets.UTF_8);
        return StatementKind.of(text, 0, text.length).label();
    }
}
