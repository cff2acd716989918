package io.hydrophone.traffic.compare;

import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.recording.Answer;

/** Told what became of every command of a replay, by many threads at once. */
public interface Outcomes {
    /**
     * A command that was answered on both sides, or on the target alone.
     *
     * @param statement what was asked
     * @param source how it ended on the source, null when that was not heard
     * @param target how it ended on the target; valid during the call only
     */
    void answered(Statement statement, Answer source, Answer target);

    /**
     * A command that was not sent to the target.
     *
     * @param reason a few words in the form of a code, the same for each of a kind: {@code read-only}, {@code filtered}, {@code truncated}
     */
    void skipped(Statement statement, String reason);

    /**
     * What was asked.
     *
     * @param sql the statement's text, of an execute that which was prepared; "" for commands that have none, and when unknown
     * @param database the default database on the source, "" unknown
     */
    record Statement(Command command, String sql, String database, String user) {}
}
