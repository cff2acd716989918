package io.hydrophone.client.raw;

import io.hydrophone.protocol.ErrPacket;
import io.hydrophone.protocol.OkPacket;
import io.hydrophone.protocol.ServerStatus;

/** What a server said to one command, summed up. Valid until the next command of its connection. */
public final class Answer {
    /** What one of several results says holds for the command: how its rows were found. */
    private static final int STICKY =
            ServerStatus.NO_GOOD_INDEX_USED | ServerStatus.NO_INDEX_USED | ServerStatus.QUERY_WAS_SLOW;

    private static final ErrPacket NO_ERROR = new ErrPacket(0, "", "");

    private ErrPacket error = NO_ERROR;
    private int results;
    private long rows;
    private long affected;
    private int warnings;
    private int status;
    private long bytes;
    private long statementId;
    private int parameters;
    private int columns;
    private long firstNanos;
    private long endNanos;
    private long rowChecksum;

    Answer() {
        clear();
    }

    void clear() {
        error = NO_ERROR;
        results = 0;
        rows = 0;
        affected = 0;
        warnings = 0;
        status = 0;
        bytes = 0;
        statementId = -1;
        parameters = -1;
        columns = -1;
        firstNanos = 0;
        endNanos = 0;
        rowChecksum = 0;
    }

    void begun(long nanos) {
        firstNanos = nanos;
    }

    void ended(long nanos, long answerBytes, long checksum) {
        if (firstNanos == 0) {
            firstNanos = nanos;
        }
        endNanos = nanos;
        bytes = answerBytes;
        rowChecksum = checksum;
    }

    void failed(ErrPacket packet) {
        error = packet;
    }

    void result() {
        results++;
    }

    void rows(long more) {
        rows += more;
    }

    void columns(int count) {
        columns = count;
    }

    void done(OkPacket ok) {
        affected += ok.affectedRows();
        warnings = ok.warnings();
        status = (status & STICKY) | ok.status();
    }

    void prepared(long id, int columnCount, int parameterCount, int warningCount) {
        statementId = id;
        columns = columnCount;
        parameters = parameterCount;
        warnings = warningCount;
    }

    @SuppressWarnings("ReferenceEquality") // an error may have the number 0, if the server is broken
    public boolean isError() {
        return error != NO_ERROR;
    }

    /** The server's number of the error, 0 for none. */
    public int errorCode() {
        return error.code();
    }

    /** Five characters, "" without an error. */
    public String sqlState() {
        return error.sqlState();
    }

    /** "" without an error. */
    public String message() {
        return error.message();
    }

    /** How many results came, with rows or without; of those before an error too. */
    public int results() {
        return results;
    }

    /** Of all results together. */
    public long rows() {
        return rows;
    }

    /** Of all results together. */
    public long affected() {
        return affected;
    }

    /** Of the last result. */
    public int warnings() {
        return warnings;
    }

    /** Bits of {@link ServerStatus}: the last result's, and of any how its rows were found. */
    public int status() {
        return status;
    }

    /** All packets with their headers, as they are without compression and TLS. */
    public long bytes() {
        return bytes;
    }

    /** Of COM_STMT_PREPARE, an unsigned 32-bit number; −1 of any other. */
    public long statementId() {
        return statementId;
    }

    /** Of COM_STMT_PREPARE; −1 of any other. */
    public int parameterCount() {
        return parameters;
    }

    /** Of COM_STMT_PREPARE, or of the last result with rows; −1 of any other. */
    public int columnCount() {
        return columns;
    }

    /** When the first packet was there, by {@link System#nanoTime}. */
    public long firstNanos() {
        return firstNanos;
    }

    /** When the last packet was there, by {@link System#nanoTime}. */
    public long endNanos() {
        return endNanos;
    }

    /** The {@link io.hydrophone.protocol.RowChecksum} of all rows, 0 when it was not asked for. */
    public long rowChecksum() {
        return rowChecksum;
    }
}
