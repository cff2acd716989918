package io.hydrophone.digest.log;

import io.hydrophone.protocol.Command;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.PreparedStatement;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.SessionKey;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A command as a log tells it; reused from one entry to the next. What the log does not tell is −1, the error number
 * too: a log that names no errors does not mean that there were none.
 */
final class LogQuery implements Query {
    private static final byte[] LINE_END = {'\n'};

    private final int maxText;
    private byte[] text = new byte[4096];
    private int length;
    private boolean truncated;

    SessionKey key;
    Command command;
    long session;
    long endNanos;
    long totalNanos;
    int errorCode;
    long rowsSent;
    long rowsAffected;
    long bytesIn;
    long bytesOut;
    int serverStatus;

    LogQuery(int maxText) {
        this.maxText = maxText;
        clear();
    }

    /** Forgets the entry before. */
    void clear() {
        length = 0;
        truncated = false;
        key = null;
        command = null;
        session = -1;
        endNanos = -1;
        totalNanos = -1;
        errorCode = -1;
        rowsSent = -1;
        rowsAffected = -1;
        bytesIn = -1;
        bytesOut = -1;
        serverStatus = -1;
    }

    /** Adds a line, or the part of it from a place on. */
    void append(LineReader line, int from) {
        append(line.buffer(), from, line.to());
        truncated |= line.cut();
    }

    void appendLineEnd() {
        append(LINE_END, 0, 1);
    }

    private void append(byte[] bytes, int from, int to) {
        int size = Math.min(to - from, maxText - length);
        truncated |= size < to - from;
        if (length + size > text.length) {
            text = Arrays.copyOf(text, Math.min(maxText, Math.max(2 * text.length, length + size)));
        }
        System.arraycopy(bytes, from, text, length, size);
        length += size;
    }

    /** Takes the end that the server adds off the text. */
    void dropLast(char last) {
        if (length > 0 && text[length - 1] == last) {
            length--;
        }
    }

    @Override
    public long startNanos() {
        return endNanos < 0 || totalNanos < 0 ? endNanos : endNanos - totalNanos;
    }

    @Override
    public long endNanos() {
        return endNanos;
    }

    @Override
    public long latencyNanos() {
        return -1;
    }

    @Override
    public long totalNanos() {
        return totalNanos;
    }

    @Override
    public SessionKey key() {
        return key;
    }

    @Override
    public long session() {
        return session;
    }

    @Override
    public int clientPort() {
        return -1;
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public Outcome outcome() {
        return errorCode > 0 ? Outcome.ERROR : Outcome.OK;
    }

    @Override
    public byte[] sqlBuffer() {
        return text;
    }

    @Override
    public int sqlOffset() {
        return 0;
    }

    @Override
    public int sqlLength() {
        return length;
    }

    @Override
    public boolean sqlTruncated() {
        return truncated;
    }

    /** None: the text of an execution holds its values. */
    @Override
    public PreparedStatement statement() {
        return null;
    }

    @Override
    public long statementId() {
        return -1;
    }

    @Override
    public void parameters(Consumer<Object> parameter) {
        // They stand in the text.
    }

    @Override
    public boolean parametersKnown() {
        return false;
    }

    @Override
    public int errorCode() {
        return errorCode;
    }

    @Override
    public String sqlState() {
        return "";
    }

    @Override
    public String errorMessage() {
        return "";
    }

    @Override
    public int results() {
        return 0;
    }

    @Override
    public long rowsSent() {
        return rowsSent;
    }

    @Override
    public long rowsAffected() {
        return rowsAffected;
    }

    @Override
    public int warnings() {
        return -1;
    }

    @Override
    public int serverStatus() {
        return serverStatus;
    }

    @Override
    public long bytesIn() {
        return bytesIn;
    }

    @Override
    public long bytesOut() {
        return bytesOut;
    }
}
