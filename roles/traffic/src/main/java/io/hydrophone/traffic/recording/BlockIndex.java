package io.hydrophone.traffic.recording;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where the blocks of a file are and of which time; stands as a block of its own at the file's end. It is a short cut: without one, or
 * with a wrong one, the heads of the blocks tell the same.
 */
final class BlockIndex {
    /** A file that has so many blocks is ended. */
    static final int MAX_BLOCKS = 1 << 20;

    /** Offset, first and latest time, events. */
    private static final int ENTRY_BYTES = 28;

    /** Behind the entries, and so at the end of the file: where the index begins, and the magic. */
    static final int TRAILER_BYTES = 12;

    /** {@code HYTX}. */
    private static final int MAGIC = 0x48595458;

    private ByteBuffer entries = ByteBuffer.allocate(64 * ENTRY_BYTES);

    int blocks() {
        return entries.position() / ENTRY_BYTES;
    }

    void add(long offset, long firstNanos, long lastNanos, int events) {
        if (entries.remaining() < ENTRY_BYTES) {
            byte[] longer = Arrays.copyOf(entries.array(), 2 * entries.capacity());
            entries = ByteBuffer.wrap(longer).position(entries.position());
        }
        entries.putLong(offset).putLong(firstNanos).putLong(lastNanos).putInt(events);
    }

    /** @param offset in the file at which the index's own block begins */
    byte[] encode(long offset) {
        int length = entries.position();
        ByteBuffer out = ByteBuffer.allocate(length + TRAILER_BYTES);
        out.put(entries.array(), 0, length).putLong(offset).putInt(MAGIC);
        return out.array();
    }

    /** Where a file's index begins according to its last bytes, −1 when there is none. */
    static long offset(byte[] trailer) {
        ByteBuffer in = ByteBuffer.wrap(trailer);
        return in.getInt(Long.BYTES) == MAGIC ? in.getLong(0) : -1;
    }

    /** The latest time of an event in any block; −1 without blocks. */
    static long lastNanos(byte[] contents) {
        ByteBuffer in = ByteBuffer.wrap(contents);
        int end = contents.length - TRAILER_BYTES - ENTRY_BYTES;
        long last = -1;
        for (int at = 0; at <= end; at += ENTRY_BYTES) {
            last = Math.max(last, in.getLong(at + 2 * Long.BYTES));
        }
        return last;
    }

    /** Offset of the first block that has an event of a time or a later one; −1 when all are earlier. */
    static long find(byte[] contents, long nanos) {
        ByteBuffer in = ByteBuffer.wrap(contents);
        int end = contents.length - TRAILER_BYTES - ENTRY_BYTES;
        for (int at = 0; at <= end; at += ENTRY_BYTES) {
            if (in.getLong(at + 2 * Long.BYTES) >= nanos) {
                return in.getLong(at);
            }
        }
        return -1;
    }
}
