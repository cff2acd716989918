package io.hydrophone.report;

import io.hydrophone.core.msgpack.PackWriter;

/**
 * Writes MessagePack: objects as maps from a field's number to its value. How many fields an object has is known at its
 * end, so its header is always the one of 16 bits, filled in then.
 */
final class PackedFieldWriter implements FieldWriter {
    private static final int MAX_DEPTH = 16;

    private final PackWriter out = new PackWriter(16 << 10);
    /** Of the objects that are open: where the header is, and how many fields there are so far. */
    private final int[] headers = new int[MAX_DEPTH];

    private final int[] fields = new int[MAX_DEPTH];
    private int depth = -1;

    byte[] bytes() {
        return out.bytes();
    }

    @Override
    public void beginObject() {
        depth++;
        headers[depth] = out.openMap();
        fields[depth] = 0;
    }

    @Override
    public void beginObject(Field field) {
        key(field);
        beginObject();
    }

    @Override
    public void endObject() {
        out.close(headers[depth], fields[depth]);
        depth--;
    }

    @Override
    public void beginList(Field field, int elements) {
        key(field);
        out.array(elements);
    }

    @Override
    public void endList() {
        // Its size was told before.
    }

    @Override
    public void text(Field field, String value) {
        key(field);
        out.text(value);
    }

    @Override
    public void number(Field field, long value) {
        key(field);
        out.integer(value);
    }

    @Override
    public void id(Field field, long value) {
        key(field);
        out.id(value);
    }

    @Override
    public void flag(Field field, boolean value) {
        key(field);
        out.flag(value);
    }

    @Override
    public void numbers(Field field, long[] values) {
        beginList(field, values.length);
        for (long value : values) {
            out.integer(value);
        }
    }

    private void key(Field field) {
        fields[depth]++;
        out.integer(field.number());
    }
}
