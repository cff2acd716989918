package io.hydrophone.sql;

import static io.hydrophone.sql.ByteClass.isDigit;
import static io.hydrophone.sql.ByteClass.isHexDigit;
import static io.hydrophone.sql.ByteClass.isSpace;
import static io.hydrophone.sql.ByteClass.isWord;

/** Where literals and quoted names end. All offsets are exclusive ends; what is not closed ends at {@code limit}. */
final class Literals {
    private Literals() {}

    /**
     * The end of the string whose quote stands at {@code p}. Negative (the end, negated) when a backslash followed a byte
     * that is not the end of a UTF-8 character: an escape in Latin-1, half a character in GBK or SJIS.
     */
    static int stringEnd(byte[] b, int p, int limit) {
        byte quote = b[p];
        boolean ambiguous = false;
        int e = p + 1;
        while (e < limit) {
            byte c = b[e++];
            if (c == quote) {
                if (e < limit && b[e] == quote) {
                    e++;
                } else {
                    return ambiguous ? -e : e;
                }
            } else if (c == '\\') {
                ambiguous |= b[e - 2] < 0 && !endsUtf8Character(b, p + 1, e - 2);
                e++;
            }
        }
        return ambiguous ? -limit : limit;
    }

    /** Whether the byte at {@code last} completes a UTF-8 character that begins at {@code from} or later. */
    private static boolean endsUtf8Character(byte[] b, int from, int last) {
        int first = last;
        while (first > from && last - first < 3 && (b[first] & 0xc0) == 0x80) {
            first--;
        }
        int lead = b[first] & 0xff;
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
        return last - first + 1 == length;
    }

    /** The end of what the doubled quote alone escapes: a name in backquotes. */
    static int quotedEnd(byte[] b, int p, int limit, byte quote) {
        int e = p + 1;
        while (e < limit) {
            if (b[e++] == quote) {
                if (e < limit && b[e] == quote) {
                    e++;
                } else {
                    return e;
                }
            }
        }
        return limit;
    }

    /** The end of an unquoted host or user variable behind {@code @}. */
    static int hostEnd(byte[] b, int p, int limit) {
        int e = p;
        while (e < limit && (isWord(b[e]) || b[e] == '.')) {
            e++;
        }
        return e;
    }

    /**
     * The end of the number at {@code p}, which is a digit; 0 when it is a name that begins with digits ({@code 2020_sales},
     * {@code 0x1G}). As MySQL: the exponent needs a digit, and after it the number ends whatever follows.
     */
    static int numberEnd(byte[] b, int p, int limit) {
        int prefixed = prefixedEnd(b, p, limit);
        if (prefixed > 0) {
            return prefixed;
        }
        int e = p;
        while (e < limit && isDigit(b[e])) {
            e++;
        }
        int exponent = exponentEnd(b, e, limit);
        if (exponent > e) {
            return exponent;
        }
        if (e < limit && b[e] == '.') {
            return fractionEnd(b, e, limit);
        }
        return e < limit && isWord(b[e]) ? 0 : e;
    }

    /** The end of {@code 0x4d} or {@code 0b01}; 0 when it is neither. */
    static int prefixedEnd(byte[] b, int p, int limit) {
        if (p + 2 >= limit || b[p] != '0') {
            return 0;
        }
        boolean hex = b[p + 1] == 'x';
        if (!hex && b[p + 1] != 'b') {
            return 0;
        }
        int e = p + 2;
        while (e < limit && (hex ? isHexDigit(b[e]) : b[e] == '0' || b[e] == '1')) {
            e++;
        }
        return e == p + 2 || (e < limit && isWord(b[e])) ? 0 : e;
    }

    /** The end of the decimals behind the dot at {@code p}, with their exponent if there is one. */
    static int fractionEnd(byte[] b, int p, int limit) {
        int e = p + 1;
        while (e < limit && isDigit(b[e])) {
            e++;
        }
        return exponentEnd(b, e, limit);
    }

    private static int exponentEnd(byte[] b, int p, int limit) {
        if (p >= limit || (b[p] | 0x20) != 'e') {
            return p;
        }
        int e = p + 1;
        if (e < limit && (b[e] == '+' || b[e] == '-')) {
            e++;
        }
        if (e >= limit || !isDigit(b[e])) {
            return p;
        }
        while (e < limit && isDigit(b[e])) {
            e++;
        }
        return e;
    }

    /** The end of a size in an optimizer hint: {@code 16M}; 0 when it is none. */
    static int sizeEnd(byte[] b, int p, int limit) {
        int e = p;
        while (e < limit && isDigit(b[e])) {
            e++;
        }
        boolean unit = e < limit
                && switch (b[e] | 0x20) {
                    case 'k', 'm', 'g' -> true;
                    default -> false;
                };
        return unit && (e + 1 == limit || !isWord(b[e + 1])) ? e + 1 : 0;
    }

    /** The end of {@code $tag$ ... $tag$} at {@code p}; 0 when it is not closed: then {@code $} begins a name. */
    static int dollarQuotedEnd(byte[] b, int p, int limit) {
        int e = p + 1;
        while (e < limit && isWord(b[e]) && b[e] != '$') {
            e++;
        }
        if (e >= limit || b[e] != '$') {
            return 0;
        }
        int tag = e + 1 - p;
        for (int q = e + 1; q + tag <= limit; q++) {
            if (b[q] == '$' && java.util.Arrays.equals(b, p, p + tag, b, q, q + tag)) {
                return q + tag;
            }
        }
        return 0;
    }

    /** Whether the name could be read as the opening of {@code $tag$ ... $tag$}, {@code $} being its first byte. */
    static boolean mayOpenDollarQuote(byte[] name, int length) {
        for (int i = 1; i < length; i++) {
            if (name[i] == '$') {
                return true;
            }
        }
        return false;
    }

    /** Whether the word that ends at {@code wordEnd}, with white space alone up to {@code p}, takes optimizer hints. */
    static boolean isHintVerb(byte[] b, int wordEnd, int p) {
        for (int i = wordEnd; i < p; i++) {
            if (!isSpace(b[i])) {
                return false;
            }
        }
        return Keywords.endsWith(b, wordEnd, "select")
                || Keywords.endsWith(b, wordEnd, "insert")
                || Keywords.endsWith(b, wordEnd, "update")
                || Keywords.endsWith(b, wordEnd, "delete")
                || Keywords.endsWith(b, wordEnd, "replace");
    }
}
