package io.hydrophone.sql;

import java.io.ByteArrayOutputStream;

/** The statements that stand in a string: {@code PREPARE s FROM '...'}, {@code EXECUTE IMMEDIATE '...'}. */
final class PreparedText {
    private final DatabaseRemap remap;
    private final boolean ansiQuotes;
    private final boolean backslashEscapes;
    private boolean unreadable;

    PreparedText(DatabaseRemap remap, boolean ansiQuotes, boolean backslashEscapes) {
        this.remap = remap;
        this.ansiQuotes = ansiQuotes;
        this.backslashEscapes = backslashEscapes;
    }

    /** Whether one was met of which it cannot be known what it says. */
    boolean isUnreadable() {
        return unreadable;
    }

    /** Replaces the string if the current token begins such a statement; the tokens stay where they are. */
    void rewrite(byte[] sql, TokenWindow tokens, RewrittenText text) {
        int literal;
        if (tokens.is("prepare") && tokens.is(2, "from")) {
            literal = 3;
        } else if (tokens.is("execute") && tokens.is(1, "immediate")) {
            literal = 2;
        } else {
            return;
        }
        int start = tokens.start(literal);
        int end = tokens.end(literal);
        if (tokens.kind(literal) != Token.VALUE || end - start < 2 || (sql[start] != '\'' && sql[start] != '"')) {
            return;
        }
        byte[] statement = unquoted(sql, start, end);
        byte[] rewritten = remap.rewrite(statement, ansiQuotes, backslashEscapes);
        if (rewritten == null) {
            unreadable = true;
        } else if (!java.util.Arrays.equals(rewritten, statement)) {
            text.replace(start, end, quoted(rewritten));
        }
    }

    private byte[] unquoted(byte[] sql, int start, int end) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(end - start);
        for (int p = start + 1; p < end - 1; p++) {
            if (sql[p] == sql[start]) {
                p++;
                plain.write(sql[p]);
            } else if (sql[p] == '\\' && backslashEscapes) {
                p++;
                escaped(sql[p], plain);
            } else {
                plain.write(sql[p]);
            }
        }
        return plain.toByteArray();
    }

    /** The meaning of a letter behind a backslash; a wildcard keeps the backslash. */
    private static void escaped(byte c, ByteArrayOutputStream plain) {
        switch (c) {
            case '0' -> plain.write(0);
            case 'b' -> plain.write('\b');
            case 'n' -> plain.write('\n');
            case 'r' -> plain.write('\r');
            case 't' -> plain.write('\t');
            case 'Z' -> plain.write(0x1a);
            case '%', '_' -> {
                plain.write('\\');
                plain.write(c);
            }
            default -> plain.write(c);
        }
    }

    private byte[] quoted(byte[] statement) {
        ByteArrayOutputStream literal = new ByteArrayOutputStream(statement.length + 16);
        literal.write('\'');
        for (int p = 0; p < statement.length; p++) {
            byte c = statement[p];
            boolean doubled = c == '\'' || (c == '\\' && backslashEscapes);
            if (doubled) {
                literal.write(c);
            }
            literal.write(c);
        }
        literal.write('\'');
        return literal.toByteArray();
    }
}
