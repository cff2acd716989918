package io.hydrophone.sql;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0, as specified at github.com/Cyan4973/xxHash (doc/xxhash_spec.md): in one call, or over pieces that
 * are each a multiple of 32 bytes but the last.
 */
final class Xxh64 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private long a;
    private long b;
    private long c;
    private long d;
    private long total;

    Xxh64() {
        reset();
    }

    void reset() {
        a = 0x60EA27EEADC0B5D6L; // P1 + P2, modulo 2^64
        b = P2;
        c = 0;
        d = -P1;
        total = 0;
    }

    /** Takes in whole stripes; {@code length} is a multiple of 32. */
    void stripes(byte[] bytes, int offset, int length) {
        long la = a;
        long lb = b;
        long lc = c;
        long ld = d;
        for (int p = offset; p < offset + length; p += 32) {
            la = round(la, (long) LONG.get(bytes, p));
            lb = round(lb, (long) LONG.get(bytes, p + 8));
            lc = round(lc, (long) LONG.get(bytes, p + 16));
            ld = round(ld, (long) LONG.get(bytes, p + 24));
        }
        a = la;
        b = lb;
        c = lc;
        d = ld;
        total += length;
    }

    /** The hash of all that was taken in and of these last bytes. */
    long finish(byte[] bytes, int offset, int length) {
        int whole = length & ~31;
        stripes(bytes, offset, whole);
        long h = P5;
        if (total > 0) {
            h = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            h = merge(merge(merge(merge(h, a), b), c), d);
        }
        int p = offset + whole;
        int left = length - whole;
        h += total + left;
        for (; left >= 8; left -= 8, p += 8) {
            h = Long.rotateLeft(h ^ round(0, (long) LONG.get(bytes, p)), 27) * P1 + P4;
        }
        if (left >= 4) {
            h = Long.rotateLeft(h ^ ((int) INT.get(bytes, p) & 0xffffffffL) * P1, 23) * P2 + P3;
            left -= 4;
            p += 4;
        }
        for (; left > 0; left--, p++) {
            h = Long.rotateLeft(h ^ (bytes[p] & 0xff) * P5, 11) * P1;
        }
        h = (h ^ (h >>> 33)) * P2;
        h = (h ^ (h >>> 29)) * P3;
        return h ^ (h >>> 32);
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    private static long merge(long h, long lane) {
        return (h ^ round(0, lane)) * P1 + P4;
    }
}
