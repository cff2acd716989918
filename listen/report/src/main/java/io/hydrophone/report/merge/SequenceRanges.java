package io.hydrophone.report.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of sequences, as ranges: one range where nothing is missing. */
final class SequenceRanges {
    /** First of a range to its last, both inclusive; ranges neither overlap nor touch. */
    private final NavigableMap<Long, Long> ranges = new TreeMap<>();

    boolean contains(long sequence) {
        Map.Entry<Long, Long> range = ranges.floorEntry(sequence);
        return range != null && sequence <= range.getValue();
    }

    /** Whether it was new. */
    boolean add(long sequence) {
        if (contains(sequence)) {
            return false;
        }
        add(sequence, sequence);
        return true;
    }

    void add(long first, long last) {
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = ranges.floorEntry(last == Long.MAX_VALUE ? last : last + 1);
        while (before != null && before.getValue() >= from - 1) {
            ranges.remove(before.getKey());
            from = Math.min(from, before.getKey());
            to = Math.max(to, before.getValue());
            before = ranges.floorEntry(to == Long.MAX_VALUE ? to : to + 1);
        }
        ranges.put(from, to);
    }

    /** How many sequences there are. */
    long count() {
        return ranges.entrySet().stream()
                .mapToLong(range -> range.getValue() - range.getKey() + 1)
                .sum();
    }

    long last() {
        return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
    }

    /** Those that another set has and this one has not. */
    List<Receipts.Range> missing(SequenceRanges other) {
        List<Receipts.Range> missing = new ArrayList<>();
        other.ranges.forEach((first, last) -> {
            long from = first;
            while (from <= last) {
                Map.Entry<Long, Long> known = ranges.floorEntry(from);
                if (known != null && from <= known.getValue()) {
                    from = known.getValue() + 1;
                    continue;
                }
                Long next = ranges.higherKey(from);
                long to = next == null ? last : Math.min(last, next - 1);
                missing.add(new Receipts.Range(from, to));
                from = to + 1;
            }
        });
        return missing;
    }

    List<Receipts.Range> all() {
        List<Receipts.Range> all = new ArrayList<>();
        ranges.forEach((first, last) -> all.add(new Receipts.Range(first, last)));
        return all;
    }
}
