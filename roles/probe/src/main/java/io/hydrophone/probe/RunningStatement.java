package io.hydrophone.probe;

import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.summary.RawSql;
import io.hydrophone.digest.summary.Sample;
import io.hydrophone.protocol.Command;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.SessionKey;
import java.util.Arrays;

/**
 * A command that was asked and not answered yet.
 *
 * @param session the listener's counter of connections
 * @param startNanos when it was asked, since 1970
 * @param ageNanos since then
 * @param key who asked whom
 * @param clientPort the client's TCP port
 * @param sql as it was sent, perhaps only the beginning; null for a command without a statement
 */
public record RunningStatement(
        long session, long startNanos, long ageNanos, SessionKey key, int clientPort, Command command, RawSql sql) {
    private static final int MAX_SQL = 4 << 10;

    static RunningStatement of(Query query, long nowNanos) {
        int from = query.sqlOffset();
        int length = Math.min(query.sqlLength(), MAX_SQL);
        return new RunningStatement(
                query.session(),
                query.startNanos(),
                Math.max(0, nowNanos - query.startNanos()),
                query.key(),
                query.clientPort(),
                query.command(),
                length == 0 ? null : new RawSql(Arrays.copyOfRange(query.sqlBuffer(), from, from + length)));
    }

    /** Without its literals; the command's name where there is no statement. */
    public String masked() {
        return sql == null ? command.name() : SqlText.of(new Sample(sql, false, 0, -1, ""), true);
    }
}
