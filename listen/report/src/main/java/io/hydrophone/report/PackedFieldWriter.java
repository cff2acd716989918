package io.hydrophone.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes MessagePack: objects as maps from a field's number to its value. How many fields an object has is known at its
 * end, so its header is always the one of 16 bits, filled in then.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack specification</a>
 */
final class PackedFieldWriter implements FieldWriter {
    private static final int MAX_DEPTH = 16;

    private byte[] out = new byte[16 << 10];
    private int size;
    /** Of the objects that are open: where the header is, and how many fields there are so far. */
    private final int[] headers = new int[MAX_DEPTH];

    private final int[] fields = new int[MAX_DEPTH];
    private int depth = -1;

    byte[] bytes() {
        return Arrays.copyOf(out, size);
    }

    @Override
    public void beginObject() {
        depth++;
        headers[depth] = size;
        fields[depth] = 0;
        room(3);
        size += 3;
    }

    @Override
    public void beginObject(Field field) {
        key(field);
        beginObject();
    }

    @Override
    public void endObject() {
        int at = headers[depth];
        out[at] = (byte) Packed.MAP_16;
        out[at + 1] = (byte) (fields[depth] >> 8);
        out[at + 2] = (byte) fields[depth];
        depth--;
    }

    @Override
    public void beginList(Field field, int elements) {
        key(field);
        if (elements < 16) {
            one(Packed.FIX_ARRAY | elements);
        } else if (elements < 1 << 16) {
            head(Packed.ARRAY_16, elements, 2);
        } else {
            head(Packed.ARRAY_32, elements, 4);
        }
    }

    @Override
    public void endList() {
        // Its size was told before.
    }

    @Override
    public void text(Field field, String value) {
        key(field);
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
        room(bytes.length);
        System.arraycopy(bytes, 0, out, size, bytes.length);
        size += bytes.length;
    }

    @Override
    public void number(Field field, long value) {
        key(field);
        integer(value);
    }

    @Override
    public void id(Field field, long value) {
        key(field);
        head(Packed.UINT_64, value, 8);
    }

    @Override
    public void flag(Field field, boolean value) {
        key(field);
        one(value ? Packed.TRUE : Packed.FALSE);
    }

    @Override
    public void numbers(Field field, long[] values) {
        beginList(field, values.length);
        for (long value : values) {
            integer(value);
        }
    }

    private void key(Field field) {
        fields[depth]++;
        one(field.number());
    }

    private void integer(long value) {
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
