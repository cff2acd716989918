package io.hydrophone.wire;

import io.hydrophone.protocol.AttributeHandler;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.SessionChange;
import java.util.function.Consumer;

/**
 * One client command with its outcome. A flyweight: it and its buffers are valid during the callback only; copy what
 * has to last. Times are nanoseconds since 1970, durations nanoseconds; −1 stands for unknown.
 */
public interface Query {
    /** When the command's first byte was captured. */
    long startNanos();

    /** When it ended: the last byte of the answer, or of the command where there is no answer. */
    long endNanos();

    /** From the command's last byte to the first packet of the answer; −1 without an answer. */
    long latencyNanos();

    /** From the command's last byte to the answer's last packet; −1 without a whole answer. */
    long totalNanos();

    /** Who asked whom. */
    SessionKey key();

    /** A counter of the listener, from 1: never the same for two connections of one run. */
    long session();

    /** The client's TCP port. */
    int clientPort();

    Command command();

    /** Of the command in its session, from 1, as far as they were heard; 0 of a log. */
    default long number() {
        return 0;
    }

    /** Holds the command as it was sent, its command byte first, without packet headers: {@link #payloadLength} bytes. */
    default byte[] payload() {
        return sqlBuffer();
    }

    /** 0 of a log. */
    default int payloadLength() {
        return 0;
    }

    /** Whether the payload, and a file that was sent after it, was heard and kept wholly. */
    default boolean whole() {
        return !sqlTruncated();
    }

    Outcome outcome();

    /** Holds the statement's text from {@link #sqlOffset()}, {@link #sqlLength()} bytes, in the session's character set. */
    byte[] sqlBuffer();

    int sqlOffset();

    /** 0 for commands without a statement, and for executions of a statement whose PREPARE was not heard. */
    int sqlLength();

    /** Whether the text is a prefix only, because the limit on kept text cut it. */
    boolean sqlTruncated();

    /**
     * The prepared statement that this command prepared or executes, or null. The same object for the life of the
     * statement, so a consumer may keep what it computed from the text in {@link PreparedStatement#attach}.
     */
    PreparedStatement statement();

    /** The server's id of the prepared statement, unsigned; −1 where there is none. */
    long statementId();

    /** Calls back with each bound parameter of an EXECUTE as JSON-like value: null, Long, Double, String, byte[]; allocates. */
    void parameters(Consumer<Object> parameter);

    /** Whether {@link #parameters} has anything certain to say: the types were heard and the values are whole. */
    boolean parametersKnown();

    /** Whether {@link #attributes} has something to say: costs nothing. */
    default boolean hasAttributes() {
        return false;
    }

    /** Calls back with each query attribute of a text or an execution (MySQL 8.0.23 and later). */
    default void attributes(AttributeHandler attribute) {}

    /** The server's error number, 0 without an error. */
    int errorCode();

    /** Five characters, or "" without an error; allocates. */
    String sqlState();

    /** The server's words, unmasked, or ""; allocates. */
    String errorMessage();

    /**
     * Results that were heard to their end, without an error, each with a status word: more than one of several
     * statements, or of a procedure; 0 for a log.
     */
    int results();

    /** Rows of all result sets. */
    long rowsSent();

    long rowsAffected();

    /**
     * The {@link io.hydrophone.protocol.RowChecksum} of all rows; −1 when it was not asked for, or some of their bytes were
     * not heard.
     */
    default long rowChecksum() {
        return -1;
    }

    int warnings();

    /** Status word of the last OK or EOF, bits of {@link io.hydrophone.protocol.ServerStatus}; 0 when none was heard. */
    int serverStatus();

    /**
     * Calls back with each change of the session's state that the server told of, in order: the last of a kind counts.
     * None unless client and server agreed on session tracking. Allocates.
     */
    default void sessionChanges(SessionChange.Handler handler) {}

    /** Whether the session's login was not heard: what client and server agreed on is then inferred from what they say. */
    default boolean midstream() {
        return false;
    }

    /** Bits of the status word that at least one of the {@link #results()} had; 0 when there was none. */
    default int statusEver() {
        return 0;
    }

    /** Bits of the status word that all of the {@link #results()} had; 0 when there was none. */
    default int statusAlways() {
        return 0;
    }

    /**
     * The status word that the session's answers told last before this one; −1 when it is not known, because the session
     * was met in the middle or something of it was lost since. An error tells none, so it may have changed the state.
     */
    default int statusBefore() {
        return -1;
    }

    /** Whether commands of this session may have come before this one, after the one handed on before, and were not heard. */
    default boolean followsGap() {
        return false;
    }

    /** Bytes of the command on the wire, with packet headers. */
    long bytesIn();

    /** Bytes of the answer on the wire, with packet headers. */
    long bytesOut();
}
