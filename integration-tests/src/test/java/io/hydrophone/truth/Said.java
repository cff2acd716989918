package io.hydrophone.truth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.Command;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as it was heard, its fields as values.
 *
 * @param parameters null where {@link Query#parametersKnown()} says no
 */
record Said(
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

    /** Its command, its outcome, its text. */
    String line() {
        return command + " " + outcome + (sql.isEmpty() ? "" : " " + sql);
    }
}
