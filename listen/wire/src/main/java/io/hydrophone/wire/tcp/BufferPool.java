package io.hydrophone.wire.tcp;

/**
 * Byte arrays for what has to be kept beyond a packet: statements under way, segments before their turn. All of them
 * together, and what else grows with what is sent, stay under one bound, and arrays come back to be used again, so that a steady state allocates nothing.
 * Not safe for several threads.
 */
public final class BufferPool {
    /** Smallest array, 256 bytes; each class doubles the one before. */
    private static final int MIN_SHIFT = 8;

    private static final int CLASSES = 19; // up to 64 MiB
    private static final int KEPT = 64;

    private final byte[][][] free = new byte[CLASSES][][];
    private final int[] count = new int[CLASSES];
    private final long limit;
    private long lent;
    private long reserved;
    private long kept;

    /** A pool with a bound on the bytes of all arrays that are lent or kept. */
    public BufferPool(long limit) {
        this.limit = limit;
    }

    /** An array of at least that many bytes with any content, or null when the bound forbids it. */
    public byte[] take(int bytes) {
        int index = classOf(bytes);
        if (index >= CLASSES) {
            return null;
        }
        int size = 1 << (MIN_SHIFT + index);
        if (count[index] > 0) {
            byte[] array = free[index][--count[index]];
            free[index][count[index]] = null;
            kept -= size;
            lent += size;
            return array;
        }
        if (lent + kept + size > limit) {
            drop();
            if (lent + size > limit) {
                return null;
            }
        }
        lent += size;
        return new byte[size];
    }

    /** As {@link #take} for a few bytes, but never refused: each connection, and each of its commands, may have one. */
    public byte[] takeAlways(int bytes) {
        byte[] array = take(bytes);
        if (array == null) {
            array = new byte[1 << (MIN_SHIFT + classOf(bytes))];
            lent += array.length;
        }
        return array;
    }

    /** Takes an array of {@link #take} back. */
    public void give(byte[] array) {
        lent -= array.length;
        int index = classOf(array.length);
        // Large arrays are kept a few at a time: a burst of them must not stay for ever.
        int most = Math.max(2, KEPT >> Math.max(0, index - 6));
        if (count[index] < most) {
            if (free[index] == null) {
                free[index] = new byte[KEPT][];
            }
            free[index][count[index]++] = array;
            kept += array.length;
        }
    }

    /** A larger array with the first bytes of a smaller one, which goes back; null (and nothing done) at the bound. */
    public byte[] grow(byte[] array, int used, int bytes) {
        byte[] larger = take(bytes);
        if (larger != null) {
            System.arraycopy(array, 0, larger, 0, used);
            give(array);
        }
        return larger;
    }

    /** Of arrays that are lent, and those reserved. */
    public long lentBytes() {
        return lent;
    }

    private void drop() {
        for (int i = 0; i < CLASSES; i++) {
            while (count[i] > 0) {
                free[i][--count[i]] = null;
            }
        }
        kept = 0;
    }

    /**
     * Counts bytes that are kept elsewhere against the bound; false, and nothing done, when it forbids them. They are
     * half of it at most: what stays for long has to leave room for what passes.
     */
    public boolean reserve(long bytes) {
        if (reserved + bytes > limit / 2) {
            return false;
        }
        if (lent + kept + bytes > limit) {
            drop();
            if (lent + bytes > limit) {
                return false;
            }
        }
        lent += bytes;
        reserved += bytes;
        return true;
    }

    /** Takes back what {@link #reserve} has counted. */
    public void free(long bytes) {
        lent -= bytes;
        reserved -= bytes;
    }

    private static int classOf(int bytes) {
        return Math.max(0, 32 - Integer.numberOfLeadingZeros(bytes - 1) - MIN_SHIFT);
    }
}
