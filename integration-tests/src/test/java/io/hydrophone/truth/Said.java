package io.hydrophone.truth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.Command;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A command as it was heard, its fields as values.
 *
 * @param parameters null where {@link Query#parametersKnown()} says no
 */
record Said(
        long startNanos,
        long endNanos,
        long session,
        String user,
        String database,
        Command command,
        Outcome outcome,
        String sql,
        long statementId,
        List<Object> parameters,
        int errorCode,
        String sqlState,
        String errorMessage,
        long rows,
        long affected,
        int warnings,
        int status,
        long bytesIn,
        long bytesOut,
        long latencyNanos,
        long totalNanos) {
    static Said of(Query query) {
        List<Object> parameters = new ArrayList<>();
        query.parameters(parameters::add);
        return new Said(
                query.startNanos(),
                query.endNanos(),
                query.session(),
                query.key().user(),
                query.key().database(),
                query.command(),
                query.outcome(),
                new String(query.sqlBuffer(), query.sqlOffset(), query.sqlLength(), UTF_8),
                query.statementId(),
                query.parametersKnown() ? parameters : null,
                query.errorCode(),
                query.sqlState(),
                query.errorMessage(),
                query.rowsSent(),
                query.rowsAffected(),
                query.warnings(),
                query.serverStatus(),
                query.bytesIn(),
                query.bytesOut(),
                query.latencyNanos(),
                query.totalNanos());
    }

    /** Whether the server's answer was heard. */
    boolean answered() {
        return outcome == Outcome.OK || outcome == Outcome.ERROR;
    }

    /**
     * Without what depends on when its packets were captured, and as which session; bytes as text, so that equal ones are
     * equal.
     */
    Said withoutTimes() {
        return withoutTimes(statementId);
    }

    /** The same without the number that the server gave a prepared statement. */
    Said withoutNumbers() {
        return withoutTimes(-1);
    }

    private Said withoutTimes(long statement) {
        return new Said(
                0,
                0,
                0,
                user,
                database,
                command,
                outcome,
                sql,
                statement,
                parameters == null
                        ? null
                        : parameters.stream().map(Said::comparable).toList(),
                errorCode,
                sqlState,
                errorMessage,
                rows,
                affected,
                warnings,
                status,
                bytesIn,
                bytesOut,
                -1,
                -1);
    }

    static Object comparable(Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }

    /** Its command, its outcome, its text. */
    String line() {
        return command + " " + outcome + (sql.isEmpty() ? "" : " " + sql);
    }
}
