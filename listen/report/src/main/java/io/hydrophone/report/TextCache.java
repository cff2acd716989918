package io.hydrophone.report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Texts that were read lately, by their bytes: reports repeat names and statements, second by second and probe by probe.
 * Who finds one decodes nothing, and whoever compares two of them later finds the same object. For any thread; at most
 * {@value #PLACES} texts of {@value #MAX_BYTES} bytes, a newcomer takes one of two places.
 */
final class TextCache {
    private static final int PLACES = 32_768;
    private static final int MAX_BYTES = 512;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private static final class Known {
        private final byte[] bytes;
        private final String text;

        Known(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }

    private final AtomicReferenceArray<Known> places = new AtomicReferenceArray<>(PLACES);

    /** The text, or null when it is not known. */
    String find(byte[] in, int begin, int length) {
        if (length > MAX_BYTES) {
            return null;
        }
        int place = place(in, begin, length);
        String first = text(places.get(place), in, begin, length);
        return first != null ? first : text(places.get(place ^ 1), in, begin, length);
    }

    private static String text(Known known, byte[] in, int begin, int length) {
        return known != null && Arrays.equals(known.bytes, 0, known.bytes.length, in, begin, begin + length)
                ? known.text
                : null;
    }

    void keep(byte[] in, int begin, int length, String text) {
        if (length <= MAX_BYTES) {
            int place = place(in, begin, length);
            boolean second = places.get(place) != null && places.get(place ^ 1) == null;
            places.set(second ? place ^ 1 : place, new Known(Arrays.copyOfRange(in, begin, begin + length), text));
        }
    }

    /** Eight bytes at a time: this is done for every text of every row. */
    private static int place(byte[] in, int begin, int length) {
        int at = begin;
        int end = begin + length;
        long hash = length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(in, at)) * MIX;
            hash ^= hash >>> 32;
        }
        for (; at < end; at++) {
            hash = (hash ^ in[at]) * MIX;
        }
        return (int) (hash ^ (hash >>> 32)) & (PLACES - 1);
    }
}
