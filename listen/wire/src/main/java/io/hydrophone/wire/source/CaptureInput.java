package io.hydrophone.wire.source;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** A window that moves over a capture file. Records are read in place, in {@link #data}. */
final class CaptureInput {
    /** One read: stays in a core's cache until it is decoded. */
    private static final int WINDOW_BYTES = 128 << 10;

    /** No real record is larger: libpcap itself refuses 256 KiB. Bounds the memory that a damaged length may claim. */
    static final int MAX_RECORD_BYTES = 16 << 20;

    private final String name;
    private final ReadableByteChannel channel;

    /** Valid from {@link #position} up to {@link #limit}. Replaced when a record needs more room. */
    byte[] data = new byte[WINDOW_BYTES];

    int position;
    int limit;

    /** Where {@code data[0]} lies in the file. */
    private long base;

    CaptureInput(String name, ReadableByteChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /** As the user named the file. */
    String name() {
        return name;
    }

    int available() {
        return limit - position;
    }

    /** Where the byte at an index of {@link #data} lies in the file. */
    long offset(int index) {
        return base + index;
    }

    /**
     * Reads once at least, and on until {@code need} bytes lie between position and limit.
     *
     * @param need at most {@link #MAX_RECORD_BYTES} and a record's header
     * @return false when the file ends before
     */
    boolean fill(int need) throws IOException {
        makeRoom(need);
        do {
            int count = channel.read(ByteBuffer.wrap(data, limit, data.length - limit));
            if (count < 0) {
                return false;
            }
            limit += count;
        } while (available() < need);
        return true;
    }

    private void makeRoom(int need) {
        byte[] target = need > data.length ? new byte[Integer.highestOneBit(need - 1) << 1] : data;
        System.arraycopy(data, position, target, 0, available());
        data = target;
        base += position;
        limit -= position;
        position = 0;
    }

    /** The first bytes of the file, at most {@code most}, without moving on. */
    byte[] peek(int most) throws IOException {
        boolean more = true;
        while (more && available() < most) {
            more = fill(available() + 1);
        }
        return Arrays.copyOfRange(data, position, position + Math.min(most, available()));
    }

    ProblemException damaged(int index, String seen) {
        return damaged(index, seen, null);
    }

    ProblemException damaged(int index, String seen, Throwable cause) {
        return new ProblemException(
                new Problem(
                        "damaged-capture",
                        seen,
                        name + ": byte " + offset(index),
                        "the file is damaged or was written over; what came before is sound, cut it there: head -c "
                                + offset(index) + " FILE | hydrophone ... -"),
                cause);
    }
}
