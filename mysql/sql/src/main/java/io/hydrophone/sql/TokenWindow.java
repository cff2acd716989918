package io.hydrophone.sql;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A text's tokens, the current one and a few ahead of it. Comments are left out. */
final class TokenWindow {
    /** Tokens that can be seen at once, the current one among them. */
    static final int SIZE = 8;

    private static final int MASK = SIZE - 1;

    private final Lexer lexer;
    private final byte[] sql;
    private final int[] kinds = new int[SIZE];
    private final int[] starts = new int[SIZE];
    private final int[] ends = new int[SIZE];
    private int first;
    private int size;

    private int beforeKind = Token.END;
    private int beforeStart;
    private int beforeEnd;

    /** @param lexer with the text's modes; it is reset to the text */
    TokenWindow(Lexer lexer, byte[] sql, int offset, int length) {
        this.lexer = lexer;
        this.sql = sql;
        lexer.reset(sql, offset, length);
    }

    int kind() {
        return kind(0);
    }

    /** The kind of a token ahead, the current one being 0; {@link Token#END} behind the last. */
    int kind(int ahead) {
        see(ahead);
        return kinds[(first + ahead) & MASK];
    }

    int start(int ahead) {
        see(ahead);
        return starts[(first + ahead) & MASK];
    }

    int end(int ahead) {
        see(ahead);
        return ends[(first + ahead) & MASK];
    }

    /** Makes the next token the current one. */
    void advance() {
        see(0);
        beforeKind = kinds[first];
        beforeStart = starts[first];
        beforeEnd = ends[first];
        first = (first + 1) & MASK;
        size--;
    }

    boolean atEnd() {
        return kind() == Token.END || kind() == Token.SEMICOLON;
    }

    boolean is(String word) {
        return is(0, word);
    }

    /** Whether the token is this word, in lower case here, and not certainly a name. */
    boolean is(int ahead, String word) {
        return kind(ahead) == Token.WORD && matches(start(ahead), end(ahead), word);
    }

    /** Whether the token before the current one is this word; no word at the first token. */
    boolean isBehind(String word) {
        return beforeKind == Token.WORD && matches(beforeStart, beforeEnd, word);
    }

    /** The kind of the token before the current one; {@link Token#END} at the first. */
    int before() {
        return beforeKind;
    }

    /** Whether a dot stands before the current token, as one of its own or as a number's last character. */
    boolean isBehindDot() {
        return beforeEnd > beforeStart && sql[beforeEnd - 1] == '.';
    }

    /** Whether it can be a name: a word, also a keyword, or what stands in quotes of names. */
    boolean isName(int ahead) {
        int kind = kind(ahead);
        return kind == Token.WORD || kind == Token.NAME || kind == Token.QUOTED || kind == Token.NOTHING;
    }

    boolean isOperator(char operator) {
        return kind() == Token.OPERATOR && end(0) - start(0) == 1 && sql[start(0)] == operator;
    }

    boolean isAssignment() {
        return kind() == Token.OPERATOR && end(0) - start(0) == 2 && sql[start(0)] == ':';
    }

    /** The current token as it stands there, in lower case as far as it is ASCII. */
    String lower() {
        return new String(sql, start(0), end(0) - start(0), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    private boolean matches(int start, int end, String word) {
        if (end - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (ByteClass.lower(sql[start + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void see(int ahead) {
        while (size <= ahead) {
            int kind = lexer.next();
            if (kind == Token.INTRODUCER && sql[lexer.start] == '(') { // a mark of digest text, but no server's token
                add(Token.OPEN, lexer.start, lexer.start + 1);
                add(Token.WORD, lexer.start + 1, lexer.end - 1);
                add(Token.CLOSE, lexer.end - 1, lexer.end);
            } else if (kind != Token.COMMENT && kind != Token.ROWS_MARK) {
                add(kind, lexer.start, lexer.end);
            }
        }
    }

    private void add(int kind, int start, int end) {
        int at = (first + size++) & MASK;
        kinds[at] = kind;
        starts[at] = start;
        ends[at] = end;
    }
}
