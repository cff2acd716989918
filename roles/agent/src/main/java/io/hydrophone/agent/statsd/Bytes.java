package io.hydrophone.agent.statsd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads text where it lies, without making objects of it. */
final class Bytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;
    /** Powers of ten that a double has exactly. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int MAX_DIGITS = 18;
    private static final long MAX_EXACT = 1L << 53;
    private static final int MAX_NUMBER = 64;

    private Bytes() {}

    /** Where a byte is, or the end. */
    static int find(byte[] in, int from, int to, char wanted) {
        int at = from;
        while (at < to && in[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Mixes bytes into a hash, eight at a time. */
    static long hash(byte[] in, int from, int to, long seed) {
        long hash = seed ^ (to - from);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(in, at));
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = (rest << 8) | (in[at] & 0xff);
        }
        return mix(hash ^ rest);
    }

    private static long mix(long value) {
        long product = value * MULTIPLIER;
        return product ^ (product >>> 32);
    }

    static String text(byte[] in, int from, int to) {
        return new String(in, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * A decimal number with an optional sign, point and exponent, as {@link Double#parseDouble} reads it.
     *
     * @return NaN when it is none, or is not finite
     */
    static double number(byte[] in, int from, int to) {
        int at = from;
        boolean negative = at < to && in[at] == '-';
        if (negative || (at < to && in[at] == '+')) {
            at++;
        }
        long digits = 0;
        int count = 0;
        int fraction = 0;
        boolean point = false;
        for (; at < to; at++) {
            int digit = in[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
                fraction += point ? 1 : 0;
                if (++count > MAX_DIGITS) {
                    return slowly(in, from, to);
                }
            } else if (in[at] == '.' && !point) {
                point = true;
            } else {
                return slowly(in, from, to);
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (digits >= MAX_EXACT) {
            return slowly(in, from, to);
        }
        double value = fraction == 0 ? digits : digits / TENS[fraction]; // Both exact, so the quotient is rounded once.
        return negative ? -value : value;
    }

    private static double slowly(byte[] in, int from, int to) {
        if (to - from > MAX_NUMBER) {
            return Double.NaN;
        }
        for (int at = from; at < to; at++) {
            int c = in[at];
            boolean isOfNumber = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!isOfNumber) { // parseDouble also reads blanks, suffixes and words.
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(text(in, from, to));
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A whole number without a sign; −1 when it is none, or has more than 18 digits. */
    static long whole(byte[] in, int from, int to) {
        if (from == to || to - from > MAX_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = in[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
