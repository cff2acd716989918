package io.hydrophone.wire.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.AttributeHandler;
import io.hydrophone.protocol.BinaryParameters;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.QueryAttribute;
import io.hydrophone.protocol.QueryAttributes;
import io.hydrophone.protocol.SessionChange;
import io.hydrophone.protocol.SessionChanges;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.PreparedStatement;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.SessionKey;
import io.hydrophone.wire.tcp.BufferPool;
import java.util.Arrays;
import java.util.function.Consumer;

/** One command and its answer, while they are heard and as they are handed on; reused within its session. */
final class Exchange implements Query {
    static final byte[] NO_BYTES = {};
    /** Bytes of changes kept of one command: as many as a packet's head can tell, of several results. */
    private static final int MAX_CHANGES = 4 * ReplyPackets.HEAD_BYTES;

    private static final int MAX_MESSAGE = 512;
    /** Where a text begins behind an empty list of attributes. */
    private static final int BARE_TEXT = 3;

    final long session;
    final int clientPort;

    SessionKey key;
    Command command;
    Outcome outcome;
    long startNanos;
    /** When the command's last byte was captured. */
    long askedNanos;
    /** When the answer's first byte was captured; 0 before. */
    long firstReplyNanos;

    long endNanos;
    /** Whether the answer was heard to its end. */
    boolean answered;
    /** The packet's payload, its kept bytes. */
    byte[] payload = NO_BYTES;

    int length;
    /** Of the command in its session, from 1. */
    long number;

    boolean truncated;
    /** Bytes are missing within the command itself. */
    boolean damaged;
    /** Bytes are missing within the file that the client sent. */
    boolean fileDamaged;
    /** Where the answer has to begin, as a TCP sequence number of the server. */
    int acknowledgement;
    /** Whether the answer counts only if it begins exactly there, because what came before was lost. */
    boolean anchored;
    /** Packet number of the command's last packet; the answer's first has the next. */
    int lastPacket;

    int sqlOffset;
    int sqlLength;
    HeardStatement statement;
    long statementId;
    /** Whether values were sent ahead of this execution, and so are missing in it. */
    boolean longData;

    /** Whether the session's login was not heard. */
    boolean midstream;

    int errorCode;
    final byte[] sqlState = new byte[5];
    byte[] message = NO_BYTES;
    int messageLength;
    /** What the server says has changed in the session, as OK packets list it. */
    private byte[] changes = NO_BYTES;

    private int changesLength;
    /** How many results were heard to their end. */
    int results;

    long rows;
    long affected;
    /** −1 when none was made. */
    long rowChecksum;

    int warnings;
    int status;
    int statusEver;
    int statusAlways;
    /** The session's status word before; −1 when not known. */
    int statusBefore;
    /** Whether commands that came before it may not have been heard. */
    boolean followsGap;

    long bytesIn;
    long bytesOut;
    /** Shows query attributes; null until there are some. */
    private QueryAttribute attribute;
    /** The server's stream position where the answer began. */
    long answerStart;

    Exchange(long session, int clientPort) {
        this.session = session;
        this.clientPort = clientPort;
    }

    /** Forgets the exchange before; the payload's array stays. */
    void begin(SessionKey sessionKey, boolean loginUnheard, long nanos) {
        key = sessionKey;
        midstream = loginUnheard;
        command = null;
        outcome = Outcome.UNFINISHED;
        startNanos = nanos;
        askedNanos = nanos;
        firstReplyNanos = 0;
        endNanos = nanos;
        answered = false;
        length = 0;
        truncated = false;
        damaged = false;
        fileDamaged = false;
        anchored = false;
        sqlOffset = 0;
        sqlLength = 0;
        statement = null;
        statementId = -1;
        longData = false;
        errorCode = 0;
        messageLength = 0;
        changesLength = 0;
        results = 0;
        rows = 0;
        affected = 0;
        rowChecksum = -1;
        warnings = 0;
        status = 0;
        statusEver = 0;
        statusAlways = 0;
        statusBefore = -1;
        followsGap = false;
        bytesIn = 0;
        bytesOut = 0;
    }

    /** Notes the status word at the end of a result. */
    void told(int word) {
        statusEver |= word;
        statusAlways = results == 0 ? word : statusAlways & word;
        results++;
    }

    /** Gives the payload's array back. */
    void release(BufferPool pool) {
        if (payload.length > 0) {
            pool.give(payload);
            payload = NO_BYTES;
        }
    }

    /** Notes an error packet's contents: number, then SQLSTATE after a mark, then the message. */
    void error(byte[] data, int offset, int packetLength) {
        int end = offset + packetLength;
        errorCode = packetLength >= 3 ? (data[offset + 1] & 0xff) | (data[offset + 2] & 0xff) << 8 : 0;
        int at = offset + 3;
        if (end - at >= 6 && data[at] == '#') {
            System.arraycopy(data, at + 1, sqlState, 0, 5);
            at += 6;
        } else {
            System.arraycopy("HY000".getBytes(UTF_8), 0, sqlState, 0, 5);
        }
        messageLength = Math.max(0, Math.min(end - at, MAX_MESSAGE));
        if (message.length < messageLength) {
            message = new byte[MAX_MESSAGE];
        }
        System.arraycopy(data, at, message, 0, messageLength);
    }

    /** Notes what an OK packet lists, as far as there is room. */
    void changed(byte[] data, int offset, int end) {
        int count = end - offset;
        if (changesLength + count > MAX_CHANGES) {
            return;
        }
        if (changes.length < changesLength + count) {
            changes = Arrays.copyOf(changes, Math.max(changesLength + count, 2 * changes.length));
        }
        System.arraycopy(data, offset, changes, changesLength, count);
        changesLength += count;
    }

    @Override
    public void sessionChanges(SessionChange.Handler handler) {
        SessionChanges.read(changes, 0, changesLength, handler);
    }

    @Override
    public boolean midstream() {
        return midstream;
    }

    /** Whether it is sent right behind the PREPARE of what it executes, before that is answered. */
    boolean isAhead() {
        return statementId == StatementTable.LAST_PREPARED;
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public long endNanos() {
        return endNanos;
    }

    @Override
    public long latencyNanos() {
        return firstReplyNanos == 0 ? -1 : Math.max(0, firstReplyNanos - askedNanos);
    }

    @Override
    public long totalNanos() {
        return answered ? Math.max(0, endNanos - askedNanos) : -1;
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
        return clientPort;
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public int payloadLength() {
        return length;
    }

    @Override
    public boolean whole() {
        return !truncated && !damaged && !fileDamaged;
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public byte[] sqlBuffer() {
        return ofStatement() ? statement.sql : payload;
    }

    @Override
    public int sqlOffset() {
        return ofStatement() ? 0 : sqlOffset;
    }

    @Override
    public int sqlLength() {
        return ofStatement() ? statement.sql.length : sqlLength;
    }

    @Override
    public boolean sqlTruncated() {
        return ofStatement() ? statement.truncated : truncated;
    }

    private boolean ofStatement() {
        return statement != null && sqlLength == 0;
    }

    @Override
    public PreparedStatement statement() {
        return statement;
    }

    @Override
    public long statementId() {
        return statementId;
    }

    @Override
    public boolean parametersKnown() {
        return hasParameters()
                && BinaryParameters.known(payload, length, statement.parameterCount, statement.parameterTypes);
    }

    @Override
    public void parameters(Consumer<Object> parameter) {
        if (hasParameters()) {
            BinaryParameters.read(payload, length, statement.parameterCount, statement.parameterTypes, parameter);
        }
    }

    @Override
    public boolean hasAttributes() {
        return command == Command.COM_QUERY ? sqlOffset > BARE_TEXT : executesWithAttributes();
    }

    private boolean executesWithAttributes() {
        return command == Command.COM_STMT_EXECUTE
                && statement != null
                && !truncated
                && !damaged
                && !longData
                && QueryAttributes.inExecution(payload, length, statement.parameterCount);
    }

    @Override
    public void attributes(AttributeHandler handler) {
        if (!hasAttributes()) {
            return;
        }
        if (attribute == null) {
            attribute = new QueryAttribute();
        }
        if (command == Command.COM_QUERY) {
            QueryAttributes.readBeforeText(payload, 1, sqlOffset, attribute, handler);
        } else {
            QueryAttributes.readOfExecution(payload, length, statement.parameterCount, attribute, handler);
        }
    }

    private boolean hasParameters() {
        return command == Command.COM_STMT_EXECUTE && statement != null && !truncated && !damaged && !longData;
    }

    @Override
    public int errorCode() {
        return errorCode;
    }

    @Override
    public String sqlState() {
        return errorCode == 0 ? "" : new String(sqlState, UTF_8);
    }

    @Override
    public String errorMessage() {
        return new String(message, 0, messageLength, UTF_8);
    }

    @Override
    public int results() {
        return results;
    }

    @Override
    public long rowsSent() {
        return rows;
    }

    @Override
    public long rowsAffected() {
        return affected;
    }

    @Override
    public long rowChecksum() {
        return rowChecksum;
    }

    @Override
    public int warnings() {
        return warnings;
    }

    @Override
    public int serverStatus() {
        return status;
    }

    @Override
    public int statusEver() {
        return statusEver;
    }

    @Override
    public int statusAlways() {
        return statusAlways;
    }

    @Override
    public int statusBefore() {
        return statusBefore;
    }

    @Override
    public boolean followsGap() {
        return followsGap;
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
