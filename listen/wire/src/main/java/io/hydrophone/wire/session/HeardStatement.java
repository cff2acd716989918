package io.hydrophone.wire.session;

import io.hydrophone.wire.PreparedStatement;

/** What was heard of a prepared statement. */
final class HeardStatement extends PreparedStatement {
    /** This object, the heads of its arrays, what a consumer attaches, and its place in a half empty table. */
    private static final int OBJECTS = 160;

    final long id;
    /** The text, its length in bytes, and whether that is only its beginning. */
    final byte[] sql;

    final boolean truncated;
    final int parameterCount;
    /** Two bytes a parameter, as the last EXECUTE that carried types gave them; null before. */
    byte[] parameterTypes;
    /** Whether parameter values were sent ahead (COM_STMT_SEND_LONG_DATA), and so will be missing in the next EXECUTE. */
    boolean longData;

    HeardStatement(long id, byte[] sql, boolean truncated, int parameterCount) {
        this.id = id;
        this.sql = sql;
        this.truncated = truncated;
        this.parameterCount = parameterCount;
    }

    /** What it takes to remember it: text, parameter types, and the objects around them, as good as one can tell. */
    long heapBytes() {
        return OBJECTS + sql.length + 2L * parameterCount;
    }
}
