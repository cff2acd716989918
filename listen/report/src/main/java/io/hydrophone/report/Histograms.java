package io.hydrophone.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.core.LatencyHistogram;
import java.util.Arrays;

/**
 * Histograms that can be added up: only buckets that are not empty, the first by its index, each other by its distance
 * from the one before. Sum, least and greatest are exact, in the unit of what was counted.
 */
final class Histograms {
    private static final LatencyDistribution EMPTY = new LatencyHistogram().snapshot();

    private final FieldReader in;
    /** That the histograms of this report span, so far. */
    private long spanned;

    /** What was read last; most histograms of a report have few buckets. */
    private final long[] offsets = new long[ReportBounds.BUCKETS];

    private final long[] counts = new long[ReportBounds.BUCKETS];

    /** A reader of one report's histograms. */
    Histograms(FieldReader in) {
        this.in = in;
    }

    /** Writes nothing when nothing was counted. */
    static void write(FieldWriter out, Field field, LatencyDistribution of) {
        if (of.count() == 0) {
            return;
        }
        int[] used = new int[1];
        of.forEachBucket((index, count) -> used[0]++);
        long[] offsets = new long[used[0]];
        long[] counts = new long[used[0]];
        int[] before = new int[1];
        used[0] = 0;
        of.forEachBucket((index, count) -> {
            offsets[used[0]] = (long) index - before[0];
            counts[used[0]++] = count;
            before[0] = index;
        });
        out.beginObject(field);
        out.number(Field.SCALE, LatencyDistribution.SCALE);
        out.number(Field.ZEROS, of.zeroCount());
        out.number(Field.SUM, of.sum());
        out.number(Field.MIN, of.min());
        out.number(Field.MAX, of.max());
        out.numbers(Field.OFFSETS, offsets);
        out.numbers(Field.COUNTS, counts);
        out.endObject();
    }

    /** What stands for one that was not written. */
    static LatencyDistribution empty() {
        return EMPTY;
    }

    LatencyDistribution read() {
        long zeros = 0;
        long sum = 0;
        long min = -1;
        long max = -1;
        int buckets = 0;
        int counted = 0;
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case SCALE -> in.number(LatencyDistribution.SCALE, LatencyDistribution.SCALE);
                case ZEROS -> zeros = in.count();
                case SUM -> sum = in.number(0, Long.MAX_VALUE / 4);
                case MIN -> min = in.number(0, Long.MAX_VALUE);
                case MAX -> max = in.number(0, Long.MAX_VALUE);
                case OFFSETS -> buckets = in.numbers(offsets, -1);
                case COUNTS -> counted = in.numbers(counts, 1);
                default -> in.skip();
            }
        }
        int[] indexes = indexes(buckets);
        try {
            LatencyDistribution histogram =
                    LatencyHistogram.of(zeros, sum, min, max, indexes, Arrays.copyOf(counts, counted));
            span(indexes);
            return histogram;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw in.problem("a histogram that contradicts itself: " + e.getMessage());
        }
    }

    private int[] indexes(int buckets) {
        int[] indexes = new int[buckets];
        long index = 0;
        for (int i = 0; i < buckets; i++) {
            index += offsets[i];
            if (index > ReportBounds.BUCKETS) {
                throw in.problem("a histogram with a bucket " + index);
            }
            indexes[i] = (int) index;
        }
        return indexes;
    }

    private void span(int[] indexes) {
        if (indexes.length > 0) {
            spanned += indexes[indexes.length - 1] - indexes[0] + 1;
        }
        if (spanned > ReportBounds.ALL_BUCKETS) {
            throw in.problem("histograms that span more than " + ReportBounds.ALL_BUCKETS + " buckets together");
        }
    }
}
