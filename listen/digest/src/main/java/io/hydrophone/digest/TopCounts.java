package io.hydrophone.digest;

import java.util.Arrays;

/**
 * Counts the most frequent of many small numbers in a fixed number of places. A newcomer takes the place of the least
 * frequent one, whose count goes to the others: so what is listed is counted at least so often, and the sum is exact.
 * Durations may be counted with them.
 */
final class TopCounts {
    private final int limit;
    private int[] keys = new int[2];
    private long[] counts = new long[2];
    /** Null until there are durations. */
    private long[] nanos;

    private int size;
    private int recent;
    private long others;
    private long otherNanos;

    TopCounts(int limit) {
        this.limit = limit;
    }

    void add(int key, long times) {
        // Most often the same client asks again.
        if (recent < size && keys[recent] == key) {
            counts[recent] += times;
            return;
        }
        recent = place(key);
        counts[recent] += times;
    }

    void add(int key, long times, long duration) {
        add(key, times);
        if (nanos == null) {
            nanos = new long[keys.length];
        }
        nanos[recent] += duration;
    }

    void addOthers(long times) {
        others += times;
    }

    void addOthers(long times, long duration) {
        others += times;
        otherNanos += duration;
    }

    private int place(int key) {
        for (int i = 0; i < size; i++) {
            if (keys[i] == key) {
                return i;
            }
        }
        if (size < limit) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, Math.min(limit, 2 * size));
                counts = Arrays.copyOf(counts, keys.length);
                nanos = nanos == null ? null : Arrays.copyOf(nanos, keys.length);
            }
            keys[size] = key;
            counts[size] = 0;
            clearNanos(size);
            return size++;
        }
        int least = 0;
        for (int i = 1; i < size; i++) {
            if (counts[i] < counts[least]) {
                least = i;
            }
        }
        others += counts[least];
        otherNanos += nanos(least);
        keys[least] = key;
        counts[least] = 0;
        clearNanos(least);
        return least;
    }

    private void clearNanos(int place) {
        if (nanos != null) {
            nanos[place] = 0;
        }
    }

    void reset() {
        size = 0;
        recent = 0;
        others = 0;
        otherNanos = 0;
    }

    int size() {
        return size;
    }

    int key(int place) {
        return keys[place];
    }

    long count(int place) {
        return counts[place];
    }

    long nanos(int place) {
        return nanos == null ? 0 : nanos[place];
    }

    long otherNanos() {
        return otherNanos;
    }

    long others() {
        return others;
    }
}
