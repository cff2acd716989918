package io.hydrophone.digest.summary;

import java.util.Locale;

/** How a transaction ended, as far as a listener can know. */
public enum TransactionEnd {
    COMMIT,
    ROLLBACK,
    /** Committed by a statement that does something else too: a definition, BEGIN, SET autocommit. */
    IMPLICIT_COMMIT,
    /** {@code XA PREPARE}: what becomes of it another session may decide. */
    PREPARE,
    /** The connection closed; the server rolls back. */
    DISCONNECT,
    /** COM_RESET_CONNECTION or COM_CHANGE_USER; the server rolls back. */
    RESET,
    /** Error 1213; the server has rolled back. */
    DEADLOCK,
    /** The session was killed or the server shut down, and said so. */
    KILLED,
    /** Some other error after which it was over, such as a lock wait where innodb_rollback_on_timeout is set. */
    ERROR,
    /** It is over or may be, but what ended it was not heard or cannot be told from what was. */
    UNKNOWN,
    /** Not ended yet. */
    OPEN;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in JSON. */
    public String label() {
        return label;
    }
}
