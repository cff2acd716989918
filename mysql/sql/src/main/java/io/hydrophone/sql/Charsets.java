package io.hydrophone.sql;

import static io.hydrophone.sql.ByteClass.isSpace;

/** The character sets that MySQL knows: {@code _latin1'x'} is a literal, {@code _id 'x'} a column and its alias. */
final class Charsets {
    private static final String NAMES =
            " armscii8 ascii big5 binary cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 cp932"
                    + " dec8 eucjpms euckr gb18030 gb2312 gbk geostd8 greek hebrew hp8 keybcs2 koi8r koi8u latin1 latin2 latin5"
                    + " latin7 macce macroman sjis swe7 tis620 ucs2 ujis utf16 utf16le utf32 utf8 utf8mb3 utf8mb4 ";

    private Charsets() {}

    /** Whether the word from {@code p} to {@code e}, an underscore first, introduces the literal that follows it. */
    static boolean introduces(byte[] b, int p, int e, int limit) {
        int literal = e;
        while (literal < limit && isSpace(b[literal])) {
            literal++;
        }
        return literal < limit && beginsLiteral(b, literal, limit) && isKnown(b, p + 1, e);
    }

    private static boolean beginsLiteral(byte[] b, int p, int limit) {
        return switch (b[p]) {
            case '\'', '"' -> true;
            case '0' -> Literals.prefixedEnd(b, p, limit) > 0;
            case 'x', 'X', 'b', 'B' -> p + 1 < limit && b[p + 1] == '\'';
            default -> false;
        };
    }

    private static boolean isKnown(byte[] b, int p, int e) {
        int length = e - p;
        for (int at = NAMES.indexOf(' '); at >= 0; at = NAMES.indexOf(' ', at + 1)) {
            int after = at + 1 + length;
            if (after < NAMES.length() && NAMES.charAt(after) == ' ' && matches(b, p, at + 1, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] b, int p, int at, int length) {
        for (int i = 0; i < length; i++) {
            if (ByteClass.lower(b[p + i]) != NAMES.charAt(at + i)) {
                return false;
            }
        }
        return length > 0;
    }
}
