package io.hydrophone.wire;

/** A statement prepared on one session. */
public final class PreparedStatement {
    /** A consumer's own note on this statement, kept as long as the statement lives (its digest, for example). */
    public Object attachment;

    final long id;
    byte[] sql;
    boolean truncated;
    int parameterCount;
    /** Two bytes a parameter, as the last EXECUTE that sent types gave them; null before. */
    byte[] parameterTypes;

    PreparedStatement(long id, byte[] sql, boolean truncated, int parameterCount) {
        this.id = id;
        this.sql = sql;
        this.truncated = truncated;
        this.parameterCount = parameterCount;
    }

    public long id() {
        return id;
    }
}
