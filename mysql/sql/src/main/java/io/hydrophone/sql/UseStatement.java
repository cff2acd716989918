package io.hydrophone.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Recognises {@code USE name} at the beginning of a text, for servers and clients without session tracking. What
 * several statements of one text do after the first is left to session tracking.
 */
public final class UseStatement {
    private UseStatement() {}

    /** The database's name, or null when the text is another statement. Allocates only for a USE. */
    public static String database(byte[] sql, int offset, int length) {
        int end = offset + length;
        int at = skip(sql, offset, end);
        if (end - at < 5
                || (sql[at] | 0x20) != 'u'
                || (sql[at + 1] | 0x20) != 's'
                || (sql[at + 2] | 0x20) != 'e'
                || inName(sql[at + 3])) {
            return null;
        }
        return name(sql, skip(sql, at + 3, end), end);
    }

    private static String name(byte[] sql, int at, int end) {
        if (at < end && (sql[at] == '`' || sql[at] == '"')) {
            byte quote = sql[at];
            int last = at + 1;
            while (last < end && (sql[last] != quote || (last + 1 < end && sql[last + 1] == quote))) {
                last += sql[last] == quote ? 2 : 1;
            }
            String mark = String.valueOf((char) quote);
            String name = new String(sql, at + 1, Math.min(last, end) - at - 1, UTF_8).replace(mark + mark, mark);
            return last >= end || name.isEmpty() ? null : name;
        }
        int last = at;
        while (last < end && inName(sql[last])) {
            last++;
        }
        return last == at ? null : new String(sql, at, last - at, UTF_8);
    }

    private static boolean inName(byte character) {
        return character < 0
                || (character >= '0' && character <= '9')
                || ((character | 0x20) >= 'a' && (character | 0x20) <= 'z')
                || character == '_'
                || character == '$';
    }

    /** Passes over white space and comments; those that servers carry out ({@code /*!}) are text. */
    private static int skip(byte[] sql, int offset, int end) {
        int at = offset;
        while (at < end) {
            byte character = sql[at];
            byte next = at + 1 < end ? sql[at + 1] : 0;
            if (character <= ' ' && character > 0) {
                at++;
            } else if (character == '#' || (character == '-' && next == '-')) {
                while (at < end && sql[at] != '\n') {
                    at++;
                }
            } else if (character == '/' && next == '*' && (at + 2 == end || sql[at + 2] != '!')) {
                at += 2;
                while (at + 1 < end && !(sql[at] == '*' && sql[at + 1] == '/')) {
                    at++;
                }
                at = Math.min(at + 2, end);
            } else {
                return at;
            }
        }
        return end;
    }
}
