package io.hydrophone.digest.report;

import io.hydrophone.digest.summary.Sample;
import io.hydrophone.sql.LiteralMask;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Statements' text on its way out. */
public final class SqlText {
    private SqlText() {}

    /** A sample's text, without its literals when they are to be masked; bytes that are no UTF-8 become U+FFFD. */
    public static String of(Sample sample, boolean masked) {
        return new String(bytes(sample, masked), StandardCharsets.UTF_8);
    }

    public static byte[] bytes(Sample sample, boolean masked) {
        byte[] sql = sample.sql().reveal();
        if (!masked) {
            return sql;
        }
        LiteralMask mask = new LiteralMask();
        mask.mask(sql, 0, sql.length);
        return Arrays.copyOf(mask.buffer(), mask.length());
    }

    public static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** On one line, with nothing in it that a terminal would obey. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                space = !line.isEmpty();
                continue;
            }
            if (space) {
                line.append(' ');
                space = false;
            }
            line.append(isControl(c) ? '\ufffd' : c);
        }
        return line.toString();
    }

    /** C0 and C1 controls, and what would turn the direction of writing. */
    static boolean isControl(char c) {
        return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }

    /** At most so many characters, the last one an ellipsis when there were more. */
    public static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
