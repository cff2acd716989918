package io.hydrophone.sql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which functions a server has built in. One stands for all releases from its own to the next: it has what both ends of
 * that span have.
 */
public enum Dialect {
    /** A server that is not known: has what all others have. */
    ANY,
    MYSQL_5_7,
    /** To 8.4. */
    MYSQL_8_0,
    /** To 9.6. */
    MYSQL_9_0,
    MYSQL_9_7,
    MARIADB_10_6,
    MARIADB_10_11,
    MARIADB_11_4;

    private static final Pattern VERSION = Pattern.compile("(?:5\\.5\\.5-)?(\\d{1,3})\\.(\\d{1,3})(?!\\d).*");

    /** Of a server's {@code version()}, also as MariaDB gives it in its handshake: {@code 5.5.5-10.11.19-MariaDB}. */
    public static Dialect of(String version) {
        String lower = version.toLowerCase(Locale.ROOT);
        Matcher matcher = VERSION.matcher(lower);
        if (!matcher.matches() || lower.contains("tidb")) {
            return ANY;
        }
        int release = Integer.parseInt(matcher.group(1)) * 1_000 + Integer.parseInt(matcher.group(2));
        if (lower.contains("mariadb")) {
            return release >= 11_004
                    ? MARIADB_11_4
                    : release >= 10_011 ? MARIADB_10_11 : release >= 10_006 ? MARIADB_10_6 : ANY;
        }
        if (release >= 10_000) { // not yet MySQL's
            return ANY;
        }
        return release >= 9_007
                ? MYSQL_9_7
                : release >= 9_000 ? MYSQL_9_0 : release >= 8_000 ? MYSQL_8_0 : release >= 5_007 ? MYSQL_5_7 : ANY;
    }
}
