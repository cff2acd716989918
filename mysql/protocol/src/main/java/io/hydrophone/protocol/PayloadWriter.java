package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Writes the parts of one packet's payload behind one another, in an array that grows. */
public final class PayloadWriter {
    private byte[] bytes = new byte[256];
    private int length;

    /** The low 8 bits. */
    public PayloadWriter u1(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** The low 16 bits. */
    public PayloadWriter u2(int value) {
        return u1(value).u1(value >> 8);
    }

    public PayloadWriter i4(int value) {
        return u2(value).u2(value >> 16);
    }

    /** As many zeros. */
    public PayloadWriter zeros(int count) {
        room(count);
        length += count;
        return this;
    }

    public PayloadWriter bytes(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /** A length-encoded integer. */
    public PayloadWriter lengthEncoded(int value) {
        if (value < 0xfb) {
            return u1(value);
        }
        return value <= 0xffff
                ? u1(0xfc).u2(value)
                : value <= 0xff_ffff
                        ? u1(0xfd).u2(value).u1(value >> 16)
                        : u1(0xfe).i4(value).i4(0);
    }

    /** A length-encoded string. */
    public PayloadWriter string(byte[] value) {
        return lengthEncoded(value.length).bytes(value);
    }

    /** UTF-8 and a zero. */
    public PayloadWriter terminated(String text) {
        return bytes(text.getBytes(UTF_8)).u1(0);
    }

    /** All that was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
