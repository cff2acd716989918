package io.hydrophone.wire.session;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The user and database of a COM_CHANGE_USER: command, user and zero, length and scrambled password, database and zero.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_change_user.html">COM_CHANGE_USER</a>
 */
record ChangeUser(String user, String database) {
    static ChangeUser parse(byte[] payload, int length) {
        int zero = zero(payload, 1, length);
        String user = new String(payload, 1, Math.max(0, zero - 1), UTF_8);
        int database = zero + 2 + (zero + 1 < length ? payload[zero + 1] & 0xff : 0);
        int end = zero(payload, database, length);
        return new ChangeUser(user, database < end ? new String(payload, database, end - database, UTF_8) : "");
    }

    private static int zero(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] != 0) {
            at++;
        }
        return Math.min(at, end);
    }
}
