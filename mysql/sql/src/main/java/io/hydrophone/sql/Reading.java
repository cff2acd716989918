package io.hydrophone.sql;

import static io.hydrophone.sql.ByteClass.isDigit;
import static io.hydrophone.sql.ByteClass.isSpace;
import static io.hydrophone.sql.ByteClass.isWord;

import java.util.Arrays;

/**
 * A text as one server may read it, written down so that {@link Lexer} in its default mode reads the same: comments
 * become a space, names in double quotes become names in backquotes. Where servers differ {@link Alternatives} is asked:
 * whether a backslash escapes, whether double quotes are around names, whether a version comment is executed, whether a
 * backslash or backquote is the second half of a character, whether a byte that is no ASCII separates words.
 */
final class Reading {
    private final byte[] sql;
    private final int from;
    private final int limit;
    private final Alternatives alternatives;

    private byte[] text;
    private int length;
    private boolean broken;
    private boolean unclear;

    private boolean inVersionComment;
    private Boolean escapes;
    private Boolean quotesNames;
    private Boolean separates;

    Reading(byte[] sql, int offset, int length, Alternatives alternatives) {
        this.sql = sql;
        this.from = offset;
        this.limit = offset + length;
        this.alternatives = alternatives;
        this.text = new byte[length + 16];
    }

    /** From 0 to {@link #length}. */
    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    /** Whether no server can parse the statement at which the text now ends. */
    boolean isBroken() {
        return broken;
    }

    /** Whether it is not known how servers read what follows. */
    boolean isUnclear() {
        return unclear;
    }

    /** Reads the text once, as the alternatives now are. */
    void read() {
        length = 0;
        broken = false;
        unclear = false;
        inVersionComment = false;
        escapes = null;
        quotesNames = null;
        separates = null;
        int p = from;
        while (p < limit && !broken && !unclear) {
            p = part(p);
        }
        unclear |= inVersionComment && !broken;
    }

    /** Reads what begins at {@code p}; gives where the next begins. */
    private int part(int p) {
        byte c = sql[p];
        byte second = at(p + 1);
        switch (c) {
            case '\'', '"', '`' -> {
                return quoted(p, c);
            }
            case '#' -> {
                return comment(lineEnd(p));
            }
            case '-' -> {
                if (second == '-' && (p + 2 >= limit || isSpace(sql[p + 2]))) {
                    return comment(lineEnd(p));
                }
                unclear |= second == '-' && sql[p + 2] < 0; // white space in some character sets
                put(c);
                return comment(p + 1); // two of them before a comment must not become one
            }
            case '/' -> {
                if (second == '*') {
                    return blockComment(p);
                }
            }
            case '*' -> {
                if (second == '/' && inVersionComment) {
                    inVersionComment = false;
                    return comment(p + 2);
                }
            }
            case '\\' -> {
                broken = second != 'N';
                if (!broken) {
                    put(c);
                    put(second);
                }
                return p + 2;
            }
            case '@' -> {
                return variable(p);
            }
            case '$' -> unclear |= opensDollarQuote(p);
            case 0 -> unclear = true;
            default -> {
                if (c < 0) {
                    return foreign(p);
                }
            }
        }
        put(c);
        return p + 1;
    }

    private int comment(int end) {
        put((byte) ' ');
        return end;
    }

    private int lineEnd(int p) {
        int e = p;
        while (e < limit && sql[e] != '\n') {
            e++;
        }
        return e;
    }

    /** MySQL takes {@code @} alone for a variable without a name, so that what follows is no name. */
    private int variable(int p) {
        boolean system = at(p + 1) == '@';
        int name = system ? p + 2 : p + 1;
        byte c = at(name);
        unclear |= !(isWord(c) && c > 0) && c != '`' && (system || (c != '\'' && c != '"'));
        for (int i = p; i < name; i++) {
            put(sql[i]);
        }
        return name;
    }

    /** {@code $tag$} begins a string in MySQL 9 and is a name elsewhere. */
    private boolean opensDollarQuote(int p) {
        if (p > from && isWord(sql[p - 1])) {
            return false;
        }
        int e = p + 1;
        while (e < limit && isWord(sql[e])) {
            if (sql[e++] == '$') {
                return true;
            }
        }
        return false;
    }

    /** A letter in most character sets, white space or nothing known in others. */
    private int foreign(int p) {
        if (separates == null) {
            separates = alternatives.either();
        }
        byte letter = (byte) (separates ? ' ' : 0xe9);
        put(letter);
        if (swallows(p + 1)) {
            put(letter);
            return p + 2;
        }
        return p + 1;
    }

    /** Whether the byte there, behind one that is no ASCII, is taken for the second half of a character. */
    private boolean swallows(int p) {
        return (at(p) == '\\' || at(p) == '`') && alternatives.either();
    }

    /** A string or name that begins with this quote; what escapes in it stays as it is. */
    private int quoted(int p, byte quote) {
        int before = length;
        byte written = quote == '"' ? (byte) '`' : quote;
        put(written);
        int e = p + 1;
        while (e < limit) {
            byte c = sql[e];
            if (c == quote) {
                if (at(e + 1) != quote) {
                    put(written);
                    return e + 1;
                }
                putQuoted(c, written);
                e += 2;
            } else if (c == '\\' && quote != '`' && escapes(quote)) {
                if (quote == '\'') {
                    put(c);
                    put(at(e + 1));
                } else {
                    putQuoted(at(e + 1), written);
                }
                e += 2;
            } else if (c == '\\' && quote == '\'') {
                put(c);
                put(c);
                e++;
            } else {
                putQuoted(c, written);
                e++;
                if (c < 0 && swallows(e)) {
                    e++;
                }
            }
        }
        length = before;
        broken = true;
        return limit;
    }

    private boolean escapes(byte quote) {
        if (escapes == null) {
            escapes = !alternatives.either();
        }
        if (quote == '"' && escapes) {
            if (quotesNames == null) {
                quotesNames = alternatives.either();
            }
            return !quotesNames;
        }
        return escapes;
    }

    private void putQuoted(byte c, byte quote) {
        put(c);
        if (c == quote) {
            put(c);
        }
    }

    private int blockComment(int p) {
        boolean mariaDb = at(p + 2) == 'M' && at(p + 3) == '!';
        if (mariaDb || at(p + 2) == '!') {
            if (inVersionComment) {
                unclear = true;
            } else if (alternatives.either()) {
                return comment(skippedEnd(p + 2));
            } else {
                inVersionComment = true;
                return comment(executed(mariaDb ? p + 4 : p + 3));
            }
            return limit;
        }
        int end = blockEnd(p + 2);
        unclear |= end < 0 || (at(p + 2) == '+' && end != hintEnd(p + 3));
        return comment(Math.max(end, p + 2));
    }

    /** Behind the version: five digits, or six, of which the sixth is code for some servers. */
    private int executed(int p) {
        int digits = 0;
        while (digits < 7 && isDigit(at(p + digits))) {
            digits++;
        }
        if (digits < 5) {
            return p;
        }
        return digits == 5 || (digits == 6 && !isSpace(at(p + 6)) && alternatives.either()) ? p + 5 : p + 6;
    }

    /** Some servers take comments within one that they skip for comments of their own. */
    private int skippedEnd(int p) {
        int end = blockEnd(p);
        int inner = indexOf(p, '/', '*');
        if (inner >= 0 && inner < end - 2 && alternatives.either()) {
            end = blockEnd(inner + 2);
            end = end < 0 ? end : blockEnd(end);
        }
        unclear |= end < 0;
        return Math.max(end, p);
    }

    /** Behind the next {@code *}{@code /}; negative when there is none. */
    private int blockEnd(int p) {
        int end = indexOf(p, '*', '/');
        return end < 0 ? end : end + 2;
    }

    private int indexOf(int p, char first, char second) {
        for (int e = p; e + 1 < limit; e++) {
            if (sql[e] == first && sql[e + 1] == second) {
                return e;
            }
        }
        return -1;
    }

    /** Where a comment ends for servers that know hints, with their quotes; negative when nobody can say. */
    private int hintEnd(int p) {
        byte quote = 0;
        for (int e = p; e < limit; e++) {
            byte c = sql[e];
            if (c == '\\') {
                return -1;
            }
            if (quote == 0 && c == '*' && at(e + 1) == '/') {
                return e + 2;
            }
            if (quote == 0 && (c == '\'' || c == '"' || c == '`')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return -1;
    }

    /** The byte there, or 0 behind the end. */
    private byte at(int p) {
        return p < limit ? sql[p] : 0;
    }

    private void put(byte c) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[length++] = c;
    }
}
