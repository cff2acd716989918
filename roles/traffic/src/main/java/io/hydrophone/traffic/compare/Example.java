package io.hydrophone.traffic.compare;

import io.hydrophone.sql.LiteralMask;
import io.hydrophone.traffic.recording.Answer;

/**
 * The first command in which the sides differ in one way.
 *
 * @param session its session in the source
 * @param number of the command in the session
 * @param nanos when it ended on the target, −1 unknown
 * @param sql its text without literals, "" when it has none; cut where it is long
 */
public record Example(
        Difference difference,
        long session,
        long number,
        long nanos,
        String database,
        String user,
        String sql,
        Ending source,
        Ending target) {
    static Example of(Difference difference, Outcomes.Statement statement, Answer source, Answer target, int limit) {
        String sql = statement.sql();
        String masked = LiteralMask.mask(sql.length() <= limit ? sql : sql.substring(0, limit));
        return new Example(
                difference,
                source.session(),
                source.number(),
                target.nanos(),
                statement.database(),
                statement.user(),
                masked,
                Ending.of(source),
                Ending.of(target));
    }

    Example earlier(Example other) {
        return nanos <= other.nanos ? this : other;
    }

    /** The same, where other contents are no fault. */
    Example byNature() {
        return difference != Difference.CHECKSUM
                ? this
                : new Example(Difference.VARYING, session, number, nanos, database, user, sql, source, target);
    }
}
