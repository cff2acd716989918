package io.hydrophone.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One query attribute, read in place: valid during the callback that shows it, and used again for the next. */
public final class QueryAttribute {
    private static final int UNSIGNED = 0x80;

    private byte[] data = {};
    private int nameOffset;
    private int nameLength;
    private int type;
    private boolean unsigned;
    private int offset;
    private int size;

    /** @param value where it begins; −1 for NULL */
    void at(byte[] payload, int typeAndName, int value, int valueSize) {
        data = payload;
        type = data[typeAndName] & 0xff;
        unsigned = (data[typeAndName + 1] & UNSIGNED) != 0;
        int name = typeAndName + 2;
        nameLength = (int) LittleEndian.lengthEncoded(data, name, data.length);
        nameOffset = name + LittleEndian.lengthEncodedSize(data[name]);
        offset = value;
        size = valueSize;
    }

    /** Holds name and value. */
    public byte[] data() {
        return data;
    }

    public int nameOffset() {
        return nameOffset;
    }

    public int nameLength() {
        return nameLength;
    }

    /** "" for one without; allocates. */
    public String name() {
        return new String(data, nameOffset, nameLength, UTF_8);
    }

    /** Whether the value is a string, which lies from {@link #textOffset()} on. */
    public boolean isText() {
        return offset >= 0 && BinaryParameters.isText(type);
    }

    public int textOffset() {
        return offset + LittleEndian.lengthEncodedSize(data[offset]);
    }

    public int textLength() {
        return offset + size - textOffset();
    }

    /** As {@link BinaryParameters#read} tells values; null for NULL and for what makes no sense; allocates. */
    public Object value() {
        return offset < 0 ? null : BinaryParameters.value(data, type, unsigned, offset, size);
    }
}
