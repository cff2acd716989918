package io.hydrophone.core;

import java.util.Arrays;

/**
 * The sum of distributions in little memory, for those who keep hundreds of thousands: the buckets from the first to the
 * last that is not empty, by the half octave, four bytes each as long as no count needs eight. Exact; recording is {@link
 * LatencyHistogram}'s task. One thread at a time.
 */
public final class CompactHistogram {
    private static final int[] NONE = {};
    /** Buckets by which it grows: a distribution spreads bucket by bucket, and each time all of it would be copied. */
    private static final int STEP = 8;

    /** Null once a count needed eight bytes. */
    private int[] small = NONE;

    private long[] large;
    /** Index of the first bucket. */
    private int first;

    private long zeros;
    private long count;
    private long sum;
    private long min = -1;
    private long max = -1;

    /** Adds all that a distribution has counted. */
    public void add(LatencyDistribution more) {
        if (more.count() == 0) {
            return;
        }
        min = count == 0 ? more.min() : Math.min(min, more.min());
        max = Math.max(max, more.max());
        count += more.count();
        sum += more.sum();
        zeros += more.zeroCount();
        switch (more) {
            case SparseHistogram that -> add(that);
            case LatencyHistogram that -> that.forEachBucket(this::add);
        }
    }

    public long count() {
        return count;
    }

    public long sum() {
        return sum;
    }

    /** What was added so far; adding more does not change it. */
    public LatencyDistribution distribution() {
        int[] indexes = new int[length()];
        long[] counts = new long[indexes.length];
        int used = 0;
        for (int i = 0; i < indexes.length; i++) {
            long here = small == null ? large[i] : small[i];
            if (here != 0) {
                indexes[used] = first + i;
                counts[used++] = here;
            }
        }
        return LatencyHistogram.of(zeros, sum, min, max, Arrays.copyOf(indexes, used), Arrays.copyOf(counts, used));
    }

    private int length() {
        return small == null ? large.length : small.length;
    }

    private void add(SparseHistogram more) {
        int last = more.buckets() - 1;
        if (last >= 0) {
            hold(more.index(0), more.index(last));
        }
        for (int bucket = 0; bucket <= last; bucket++) {
            add(more.index(bucket), more.count(bucket));
        }
    }

    /** Makes room for two buckets and all between. */
    private void hold(int least, int most) {
        if (length() == 0) {
            first = down(least);
            small = new int[up(most) - first];
        } else if (least < first || most >= first + length()) {
            widen(Math.min(first, down(least)), Math.max(first + length(), up(most)));
        }
    }

    private static int down(int bucket) {
        return Math.floorDiv(bucket, STEP) * STEP;
    }

    /** The end of the step in which the bucket lies. */
    private static int up(int bucket) {
        return down(bucket) + STEP;
    }

    private void add(int index, long times) {
        hold(index, index);
        int at = index - first;
        if (small == null) {
            large[at] += times;
        } else if (small[at] + times <= Integer.MAX_VALUE) {
            small[at] += (int) times;
        } else {
            large = Arrays.stream(small).asLongStream().toArray();
            small = null;
            large[at] += times;
        }
    }

    private void widen(int from, int to) {
        if (small == null) {
            long[] wider = new long[to - from];
            System.arraycopy(large, 0, wider, first - from, large.length);
            large = wider;
        } else {
            int[] wider = new int[to - from];
            System.arraycopy(small, 0, wider, first - from, small.length);
            small = wider;
        }
        first = from;
    }
}
