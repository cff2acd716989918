package io.hydrophone.traffic.capture;

import io.hydrophone.protocol.Command;
import io.hydrophone.sql.LiteralMask;
import io.hydrophone.wire.Query;
import java.util.Arrays;

/**
 * Takes the data out of commands, for a recording that leaves the house: literals become {@code ?}, values of parameters and
 * attributes, files and scrambled passwords are left out. What is left can be read and compared; it cannot be replayed.
 */
final class Masking {
    /** Command byte and statement id. */
    private static final int STATEMENT_HEAD = 5;
    /** Query attributes: their number, and that of their sets. */
    private static final byte[] NO_ATTRIBUTES = {0, 1};

    private final LiteralMask literals = new LiteralMask();
    private byte[] payload = new byte[1024];
    private int length;

    /** Masks a command; the result stays until the next call. */
    void mask(Query query) {
        length = 0;
        byte[] sent = query.payload();
        switch (query.command()) {
            case COM_QUERY, COM_STMT_PREPARE -> text(query, sent);
            case COM_INIT_DB, COM_FIELD_LIST, COM_QUIT, COM_PING, COM_RESET_CONNECTION, COM_STATISTICS ->
                copy(sent, 0, query.payloadLength());
            case COM_STMT_EXECUTE,
                    COM_STMT_BULK_EXECUTE,
                    COM_STMT_SEND_LONG_DATA,
                    COM_STMT_CLOSE,
                    COM_STMT_RESET,
                    COM_STMT_FETCH -> copy(sent, 0, Math.min(STATEMENT_HEAD, query.payloadLength()));
            default -> copy(sent, 0, 1);
        }
    }

    private void text(Query query, byte[] sent) {
        literals.mask(sent, query.sqlOffset(), query.sqlLength());
        copy(sent, 0, 1);
        if (query.command() == Command.COM_QUERY && query.sqlOffset() > 1) {
            copy(NO_ATTRIBUTES, 0, NO_ATTRIBUTES.length);
        }
        copy(literals.buffer(), 0, literals.length());
    }

    /** Whether something was left out, so that it is not what was sent. */
    boolean changed(Query query) {
        return !Arrays.equals(payload, 0, length, query.payload(), 0, query.payloadLength());
    }

    byte[] payload() {
        return payload;
    }

    int length() {
        return length;
    }

    /** An error's words without the data that they quote. */
    String message(String words) {
        return LiteralMask.maskError(words);
    }

    private void copy(byte[] from, int offset, int count) {
        if (length + count > payload.length) {
            payload = Arrays.copyOf(payload, Math.max(length + count, 2 * payload.length));
        }
        System.arraycopy(from, offset, payload, length, count);
        length += count;
    }
}
