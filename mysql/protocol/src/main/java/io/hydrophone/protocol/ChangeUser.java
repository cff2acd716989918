package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a COM_CHANGE_USER asks for: command, user and zero, length and scrambled password, database and zero, collation 2.
 *
 * @param user empty where it is cut off
 * @param database empty where none is named
 * @param collation 0 where none is sent
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_change_user.html">COM_CHANGE_USER</a>
 */
public record ChangeUser(String user, String database, int collation) {
    /** Reads as much of the payload as there is; its first byte is the command. */
    public static ChangeUser parse(byte[] payload, int length) {
        int zero = zero(payload, 1, length);
        String user = new String(payload, 1, Math.max(0, zero - 1), UTF_8);
        int database = Math.min(length, zero + 2 + (zero + 1 < length ? payload[zero + 1] & 0xff : 0));
        int end = zero(payload, database, length);
        int collation = end + 3 <= length ? LittleEndian.u2(payload, end + 1) : 0;
        return new ChangeUser(user, new String(payload, database, end - database, UTF_8), collation);
    }

    private static int zero(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] != 0) {
            at++;
        }
        return Math.min(at, end);
    }
}
