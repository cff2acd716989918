package io.hydrophone.sql;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Gives databases other names in the text of statements. Only names that certainly are a database's are replaced, told by
 * where they stand: {@code a.t} is table {@code t} of database {@code a} behind {@code FROM}, and column {@code t} of table
 * {@code a} behind {@code WHERE}. Strings and comments stay as they are, unless a string is the statement that a
 * {@code PREPARE} prepares, or a comment is executed.
 *
 * <p>Not seen: a name that the server puts together itself ({@code PREPARE s FROM @text}) or compares as a string
 * ({@code table_schema = 'a'}). Immutable.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/identifier-qualifiers.html">Identifier Qualifiers</a>
 */
public final class DatabaseRemap {
    private final Map<String, String> names = new HashMap<>();
    private final boolean caseSensitive;

    /**
     * @param names the new name of each database that gets one
     * @param caseSensitive as on servers with {@code lower_case_table_names=0}
     */
    public DatabaseRemap(Map<String, String> names, boolean caseSensitive) {
        this.caseSensitive = caseSensitive;
        names.forEach((from, to) -> this.names.put(key(from), to));
    }

    /** The name under which the target has a database: of {@code COM_INIT_DB}, a login, or {@code USE}. */
    public String database(String name) {
        return names.getOrDefault(key(name), name);
    }

    /**
     * A statement's text with the new names, or the same array when it names none of these databases.
     *
     * @param sql in a character set that contains ASCII; a name that is no ASCII is found in UTF-8
     * @param ansiQuotes whether the session's {@code sql_mode} takes {@code "} for the quote of a name
     * @param backslashEscapes whether it takes a backslash in a string for an escape, as is the default
     * @return null when it cannot be known where one of its strings ends (half a character before a backslash): such a text
     *     may name a database and is not to be executed elsewhere
     */
    public byte[] rewrite(byte[] sql, boolean ansiQuotes, boolean backslashEscapes) {
        if (names.isEmpty()) {
            return sql;
        }
        Lexer lexer = new Lexer(ansiQuotes, backslashEscapes, true);
        PreparedText prepared = new PreparedText(this, ansiQuotes, backslashEscapes);
        byte[] rewritten = new DatabaseNames(this, prepared, sql, lexer).rewritten();
        return lexer.ambiguous() || prepared.isUnreadable() ? null : rewritten;
    }

    /** The new name of a database, quoted or not in its statement; null when it keeps its own. */
    String renamed(byte[] sql, int start, int end) {
        byte quote = sql[start];
        if (quote != '`' && quote != '"') {
            return names.get(key(new String(sql, start, end - start, StandardCharsets.UTF_8)));
        }
        String quoted = new String(sql, start + 1, Math.max(0, end - start - 2), StandardCharsets.UTF_8);
        String one = String.valueOf((char) quote);
        return names.get(key(quoted.replace(one + one, one)));
    }

    private String key(String name) {
        return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
    }
}
