package io.hydrophone.sql;

import static io.hydrophone.sql.ByteClass.isDigit;
import static io.hydrophone.sql.ByteClass.isSpace;
import static io.hydrophone.sql.ByteClass.isWord;

/**
 * Cuts SQL text into tokens, in one pass and without a copy, as MySQL's own lexer does, unless told
 * otherwise with its default {@code sql_mode}: {@code "} quotes a string and a backslash escapes. Between two tokens there is only white space or
 * the frame of an executed comment ({@code /*!50000 ... *}{@code /}). What is not closed reaches to the end.
 *
 * <p>The bytes may be in any character set that contains ASCII. In GBK, SJIS, Big5 and GB18030 a backslash can be the
 * second half of a character; {@link #ambiguous()} tells when that could have moved the end of a string.
 */
final class Lexer {
    /** From here on a version comment is for no server: {@code /*!99999} is the common way to write "never". */
    private static final int NEVER = 99_999;

    /** First and last offset (exclusive) of the current token. */
    int start;

    int end;

    private byte[] sql = new byte[0];
    private int limit;
    private int pos;
    /** Kind and end of the last token that leaves a trace in the digest. */
    private int kind;

    private int kindEnd;
    private boolean versionComment;
    private boolean hint;
    /** Where the word ends that the hint stands behind. */
    private int hintedEnd;

    private boolean ambiguous;

    private final boolean ansiQuotes;
    private final boolean backslashEscapes;
    private final boolean mariaDbComments;

    /** As MySQL's default {@code sql_mode} has it. */
    Lexer() {
        this(false, true, false);
    }

    /**
     * @param ansiQuotes whether {@code "} quotes a name
     * @param backslashEscapes whether a backslash in a string escapes what follows
     * @param mariaDbComments whether {@code /*M! ... *}{@code /} is executed
     */
    Lexer(boolean ansiQuotes, boolean backslashEscapes, boolean mariaDbComments) {
        this.ansiQuotes = ansiQuotes;
        this.backslashEscapes = backslashEscapes;
        this.mariaDbComments = mariaDbComments;
    }

    void reset(byte[] text, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, text.length);
        sql = text;
        pos = offset;
        limit = offset + length;
        start = offset;
        end = offset;
        kind = Token.END;
        kindEnd = offset;
        versionComment = false;
        hint = false;
        ambiguous = false;
    }

    /** Whether a string seen so far ends elsewhere in another character set. */
    boolean ambiguous() {
        return ambiguous;
    }

    /** Whether the current token stands inside an optimizer hint. */
    boolean inHint() {
        return hint;
    }

    /** The next token's kind; {@link Token#END} at the end of the text, however often asked. */
    int next() {
        byte[] b = sql;
        int before = kind;
        int beforeEnd = kindEnd;
        int p = pos;
        while (true) {
            while (p < limit && isSpace(b[p])) {
                p++;
            }
            if (p >= limit) {
                start = limit;
                return finish(Token.END, limit);
            }
            if (b[p] == '*' && versionComment && !hint && at(p + 1) == '/') {
                versionComment = false;
                p += 2;
                continue;
            }
            int executed = b[p] == '/' && at(p + 1) == '*' ? executedText(p + 2) : -1;
            if (executed >= 0) {
                int inside = executed(executed);
                if (inside >= 0) {
                    versionComment = true;
                    p = inside;
                    continue;
                }
            }
            break;
        }
        start = p;
        byte c = b[p];
        return switch (ByteClass.of(c)) {
            case ByteClass.LETTER -> word(p, before);
            case ByteClass.DIGIT -> digits(p, before);
            case ByteClass.STRING -> string(p);
            case ByteClass.BACKQUOTE -> quoted(p);
            case ByteClass.DOT -> dot(p, before, beforeEnd);
            case ByteClass.COMMA -> finish(Token.COMMA, p + 1);
            case ByteClass.OPEN ->
                startsWith(p, "(_charset)") ? finish(Token.INTRODUCER, p + 10) : finish(Token.OPEN, p + 1);
            case ByteClass.CLOSE -> finish(Token.CLOSE, p + 1);
            case ByteClass.SEMICOLON -> finish(Token.SEMICOLON, p + 1);
            case ByteClass.AT -> at(p + 1) == '@' ? finish(Token.ATAT, p + 2) : finish(Token.AT, p + 1);
            case ByteClass.HASH -> finish(Token.COMMENT, lineEnd(p + 1));
            case ByteClass.SLASH -> slash(p, before);
            case ByteClass.MINUS -> minus(p);
            case ByteClass.PLUS -> finish(Token.SIGN, p + 1);
            case ByteClass.PLACEHOLDER -> finish(Token.VALUE, p + 1);
            default -> operator(p);
        };
    }

    private int finish(int token, int tokenEnd) {
        end = tokenEnd;
        pos = tokenEnd;
        if (!Token.leavesNoTrace(token)) {
            kind = token;
            kindEnd = tokenEnd;
        }
        return token;
    }

    /** The byte at {@code p}, or 0 behind the end: no token goes on with a 0. */
    private byte at(int p) {
        return p < limit ? sql[p] : 0;
    }

    private int word(int p, int before) {
        byte[] b = sql;
        byte c = b[p];
        if (before == Token.AT && !hint) {
            return finish(Token.VARIABLE, Literals.hostEnd(b, p, limit));
        }
        boolean onlyName = before == Token.DOT || before == Token.ATAT;
        if (!onlyName) {
            if (at(p + 1) == '\'' && isLiteralPrefix(c)) {
                return string(p + 1);
            }
            if (c == '$') {
                int close = Literals.dollarQuotedEnd(b, p, limit);
                if (close > 0) {
                    return finish(Token.DOLLAR_QUOTED, close);
                }
            }
        }
        int e = p + 1;
        while (e < limit && isWord(b[e])) {
            e++;
        }
        if (!onlyName && c == '_' && Charsets.introduces(b, p, e, limit)) {
            return finish(Token.INTRODUCER, e);
        }
        boolean qualifies = at(e) == '.' && e + 1 < limit && isWord(b[e + 1]);
        return finish(onlyName || qualifies ? Token.NAME : Token.WORD, e);
    }

    /** {@code N'...'}, {@code X'...'}, {@code B'...'}: the letter belongs to the literal. */
    private static boolean isLiteralPrefix(byte c) {
        return switch (ByteClass.lower(c)) {
            case 'n', 'x', 'b' -> true;
            default -> false;
        };
    }

    private int quoted(int p) {
        byte quote = sql[p];
        int e = Literals.quotedEnd(sql, p, limit, quote);
        return finish(e - p == 1 || (e - p == 2 && sql[p + 1] == quote) ? Token.NOTHING : Token.QUOTED, e);
    }

    private int digits(int p, int before) {
        if (before == Token.AT && !hint) {
            return finish(Token.VARIABLE, Literals.hostEnd(sql, p, limit));
        }
        int e = p;
        if (before != Token.DOT) {
            int number = Literals.numberEnd(sql, p, limit);
            if (number > 0) {
                return finish(Token.VALUE, number);
            }
            if (hint) {
                int size = Literals.sizeEnd(sql, p, limit);
                if (size > 0) {
                    return finish(Token.VALUE, size);
                }
            }
        }
        while (e < limit && isWord(sql[e])) {
            e++;
        }
        return finish(Token.NAME, e);
    }

    private int string(int quoteAt) {
        if (ansiQuotes && sql[quoteAt] == '"') {
            return quoted(quoteAt);
        }
        int e = backslashEscapes
                ? Literals.stringEnd(sql, quoteAt, limit)
                : Literals.quotedEnd(sql, quoteAt, limit, sql[quoteAt]);
        if (e < 0) {
            ambiguous = true;
            e = -e;
        }
        return finish(Token.VALUE, e);
    }

    /** {@code .5} is a number, unless the dot goes on directly from a name: {@code t.5}. */
    private int dot(int p, int before, int beforeEnd) {
        if (at(p + 1) == '.' && at(p + 2) == '.') {
            return finish(Token.ELLIPSIS, p + 3);
        }
        boolean afterName = before == Token.WORD || before == Token.NAME || before == Token.QUOTED;
        if (isDigit(at(p + 1)) && !(afterName && beforeEnd == p)) {
            return finish(Token.VALUE, Literals.fractionEnd(sql, p, limit));
        }
        return finish(afterName ? Token.DOT : Token.OPERATOR, p + 1);
    }

    private int slash(int p, int before) {
        if (at(p + 1) != '*' || hint) { // a hint is a comment itself, and comments do not nest
            return finish(Token.OPERATOR, p + 1);
        }
        if (at(p + 2) == '+' && before == Token.WORD && Literals.isHintVerb(sql, kindEnd, p)) {
            hint = true;
            hintedEnd = kindEnd;
            return finish(Token.HINT_OPEN, p + 3);
        }
        if (startsWith(p, "/* , ... */")) {
            return finish(Token.ROWS_MARK, p + 11);
        }
        return finish(Token.COMMENT, blockEnd(p + 2));
    }

    private int minus(int p) {
        byte second = at(p + 1);
        if (second == '-' && (p + 2 >= limit || isSpace(sql[p + 2]))) {
            return finish(Token.COMMENT, lineEnd(p + 2));
        }
        if (second == '>') {
            return finish(Token.OPERATOR, at(p + 2) == '>' ? p + 3 : p + 2);
        }
        return finish(Token.SIGN, p + 1);
    }

    private int operator(int p) {
        byte first = sql[p];
        byte second = at(p + 1);
        if (first == '*' && second == '/' && hint) {
            hint = false;
            boolean empty = kind == Token.HINT_OPEN;
            finish(Token.HINT_CLOSE, p + 2);
            if (empty) { // it leaves no trace
                kind = Token.WORD;
                kindEnd = hintedEnd;
            }
            return Token.HINT_CLOSE;
        }
        if (first == '\\' && (second == 'N')) {
            return finish(Token.VALUE, p + 2);
        }
        if (first == '<' && second == '=' && at(p + 2) == '>') {
            return finish(Token.OPERATOR, p + 3);
        }
        boolean two = switch (first) {
            case '<' -> second == '=' || second == '>' || second == '<';
            case '>' -> second == '=' || second == '>';
            case '!', ':' -> second == '=';
            case '&', '|' -> second == first;
            default -> false;
        };
        return finish(Token.OPERATOR, two ? p + 2 : p + 1);
    }

    /** Where the version of an executed comment may stand, {@code p} being behind the opening; negative for another one. */
    private int executedText(int p) {
        if (mariaDbComments && at(p) == 'M' && at(p + 1) == '!') {
            return p + 2;
        }
        return at(p) == '!' ? p + 1 : -1;
    }

    /**
     * Where the text of an executed comment begins, {@code p} being behind {@code /*!}; negative when its version says
     * that it is for no server. MySQL takes five digits, or six when white space follows them.
     */
    private int executed(int p) {
        int digits = 0;
        int version = 0;
        while (digits < 6 && isDigit(at(p + digits))) {
            version = version * 10 + sql[p + digits] - '0';
            digits++;
        }
        if (digits == 6 && !isSpace(at(p + 6))) {
            digits = 5;
            version /= 10;
        }
        if (digits < 5) {
            return p;
        }
        return (digits == 6 ? version / 10 : version) >= NEVER ? -1 : p + digits;
    }

    private int lineEnd(int p) {
        int e = p;
        while (e < limit && sql[e] != '\n') {
            e++;
        }
        return e;
    }

    private int blockEnd(int p) {
        for (int e = p; e + 1 < limit; e++) {
            if (sql[e] == '*' && sql[e + 1] == '/') {
                return e + 2;
            }
        }
        return limit;
    }

    private boolean startsWith(int p, String ascii) {
        if (limit - p < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (sql[p + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
