package io.hydrophone.report.snappy;

import java.util.Arrays;

/**
 * Looks for repetitions of four bytes and more with a table of where a hash of four bytes was seen last, in blocks of 64
 * KiB, so that every distance fits 16 bits. Where it finds nothing for a while it looks less often.
 */
final class SnappyCompressor {
    private static final int BLOCK = 1 << 16;
    private static final int TABLE_BITS = 14;
    private static final int MIN_MATCH = 4;
    private static final int MAX_COPY = 64;
    /** A copy as short and as near as this takes two bytes. */
    private static final int NEAR_LENGTH = 12;

    private static final int NEAR = 1 << 11;

    private final byte[] in;
    private final byte[] out;
    private final int[] seen = new int[1 << TABLE_BITS];
    private int size;

    SnappyCompressor(byte[] in) {
        this.in = in;
        // A copy never takes more than it saves; the heads of literals do, a little.
        out = new byte[Math.addExact(32 + in.length, in.length / 6)];
    }

    byte[] compress() {
        length();
        for (int from = 0; from < in.length; from += BLOCK) {
            block(from, Math.min(in.length, from + BLOCK));
        }
        return Arrays.copyOf(out, size);
    }

    private void length() {
        int left = in.length;
        while (left >= 0x80) {
            out[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        out[size++] = (byte) left;
    }

    private void block(int from, int to) {
        Arrays.fill(seen, -1);
        int written = from;
        int at = from;
        while (at <= to - MIN_MATCH) {
            int four = Snappy.int32(in, at);
            int slot = (four * 0x9E3779B1) >>> (32 - TABLE_BITS);
            int before = seen[slot];
            seen[slot] = at;
            if (before < 0 || Snappy.int32(in, before) != four) {
                at += 1 + ((at - written) >> 5);
                continue;
            }
            int end = at + MIN_MATCH;
            for (int match = before + MIN_MATCH; end < to && in[end] == in[match]; match++) {
                end++;
            }
            literal(written, at);
            copy(at - before, end - at);
            at = end;
            written = end;
        }
        literal(written, to);
    }

    private void literal(int from, int to) {
        int length = to - from;
        if (length == 0) {
            return;
        }
        int last = length - 1;
        if (last < 60) {
            out[size++] = (byte) ((last << 2) | Snappy.LITERAL);
        } else if (last < 1 << 8) {
            out[size++] = (byte) ((60 << 2) | Snappy.LITERAL);
            out[size++] = (byte) last;
        } else {
            out[size++] = (byte) ((61 << 2) | Snappy.LITERAL);
            out[size++] = (byte) last;
            out[size++] = (byte) (last >> 8);
        }
        System.arraycopy(in, from, out, size, length);
        size += length;
    }

    private void copy(int distance, int length) {
        int left = length;
        // What is left for the last copy has to be four or more, to be worth one of two bytes.
        for (; left >= MAX_COPY + MIN_MATCH; left -= MAX_COPY) {
            farCopy(distance, MAX_COPY);
        }
        if (left > MAX_COPY) {
            farCopy(distance, MAX_COPY - MIN_MATCH);
            left -= MAX_COPY - MIN_MATCH;
        }
        if (left < NEAR_LENGTH && distance < NEAR) {
            out[size++] = (byte) (((distance >> 8) << 5) | ((left - MIN_MATCH) << 2) | Snappy.COPY_1);
            out[size++] = (byte) distance;
        } else {
            farCopy(distance, left);
        }
    }

    private void farCopy(int distance, int length) {
        out[size++] = (byte) (((length - 1) << 2) | Snappy.COPY_2);
        out[size++] = (byte) distance;
        out[size++] = (byte) (distance >> 8);
    }
}
