package io.hydrophone.agent.statsd;

import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Series by the bytes in which a line names them. A line finds its series by a hash of name and tags as they are
 * written and one comparison, so nothing is made of a line whose like came before. The same tags in another order are another
 * way to the same series. One thread at a time.
 */
final class SeriesTable {
    /** What makes a series, however it is written. */
    record Key(String name, MetricType type, Tags tags) {}

    @SuppressWarnings("ArrayRecordComponent") // Compared as bytes below, and nowhere else.
    private record Entry(long hash, MetricType type, byte[] name, byte[] tags, Series series) {
        private boolean isOf(MetricLine line) {
            return type == line.type
                    && Arrays.equals(name, 0, name.length, line.in, line.nameFrom, line.nameTo)
                    && Arrays.equals(tags, 0, tags.length, line.in, line.tagsFrom, line.tagsTo);
        }
    }

    private static final int FIRST_SLOTS = 1 << 10;

    private final int maxSeries;
    private final Map<Key, Series> series = new HashMap<>();
    /** In the order in which they came. */
    private final List<Series> all = new ArrayList<>();

    private Entry[] slots = new Entry[FIRST_SLOTS];
    private int entries;

    SeriesTable(int maxSeries) {
        this.maxSeries = maxSeries;
    }

    /** Null when no line named one in this way. */
    Series find(MetricLine line) {
        long hash = hash(line);
        int mask = slots.length - 1;
        for (int at = (int) hash & mask; slots[at] != null; at = (at + 1) & mask) {
            Entry entry = slots[at];
            if (entry.hash == hash && entry.isOf(line)) {
                return entry.series;
            }
        }
        return null;
    }

    /**
     * Remembers how a line names its series.
     *
     * @param make makes a series that is not there
     * @return null when there is no room for another
     */
    Series add(MetricLine line, Key key, Function<Key, Series> make) {
        Series known = series.get(key);
        if (known == null) {
            if (series.size() >= maxSeries) {
                return null;
            }
            known = make.apply(key);
            series.put(key, known);
            all.add(known);
        }
        if (entries < 4 * maxSeries) { // Else it is found in the slow way.
            put(new Entry(
                    hash(line),
                    line.type,
                    Arrays.copyOfRange(line.in, line.nameFrom, line.nameTo),
                    Arrays.copyOfRange(line.in, line.tagsFrom, line.tagsTo),
                    known));
        }
        return known;
    }

    /** Those from a place on, at most so many: they are flushed in portions. */
    List<Series> portion(int from, int most) {
        return List.copyOf(all.subList(Math.min(from, all.size()), Math.min(from + most, all.size())));
    }

    int size() {
        return series.size();
    }

    /** Forgets those that rested too long, and all ways to them. */
    void forget() {
        if (all.stream().noneMatch(Series::isForgotten)) {
            return;
        }
        all.removeIf(Series::isForgotten);
        series.values().removeIf(Series::isForgotten);
        Entry[] old = slots;
        slots = new Entry[old.length];
        entries = 0;
        for (Entry entry : old) {
            if (entry != null && !entry.series.isForgotten()) {
                put(entry);
            }
        }
    }

    private void put(Entry entry) {
        if (2 * (entries + 1) > slots.length) {
            Entry[] old = slots;
            slots = new Entry[2 * old.length];
            for (Entry one : old) {
                if (one != null) {
                    place(one);
                }
            }
        }
        place(entry);
        entries++;
    }

    private void place(Entry entry) {
        int mask = slots.length - 1;
        int at = (int) entry.hash & mask;
        while (slots[at] != null) {
            at = (at + 1) & mask;
        }
        slots[at] = entry;
    }

    private static long hash(MetricLine line) {
        long hash = Bytes.hash(line.in, line.nameFrom, line.nameTo, 0);
        return Bytes.hash(line.in, line.tagsFrom, line.tagsTo, hash);
    }
}
