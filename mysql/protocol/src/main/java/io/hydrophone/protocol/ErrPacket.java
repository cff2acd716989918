package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A server's refusal.
 *
 * @param code the server's number of the error, 0 where it is cut
 * @param sqlState five characters; {@code HY000} where none is given, as before the login
 * @param message in the session's character set, read as UTF-8
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_err_packet.html">ERR_Packet</a>
 */
public record ErrPacket(int code, String sqlState, String message) {
    /** The first byte of its payload. */
    public static final int HEADER = 0xff;

    private static final String GENERAL = "HY000";
    private static final int STATE_LENGTH = 5;
    /** In place of an error's number: MariaDB tells how far it is, and the answer is still to come. */
    private static final int PROGRESS = 0xffff;

    /** Reads a payload that begins with {@link #HEADER}. */
    public static ErrPacket parse(byte[] data, int offset, int length) {
        int end = offset + length;
        int at = offset + 3;
        if (at > end) {
            return new ErrPacket(0, GENERAL, "");
        }
        int code = LittleEndian.u2(data, offset + 1);
        String state = GENERAL;
        if (end - at > STATE_LENGTH && data[at] == '#') {
            state = new String(data, at + 1, STATE_LENGTH, UTF_8);
            at += 1 + STATE_LENGTH;
        }
        return new ErrPacket(code, state, new String(data, at, end - at, UTF_8));
    }

    /** Whether a payload that begins with {@link #HEADER} is a report of progress and no error. */
    public static boolean isProgress(byte[] data, int offset, int length) {
        return length >= 3 && LittleEndian.u2(data, offset + 1) == PROGRESS;
    }
}
