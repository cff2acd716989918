package io.hydrophone.protocol;

/**
 * What may change in a session when a statement is carried out, as the server tells clients that asked for session
 * tracking.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_ok_packet.html#sect_protocol_basic_ok_packet_sessinfo">Session
 *     State Information</a>
 */
public enum SessionChange {
    /** A system variable: its name and its new value. */
    VARIABLE,
    /** The current database. */
    SCHEMA,
    /** That anything changed at all: {@code 1}. */
    STATE,
    /** The global transaction identifiers of what was committed. */
    GTIDS,
    /** The statements that would begin the current transaction elsewhere. */
    TRANSACTION_CHARACTERISTICS,
    /** Eight letters: what the current transaction has done so far, such as {@code T_R_W___}. */
    TRANSACTION_STATE;

    private static final SessionChange[] BY_CODE = values();

    /** Receives changes; the bytes are valid during the call. */
    @FunctionalInterface
    public interface Handler {
        /**
         * One change.
         *
         * @param name of the variable in UTF-8, empty for other kinds
         * @param value in UTF-8
         */
        void change(SessionChange kind, String name, String value);
    }

    /** The change of a type byte, or null for one that is not known. */
    static SessionChange of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
