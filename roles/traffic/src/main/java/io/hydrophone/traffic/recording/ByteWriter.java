package io.hydrophone.traffic.recording;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An array written from its beginning. Numbers are LEB128: seven bits a byte, the lowest first, the top bit set in all but the
 * last. Who writes asks for room first.
 */
final class ByteWriter {
    /** Of the longest number. */
    static final int MAX_NUMBER = 10;

    private final int usualCapacity;
    private byte[] bytes;
    private int length;

    ByteWriter(int capacity) {
        usualCapacity = capacity;
        bytes = new byte[capacity];
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    int capacity() {
        return bytes.length;
    }

    /** Makes it empty, and as small as it was at first. */
    void clear() {
        length = 0;
        if (bytes.length > usualCapacity) {
            bytes = new byte[usualCapacity];
        }
    }

    void require(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.addExact(length, more));
        }
    }

    void octet(int value) {
        bytes[length++] = (byte) value;
    }

    void unsigned(long value) {
        byte[] to = bytes;
        int at = length;
        long left = value;
        while ((left & ~0x7fL) != 0) {
            to[at++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        to[at++] = (byte) left;
        length = at;
    }

    /** Zigzag: small numbers of either sign are short. */
    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    /** One more than the value, so that 0 stands for unknown. */
    void orUnknown(long value) {
        unsigned(Math.max(value, -1) + 1);
    }

    void bytes(byte[] from, int offset, int count) {
        unsigned(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** UTF-8; allocates only for what is not ASCII. */
    void text(String text) {
        int count = text.length();
        for (int i = 0; i < count; i++) {
            if (text.charAt(i) >= 0x80) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                bytes(encoded, 0, encoded.length);
                return;
            }
        }
        unsigned(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /** The most that {@link #text} takes. */
    static long roomFor(String text) {
        return MAX_NUMBER + 3L * text.length();
    }

    /** Leaves room for a length that {@link #lengthSince} fills in: as many bytes as the largest it may be needs. */
    int reserveLength(int largest) {
        int at = length;
        length += (38 - Integer.numberOfLeadingZeros(largest | 1)) / 7;
        return at;
    }

    /**
     * Fills in how many bytes were written since room was left for it, in all the bytes of that room, needed or not.
     *
     * @param body where what is counted begins
     */
    void lengthSince(int at, int body) {
        int left = length - body;
        for (int i = at; i < body - 1; i++) {
            bytes[i] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[body - 1] = (byte) left;
    }
}
