package io.hydrophone.sql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the data out of a statement and leaves the statement: each literal becomes {@code ?}, the text of each comment
 * too, while names, white space, hints and structure stay as they were sent. When it cannot be known where a string ends
 * (a backslash behind half a character of GBK or SJIS), everything from there on is masked.
 *
 * <p>Nothing is allocated once the buffer has grown, and it never grows beyond 64 KiB. For one thread at a time.
 */
public final class LiteralMask {
    /** Bytes of masked text that are kept; the rest is cut. */
    private static final int MAX = 64 * 1024;

    private static final byte[] BLOCK_COMMENT = {'/', '*', ' ', '?', ' ', '*', '/'};

    private final Lexer lexer = new Lexer();
    private byte[] out = new byte[1024];
    private int length;

    /** Masks these bytes; the result stays until the next call. */
    public void mask(byte[] sql, int offset, int length) {
        lexer.reset(sql, offset, length);
        this.length = 0;
        int copied = offset;
        boolean known = true;
        for (int token = lexer.next(); token != Token.END && known && this.length < MAX; token = lexer.next()) {
            append(sql, copied, lexer.start);
            token(sql, token);
            copied = lexer.end;
            known = !lexer.ambiguous();
        }
        if (known) {
            append(sql, copied, lexer.start);
        }
    }

    /** Holds the masked text from 0 to {@link #length()}; the array may be another after each call. */
    public byte[] buffer() {
        return out;
    }

    /** Bytes of the masked text, at most 65,536. */
    public int length() {
        return length;
    }

    /** The statement masked; what is longer than 65,536 bytes of UTF-8 is cut there. */
    public static String mask(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        LiteralMask mask = new LiteralMask();
        mask.mask(bytes, 0, bytes.length);
        return new String(mask.out, 0, mask.length, StandardCharsets.UTF_8);
    }

    /**
     * A server's error message without the data that it quotes: {@code Duplicate entry '?' for key 'users.email'}. Names
     * stay where the message is one that is known; of any other only what stands before the first quote is left, without
     * its numbers.
     */
    public static String maskError(String message) {
        return ErrorMessages.mask(message);
    }

    private void token(byte[] sql, int token) {
        switch (token) {
            case Token.VALUE, Token.DOLLAR_QUOTED -> append('?');
            case Token.COMMENT -> {
                if (sql[lexer.start] == '/') {
                    append(BLOCK_COMMENT, 0, BLOCK_COMMENT.length);
                } else {
                    append(sql, lexer.start, lexer.start + (sql[lexer.start] == '#' ? 1 : 2));
                    append(' ');
                    append('?');
                }
            }
            default -> append(sql, lexer.start, lexer.end);
        }
    }

    private void append(int b) {
        if (length < MAX) {
            room(1);
            out[length++] = (byte) b;
        }
    }

    private void append(byte[] b, int from, int to) {
        int n = Math.min(to - from, MAX - length);
        if (n > 0) {
            room(n);
            System.arraycopy(b, from, out, length, n);
            length += n;
        }
    }

    private void room(int n) {
        if (length + n > out.length) {
            out = Arrays.copyOf(out, Math.min(MAX, Math.max(2 * out.length, length + n)));
        }
    }
}
