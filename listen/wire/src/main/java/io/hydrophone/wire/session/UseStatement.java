package io.hydrophone.wire.session;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Recognises {@code USE name}, for servers and clients without session tracking. */
final class UseStatement {
    private UseStatement() {}

    /** The database's name, or null when the text is another statement. Allocates only for a USE. */
    static String database(byte[] sql, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && sql[at] <= ' ' && sql[at] > 0) {
            at++;
        }
        if (end - at < 5
                || (sql[at] | 0x20) != 'u'
                || (sql[at + 1] | 0x20) != 's'
                || (sql[at + 2] | 0x20) != 'e'
                || (sql[at + 3] > ' ' && sql[at + 3] != '`')) {
            return null;
        }
        String name = new String(sql, at + 3, end - at - 3, UTF_8).strip();
        if (name.endsWith(";")) {
            name = name.substring(0, name.length() - 1).strip();
        }
        if (name.length() > 1 && name.startsWith("`") && name.endsWith("`")) {
            name = name.substring(1, name.length() - 1).replace("``", "`");
        }
        return name.isEmpty() ? null : name;
    }
}
