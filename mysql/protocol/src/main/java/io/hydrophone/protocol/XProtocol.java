package io.hydrophone.protocol;

/**
 * Recognises the X Protocol, which MySQL speaks on a port of its own (33060): a length of four bytes, a type, and a
 * message of Protocol Buffers.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_mysqlx_protocol.html">X Protocol</a>
 */
public final class XProtocol {
    private static final int ERROR = 1;
    private static final int CAPABILITIES = 2;
    private static final int AUTHENTICATE_CONTINUE = 3;
    private static final int NOTICE = 11;
    /** The tags of a message's first field: number times eight, plus how it is written. */
    private static final int FIELD_1_NUMBER = 0x08;

    private static final int FIELD_1_BYTES = 0x0a;

    private XProtocol() {}

    /**
     * Whether a server's first message is one of this protocol.
     *
     * @param offset of its type, behind the length
     * @param length of what is there
     */
    public static boolean answers(byte[] data, int offset, int length) {
        if (length < 2) {
            return false;
        }
        int field = data[offset + 1];
        return switch (data[offset]) {
            case NOTICE, ERROR -> field == FIELD_1_NUMBER;
            case CAPABILITIES, AUTHENTICATE_CONTINUE -> field == FIELD_1_BYTES;
            default -> false;
        };
    }
}
