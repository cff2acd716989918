package io.hydrophone.report;

import java.util.HexFormat;

/** 64-bit ids as text: 16 lower-case hexadecimal digits. */
final class Ids {
    private static final int DIGITS = 16;

    private Ids() {}

    static String text(long id) {
        return HexFormat.of().toHexDigits(id);
    }

    /** @throws IllegalArgumentException when it is none */
    static long parse(String text) {
        if (text.length() != DIGITS) {
            throw new IllegalArgumentException(text);
        }
        return HexFormat.fromHexDigitsToLong(text);
    }
}
