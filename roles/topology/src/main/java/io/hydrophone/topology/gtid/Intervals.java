package io.hydrophone.topology.gtid;

import java.util.Arrays;

/**
 * Numbers from 1, as the intervals in which they follow one another: pairs of first and last, in order, with a gap of at
 * least one number between two pairs. Immutable.
 */
final class Intervals {
    static final Intervals NONE = new Intervals(new long[0]);

    private final long[] bounds;

    private Intervals(long[] bounds) {
        this.bounds = bounds;
    }

    /**
     * Of pairs in any order, which may overlap.
     *
     * @param pairs first and last of each, from 1; a pair whose last is less than its first has nothing in it
     */
    static Intervals of(long[] pairs) {
        long[][] sorted = new long[pairs.length / 2][];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = new long[] {pairs[2 * i], pairs[2 * i + 1]};
        }
        Arrays.sort(sorted, (a, b) -> Long.compare(a[0], b[0]));
        long[] bounds = new long[pairs.length];
        int length = 0;
        for (long[] pair : sorted) {
            if (pair[1] < pair[0]) {
                continue;
            }
            if (length > 0 && pair[0] <= bounds[length - 1] + 1) {
                bounds[length - 1] = Math.max(bounds[length - 1], pair[1]);
            } else {
                bounds[length++] = pair[0];
                bounds[length++] = pair[1];
            }
        }
        return length == 0 ? NONE : new Intervals(Arrays.copyOf(bounds, length));
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    /** How many intervals there are. */
    int size() {
        return bounds.length / 2;
    }

    /** How many numbers; {@link Long#MAX_VALUE} when they are more. */
    long count() {
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count = GtidSet.sum(count, bounds[i + 1] - bounds[i] + 1);
        }
        return count;
    }

    boolean contains(long number) {
        int at = Arrays.binarySearch(bounds, number);
        return at >= 0 || (-at - 1) % 2 == 1; // between a first and its last
    }

    Intervals union(Intervals other) {
        long[] pairs = Arrays.copyOf(bounds, bounds.length + other.bounds.length);
        System.arraycopy(other.bounds, 0, pairs, bounds.length, other.bounds.length);
        return of(pairs);
    }

    /** What is here and not in the other. */
    Intervals subtract(Intervals other) {
        // Each interval of the other cuts at most one of these into two.
        long[] left = new long[bounds.length + other.bounds.length];
        int length = 0;
        int cut = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            long from = bounds[i];
            long last = bounds[i + 1];
            while (cut < other.bounds.length && other.bounds[cut + 1] < from) {
                cut += 2;
            }
            for (int at = cut; at < other.bounds.length && other.bounds[at] <= last; at += 2) {
                if (other.bounds[at] > from) {
                    left[length++] = from;
                    left[length++] = other.bounds[at] - 1;
                }
                from = other.bounds[at + 1] + 1;
            }
            if (from <= last) {
                left[length++] = from;
                left[length++] = last;
            }
        }
        return length == 0 ? NONE : new Intervals(Arrays.copyOf(left, length));
    }

    /** {@code 1-5:7:9-10}. */
    void write(StringBuilder text) {
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i == 0 ? "" : ":").append(bounds[i]);
            if (bounds[i + 1] > bounds[i]) {
                text.append('-').append(bounds[i + 1]);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Intervals intervals && Arrays.equals(bounds, intervals.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }
}
