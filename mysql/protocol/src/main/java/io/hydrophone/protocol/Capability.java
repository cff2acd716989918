package io.hydrophone.protocol;

/**
 * Capability flags of greeting and login: those that change how the bytes after them are read, and those that change
 * what a statement does.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html">flags</a>
 */
public final class Capability {
    /** Set by MySQL servers and clients; MariaDB servers leave it clear to announce their own, extended flags. */
    public static final int LONG_PASSWORD = 1;

    /** An UPDATE's affected rows are those that were found, not those that changed. */
    public static final int FOUND_ROWS = 1 << 1;

    public static final int LONG_FLAG = 1 << 2;
    public static final int CONNECT_WITH_DB = 1 << 3;
    public static final int NO_SCHEMA = 1 << 4;
    public static final int COMPRESS = 1 << 5;
    public static final int LOCAL_FILES = 1 << 7;
    public static final int IGNORE_SPACE = 1 << 8;
    public static final int PROTOCOL_41 = 1 << 9;
    public static final int INTERACTIVE = 1 << 10;
    public static final int SSL = 1 << 11;
    public static final int TRANSACTIONS = 1 << 13;
    public static final int SECURE_CONNECTION = 1 << 15;
    public static final int MULTI_STATEMENTS = 1 << 16;
    public static final int MULTI_RESULTS = 1 << 17;
    public static final int PS_MULTI_RESULTS = 1 << 18;
    public static final int PLUGIN_AUTH = 1 << 19;
    public static final int CONNECT_ATTRS = 1 << 20;
    public static final int PLUGIN_AUTH_LENENC_CLIENT_DATA = 1 << 21;
    public static final int CAN_HANDLE_EXPIRED_PASSWORDS = 1 << 22;
    public static final int SESSION_TRACK = 1 << 23;
    public static final int DEPRECATE_EOF = 1 << 24;
    public static final int OPTIONAL_RESULTSET_METADATA = 1 << 25;
    public static final int ZSTD_COMPRESSION = 1 << 26;
    public static final int QUERY_ATTRIBUTES = 1 << 27;

    /** MariaDB: packets between that tell how far a long statement is. */
    public static final long MARIADB_PROGRESS = 1L << 32;

    /** MariaDB: COM_STMT_BULK_EXECUTE. */
    public static final long MARIADB_STMT_BULK_OPERATIONS = 1L << 34;

    public static final long MARIADB_EXTENDED_METADATA = 1L << 35;

    /** MariaDB: a byte behind the count of columns tells whether their definitions follow. */
    public static final long MARIADB_CACHE_METADATA = 1L << 36;

    /** MariaDB: COM_STMT_BULK_EXECUTE answers with a row for each row of parameters. */
    public static final long MARIADB_BULK_UNIT_RESULTS = 1L << 37;

    private Capability() {}
}
