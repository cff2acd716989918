package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A COM_INIT_DB: the command and a database's name.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_init_db.html">COM_INIT_DB</a>
 */
public final class InitDb {
    private InitDb() {}

    /** The database; {@code length} counts the command too. */
    public static String database(byte[] payload, int length) {
        return new String(payload, 1, length - 1, UTF_8);
    }
}
