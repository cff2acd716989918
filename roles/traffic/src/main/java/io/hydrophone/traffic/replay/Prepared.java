package io.hydrophone.traffic.replay;

import io.hydrophone.sql.StatementKind;

/** A statement that a session of the source had prepared, and what it is on the target. */
final class Prepared {
    private final byte[] sql;
    private final String text;
    private final StatementKind kind;
    /** Null for one that may be executed. */
    private final String refusal;

    private long targetId = -1;
    private int connection = -1;
    private int parameters;
    private boolean failed;

    /** @param refusal why it is not to be executed; null when it is */
    Prepared(byte[] sql, String text, StatementKind kind, String refusal) {
        this.sql = sql;
        this.text = text;
        this.kind = kind;
        this.refusal = refusal;
    }

    /** As the source had it. */
    byte[] sql() {
        return sql;
    }

    String text() {
        return text;
    }

    StatementKind kind() {
        return kind;
    }

    String refusal() {
        return refusal;
    }

    /** @param onConnection which of the session's connections holds it, counted from 0 */
    void preparedAs(long id, int parameterCount, int onConnection) {
        targetId = id;
        parameters = parameterCount;
        connection = onConnection;
        failed = false;
    }

    /** The target refused to prepare it. */
    void fail() {
        failed = true;
    }

    boolean hasFailed() {
        return failed;
    }

    boolean isHeldBy(int currentConnection) {
        return connection == currentConnection;
    }

    long targetId() {
        return targetId;
    }

    int parameters() {
        return parameters;
    }
}
