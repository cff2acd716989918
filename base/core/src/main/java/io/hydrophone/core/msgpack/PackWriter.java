package io.hydrophone.core.msgpack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes MessagePack into an array that grows, each value in the shortest form that it has. Not for several threads. */
public final class PackWriter {
    private byte[] out;
    private int size;

    /**
     * An empty one.
     *
     * @param room bytes to begin with, at least 1
     */
    public PackWriter(int room) {
        out = new byte[room];
    }

    /** What was written. */
    public byte[] bytes() {
        return Arrays.copyOf(out, size);
    }

    /** How many bytes were written. */
    public int size() {
        return size;
    }

    /** Forgets what was written from a size on. */
    public void cut(int from) {
        size = from;
    }

    /** A map; its keys and values follow in turn. */
    public void map(int pairs) {
        container(pairs, Packed.FIX_MAP, Packed.MAP_16, Packed.MAP_32);
    }

    /** A map whose pairs are not counted yet. Returns where {@link #close} finds it. */
    public int openMap() {
        int at = size;
        head(Packed.MAP_16, 0, 2);
        return at;
    }

    /** Says how many pairs an opened map has, at most 65,535. */
    public void close(int map, int pairs) {
        out[map + 1] = (byte) (pairs >> 8);
        out[map + 2] = (byte) pairs;
    }

    /** An array; its elements follow. */
    public void array(int elements) {
        container(elements, Packed.FIX_ARRAY, Packed.ARRAY_16, Packed.ARRAY_32);
    }

    public void text(String value) {
        int length = value.length();
        if (length < 32 && isAscii(value, length)) {
            one(Packed.FIX_STR | length);
            ascii(value, length);
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            one(Packed.FIX_STR | bytes.length);
        } else if (bytes.length < 1 << 8) {
            head(Packed.STR_8, bytes.length, 1);
        } else if (bytes.length < 1 << 16) {
            head(Packed.STR_16, bytes.length, 2);
        } else {
            head(Packed.STR_32, bytes.length, 4);
        }
        raw(bytes);
    }

    public void integer(long value) {
        if (value >= -32 && value < 128) {
            one((int) value);
        } else if (value < 0) {
            head(Packed.INT_64, value, 8);
        } else if (value < 1L << 8) {
            head(Packed.UINT_8, value, 1);
        } else if (value < 1L << 16) {
            head(Packed.UINT_16, value, 2);
        } else if (value < 1L << 32) {
            head(Packed.UINT_32, value, 4);
        } else {
            head(Packed.UINT_64, value, 8);
        }
    }

    /** 64 bits without a sign, all of which are written. */
    public void id(long value) {
        head(Packed.UINT_64, value, 8);
    }

    /** As an integer where nothing of it is lost by that, for most are and take less. */
    public void number(double value) {
        if (isWhole(value)) {
            integer((long) value);
        } else {
            head(Packed.FLOAT_64, Double.doubleToRawLongBits(value), 8);
        }
    }

    /** Whether a number is the same as an integer, below 2⁵³; minus zero is not. */
    public static boolean isWhole(double value) {
        return (long) value == value && Math.abs(value) < 1L << 53 && (value != 0 || 1 / value > 0);
    }

    public void flag(boolean value) {
        one(value ? Packed.TRUE : Packed.FALSE);
    }

    /** Bytes as they are: what was written elsewhere. */
    public void raw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, out, size, bytes.length);
        size += bytes.length;
    }

    private static boolean isAscii(String value, int length) {
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private void ascii(String value, int length) {
        room(length);
        for (int i = 0; i < length; i++) {
            out[size + i] = (byte) value.charAt(i);
        }
        size += length;
    }

    private void container(int elements, int fix, int type16, int type32) {
        if (elements < 16) {
            one(fix | elements);
        } else if (elements < 1 << 16) {
            head(type16, elements, 2);
        } else {
            head(type32, elements, 4);
        }
    }

    private void one(int b) {
        room(1);
        out[size++] = (byte) b;
    }

    /** A type and a number of so many bytes, big-endian. */
    private void head(int type, long value, int bytes) {
        room(1 + bytes);
        out[size++] = (byte) type;
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out[size++] = (byte) (value >> shift);
        }
    }

    private void room(int bytes) {
        if (size + bytes > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, size + bytes));
        }
    }
}
