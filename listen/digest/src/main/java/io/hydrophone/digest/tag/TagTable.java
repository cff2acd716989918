package io.hydrophone.digest.tag;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names and values of tags, each known by a small number. Values are found by their bytes in an open-addressed array, so
 * that one that was met before costs no object; at most {@value #MAX_VALUES} of them, more are {@link #OTHER}.
 */
public final class TagTable {
    /** The number of a value that found no room. */
    public static final int OTHER = -1;

    private static final int MAX_VALUES = 4_096;
    private static final int SLOTS = 4 * MAX_VALUES;

    private final List<String> names = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    /** Numbers of values, from 1; null until there is one. */
    private short[] slots;

    /** The number of a name, or −1 when there are too many. */
    public int name(String name) {
        int known = names.indexOf(name);
        if (known < 0 && names.size() < TagOptions.MAX_NAMES) {
            names.add(name);
            return names.size() - 1;
        }
        return known;
    }

    public String nameText(int name) {
        return names.get(name);
    }

    public int names() {
        return names.size();
    }

    public int value(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return value(bytes, 0, bytes.length);
    }

    /** The number of a value, or {@link #OTHER}. */
    public int value(byte[] bytes, int offset, int length) {
        if (slots == null) {
            slots = new short[SLOTS];
        }
        int slot = hash(bytes, offset, length) & (SLOTS - 1);
        for (; slots[slot] != 0; slot = (slot + 1) & (SLOTS - 1)) {
            byte[] known = values.get(slots[slot] - 1);
            if (Arrays.equals(known, 0, known.length, bytes, offset, offset + length)) {
                return slots[slot] - 1;
            }
        }
        if (values.size() == MAX_VALUES) {
            return OTHER;
        }
        values.add(Arrays.copyOfRange(bytes, offset, offset + length));
        slots[slot] = (short) values.size();
        return values.size() - 1;
    }

    /** Bytes that are no UTF-8 come as U+FFFD. */
    public String valueText(int value) {
        return new String(values.get(value), StandardCharsets.UTF_8);
    }

    private static int hash(byte[] bytes, int offset, int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ bytes[i]) * 0x9e3779b97f4a7c15L;
        }
        return (int) (hash >>> 32);
    }
}
