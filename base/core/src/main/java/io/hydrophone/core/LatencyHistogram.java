package io.hydrophone.core;

import java.util.Arrays;

/**
 * Counts durations as they come. One thread at a time.
 *
 * <p>The buckets lie in a window around the range seen, which grows by octaves, up to 1,024 buckets for all longs; once
 * it has grown, recording allocates nothing. The bucket of a value comes from its exponent (leading zeros) and from its
 * mantissa: five bits of it select one of 32 cells, each narrower than the narrowest bucket, so that at most one bucket
 * boundary lies in a cell and a single comparison decides. All in integers: a value next to a boundary is never
 * misplaced by rounding.
 */
public final class LatencyHistogram implements LatencyDistribution {
    private static final int PER_OCTAVE = 1 << SCALE;

    /** {@code floor(2^62 * 2^(s/16))}: the mantissas, scaled to 63 bits, that end sub-bucket s - 1; the last is out of reach. */
    private static final long[] BOUNDARY = {
        0x4000000000000000L, 0x42d561b3e6243d8aL, 0x45cae0f1f545eb73L, 0x48e1e9b9d588e19bL,
        0x4c1bf828c6dc54b7L, 0x4f7a993048d088d6L, 0x52ff6b54d8a89c75L, 0x56ac1f752150a563L,
        0x5a827999fcef3242L, 0x5e8451cfac061b5fL, 0x62b39508aa836d6eL, 0x6712460a8fc24071L,
        0x6ba27e656b4eb57aL, 0x70666f76154a7088L, 0x75606373ee921c97L, 0x7a92be8a92436616L,
        0x7fffffffffffffffL
    };

    /** For each cell the last boundary that lies before it, −1 for the first. */
    private static final byte[] BEFORE_CELL = new byte[32];

    static {
        for (int cell = 0; cell < BEFORE_CELL.length; cell++) {
            long start = (1L << 62) + ((long) cell << 57);
            int boundary = -1;
            while (BOUNDARY[boundary + 1] < start) {
                boundary++;
            }
            BEFORE_CELL[cell] = (byte) boundary;
        }
    }

    /** Of the lowest bucket, that of 1 ns, and of the highest. */
    private static final int FIRST_BUCKET = -1;

    private static final int LAST_BUCKET = 63 * PER_OCTAVE - 1;

    private long[] buckets = new long[0];
    /** Index of {@code buckets[0]}, a multiple of an octave. */
    private int first;

    private long zeros;
    private long count;
    private long sum;
    private long min = -1;
    private long max = -1;

    /**
     * What was counted elsewhere, from its figures.
     *
     * @param indexes of the buckets that are not empty, ascending; both arrays are not to be changed any more
     * @param counts of those buckets
     * @throws IllegalArgumentException when the figures contradict each other
     */
    public static LatencyDistribution of(long zeros, long sum, long min, long max, int[] indexes, long[] counts) {
        if (zeros < 0 || indexes.length != counts.length) {
            throw new IllegalArgumentException(zeros + " zeros, " + indexes.length + " buckets");
        }
        long count = zeros;
        for (int i = 0; i < indexes.length; i++) {
            boolean ascends = i == 0 || indexes[i] > indexes[i - 1];
            if (!ascends || indexes[i] < FIRST_BUCKET || indexes[i] > LAST_BUCKET || counts[i] <= 0) {
                throw new IllegalArgumentException("bucket " + indexes[i] + " with " + counts[i]);
            }
            count = Math.addExact(count, counts[i]);
        }
        boolean fits = count == 0
                ? sum == 0 && min == -1 && max == -1
                : bucket(min) == (zeros > 0 ? Integer.MIN_VALUE : indexes[0])
                        && bucket(max) == (indexes.length == 0 ? Integer.MIN_VALUE : indexes[indexes.length - 1])
                        && sum >= max;
        if (!fits) {
            throw new IllegalArgumentException(count + " from " + min + " to " + max + " do not lie in these buckets");
        }
        return new SparseHistogram(zeros, count, sum, min, max, indexes, counts);
    }

    /** Below all indexes for 0, and for what is no duration. */
    private static int bucket(long nanos) {
        return nanos <= 0 ? Integer.MIN_VALUE : index(nanos);
    }

    /** Counts one duration; one below 0 (a clock that was set back) counts as 0. */
    public void record(long nanos) {
        long value = Math.max(nanos, 0);
        if (count++ == 0) {
            min = value;
            max = value;
        } else if (value < min) {
            min = value;
        } else if (value > max) {
            max = value;
        }
        sum += value;
        if (value == 0) {
            zeros++;
            return;
        }
        int slot = index(value) - first;
        if (slot < 0 || slot >= buckets.length) {
            slot = grow(slot + first);
        }
        buckets[slot]++;
    }

    private int slot(int index) {
        int slot = index - first;
        return slot < 0 || slot >= buckets.length ? grow(index) : slot;
    }

    /** Adds all that the other one has counted: the same as having recorded it here. */
    public void merge(LatencyDistribution other) {
        if (other.count() == 0) {
            return;
        }
        min = count == 0 ? other.min() : Math.min(min, other.min());
        max = Math.max(max, other.max());
        count += other.count();
        sum += other.sum();
        zeros += other.zeroCount();
        if (other
                instanceof
                LatencyHistogram that) { // No switch over types: linking one takes a cold start some milliseconds.
            for (int slot = 0; slot < that.buckets.length; slot++) {
                if (that.buckets[slot] != 0) {
                    int here = slot(that.first + slot);
                    buckets[here] += that.buckets[slot];
                }
            }
        } else {
            merge((SparseHistogram) other);
        }
    }

    private void merge(SparseHistogram that) {
        int last = that.buckets() - 1;
        if (last < 0) {
            return;
        }
        slot(that.index(0));
        slot(that.index(last)); // From here on the window holds all of them.
        for (int bucket = 0; bucket <= last; bucket++) {
            buckets[that.index(bucket) - first] += that.count(bucket);
        }
    }

    /** Forgets all, but keeps the window, so that the next interval allocates nothing. */
    public void reset() {
        Arrays.fill(buckets, 0);
        zeros = 0;
        count = 0;
        sum = 0;
        min = -1;
        max = -1;
    }

    /** What was counted so far; later recording does not change it. */
    public LatencyDistribution snapshot() {
        LatencyHistogram copy = new LatencyHistogram();
        copy.zeros = zeros;
        copy.count = count;
        copy.sum = sum;
        copy.min = min;
        copy.max = max;
        int from = 0;
        int to = buckets.length;
        while (from < to && buckets[from] == 0) {
            from++;
        }
        while (to > from && buckets[to - 1] == 0) {
            to--;
        }
        if (from < to) { // Whole octaves, like every window.
            from -= from % PER_OCTAVE;
            to += PER_OCTAVE - 1 - (to - 1) % PER_OCTAVE;
            copy.buckets = Arrays.copyOfRange(buckets, from, to);
            copy.first = first + from;
        }
        return copy;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long sum() {
        return sum;
    }

    @Override
    public long min() {
        return min;
    }

    @Override
    public long max() {
        return max;
    }

    @Override
    public long zeroCount() {
        return zeros;
    }

    @Override
    public long quantile(double q) {
        if (count == 0) {
            return -1;
        }
        long rank = Math.clamp((long) Math.ceil(q * count), 1, count);
        if (rank == count) {
            return max;
        }
        long seen = zeros;
        if (seen >= rank) {
            return 0;
        }
        for (int slot = 0; slot < buckets.length; slot++) {
            seen += buckets[slot];
            if (seen >= rank) {
                return Math.clamp(Math.round(middle(first + slot)), min, max);
            }
        }
        return max;
    }

    @Override
    public long countAtMost(long nanos) {
        if (nanos < 0 || count == 0) {
            return 0;
        }
        if (nanos >= max) {
            return count;
        }
        long seen = zeros;
        int limit = nanos == 0 ? -PER_OCTAVE : index(nanos);
        for (int slot = 0; slot < buckets.length && first + slot <= limit; slot++) {
            if (first + slot < limit) {
                seen += buckets[slot];
            } else {
                double lower = LatencyDistribution.lowerBound(limit);
                double share = (nanos - lower) / (LatencyDistribution.upperBound(limit) - lower);
                seen += Math.round(buckets[slot] * Math.clamp(share, 0, 1));
            }
        }
        return seen;
    }

    @Override
    public void forEachBucket(BucketConsumer consumer) {
        for (int slot = 0; slot < buckets.length; slot++) {
            if (buckets[slot] != 0) {
                consumer.bucket(first + slot, buckets[slot]);
            }
        }
    }

    /** The bucket of a duration above 0. */
    static int index(long nanos) {
        int zerosBefore = Long.numberOfLeadingZeros(nanos);
        long mantissa = nanos << (zerosBefore - 1);
        int sub = BEFORE_CELL[(int) (mantissa >>> 57) & 31];
        if (mantissa > BOUNDARY[sub + 1]) {
            sub++;
        }
        return (63 - zerosBefore) * PER_OCTAVE + sub;
    }

    /** The value whose relative distance to both bounds is the same, (base - 1) / (base + 1) = 2.17 %. */
    private static double middle(int index) {
        double lower = LatencyDistribution.lowerBound(index);
        double upper = LatencyDistribution.upperBound(index);
        return 2 * lower * upper / (lower + upper);
    }

    /** Widens the window by whole octaves so that it holds the index. */
    private int grow(int index) {
        int octave = Math.floorDiv(index, PER_OCTAVE) * PER_OCTAVE;
        int from = buckets.length == 0 ? octave : Math.min(first, octave);
        int to = buckets.length == 0 ? octave + PER_OCTAVE : Math.max(first + buckets.length, octave + PER_OCTAVE);
        long[] wider = new long[to - from];
        System.arraycopy(buckets, 0, wider, buckets.length == 0 ? 0 : first - from, buckets.length);
        buckets = wider;
        first = from;
        return index - from;
    }
}
