package io.hydrophone.core;

/** A distribution that came from elsewhere: only the buckets that are not empty. Immutable. Made to be added to others. */
final class SparseHistogram implements LatencyDistribution {
    private final long zeros;
    private final long count;
    private final long sum;
    private final long min;
    private final long max;
    private final int[] indexes;
    private final long[] counts;

    /** @param indexes ascending; these arrays are this object's from here on */
    SparseHistogram(long zeros, long count, long sum, long min, long max, int[] indexes, long[] counts) {
        this.zeros = zeros;
        this.count = count;
        this.sum = sum;
        this.min = min;
        this.max = max;
        this.indexes = indexes;
        this.counts = counts;
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
        return dense().quantile(q);
    }

    @Override
    public long countAtMost(long nanos) {
        return dense().countAtMost(nanos);
    }

    @Override
    public void forEachBucket(BucketConsumer consumer) {
        for (int i = 0; i < indexes.length; i++) {
            consumer.bucket(indexes[i], counts[i]);
        }
    }

    /** How many buckets there are. */
    int buckets() {
        return indexes.length;
    }

    int index(int bucket) {
        return indexes[bucket];
    }

    long count(int bucket) {
        return counts[bucket];
    }

    /** Whoever asks for more than the buckets asks seldom. */
    private LatencyHistogram dense() {
        LatencyHistogram dense = new LatencyHistogram();
        dense.merge(this);
        return dense;
    }
}
