package io.hydrophone.wire;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import java.util.Arrays;

/** Copies of packets, and of the ticks between them, on their way to another thread; used again and again. */
final class PacketBatch {
    /** The batches under way and what they are copied from stay in a core's cache. */
    private static final int BYTES = 256 << 10;

    private static final int ENTRIES = 2048;

    private byte[] data = new byte[BYTES];
    private final LinkType[] links = new LinkType[ENTRIES];
    private final long[] nanos = new long[ENTRIES];
    private final int[] captured = new int[ENTRIES];
    private final int[] lengths = new int[ENTRIES];
    private int count;
    private int bytes;

    boolean isEmpty() {
        return count == 0;
    }

    /** Takes a packet; false when there is no room, unless the batch is empty: then room is made for it. */
    boolean add(long atNanos, LinkType link, byte[] from, int offset, int size, int length) {
        if (count == ENTRIES || size > data.length - bytes) {
            if (count > 0) {
                return false;
            }
            data = Arrays.copyOf(data, size);
        }
        System.arraycopy(from, offset, data, bytes, size);
        links[count] = link;
        nanos[count] = atNanos;
        captured[count] = size;
        lengths[count] = length;
        count++;
        bytes += size;
        return true;
    }

    /** Takes a tick; false when there is no room. */
    boolean addTick(long atNanos) {
        if (count == ENTRIES) {
            return false;
        }
        links[count] = null;
        nanos[count] = atNanos;
        captured[count] = 0;
        count++;
        return true;
    }

    void deliver(PacketHandler handler) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (links[i] == null) {
                handler.tick(nanos[i]);
            } else {
                handler.packet(nanos[i], links[i], data, at, captured[i], lengths[i]);
                at += captured[i];
            }
        }
    }

    void clear() {
        count = 0;
        bytes = 0;
        if (data.length > BYTES) {
            data = new byte[BYTES];
        }
    }
}
