package io.hydrophone.probe.kafka;

import io.hydrophone.probe.master.Frames;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.merge.ReportSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Intervals of which reports still come. The store keeps the reports as they came until their interval is closed, so that another copy can begin where this one
 * ended, and no sum is written again for each report. They are added up when it is closed, one probe's after the other: decoded sums of a whole fleet would take
 * ten times the room.
 */
final class OpenIntervals {
    static final String STORE = "open";

    /** Of one probe: the oldest is closed when another one begins. */
    private static final int MAX_OPEN = 64;

    /**
     * The sum of the reports of an interval that came since it was last closed.
     *
     * @param begin of the interval, in nanoseconds since 1970
     */
    record Closed(long begin, IntervalReport sum) {}

    private static final class Open {
        private final long sinceMillis;
        private final List<String> keys = new ArrayList<>();

        Open(long sinceMillis) {
            this.sinceMillis = sinceMillis;
        }
    }

    private final KeyValueStore<String, byte[]> store;
    private final LongUnaryOperator begin;
    /** By probe, then by begin. */
    private final Map<String, NavigableMap<Long, Open>> probes = new HashMap<>();

    /**
     * Goes on where the store ends.
     *
     * @param begin of the interval in which an instant lies
     */
    OpenIntervals(KeyValueStore<String, byte[]> store, LongUnaryOperator begin, long nowMillis) {
        this.store = store;
        this.begin = begin;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> open(Frames.read(entry.value), entry.key, nowMillis));
        }
    }

    /**
     * Adds a report to its interval, which opens that interval where it is closed.
     *
     * @param closed gets what is closed now, one by one: this probe's earlier intervals
     */
    void add(IntervalReport report, byte[] frame, long nowMillis, Consumer<Closed> closed) {
        String key = report.id().toString();
        store.put(key, frame);
        open(report, key, nowMillis);
        NavigableMap<Long, Open> intervals = probes.get(report.id().probe());
        close(intervals.headMap(begin.applyAsLong(report.fromNanos()), false), closed);
        while (intervals.size() > MAX_OPEN) {
            close(intervals.headMap(intervals.firstKey(), true), closed);
        }
    }

    /** Closes what has been open for so long that no more is expected, whatever the clocks of probes say. */
    void closeOpenedBefore(long millis, Consumer<Closed> closed) {
        for (NavigableMap<Long, Open> intervals : probes.values()) {
            List<Long> due = intervals.entrySet().stream()
                    .filter(open -> open.getValue().sinceMillis <= millis)
                    .map(Map.Entry::getKey)
                    .toList();
            due.forEach(begun -> close(intervals.subMap(begun, true, begun, true), closed));
        }
        probes.values().removeIf(NavigableMap::isEmpty);
    }

    private void open(IntervalReport report, String key, long nowMillis) {
        probes.computeIfAbsent(report.id().probe(), probe -> new TreeMap<>())
                .computeIfAbsent(begin.applyAsLong(report.fromNanos()), begun -> new Open(nowMillis))
                .keys
                .add(key);
    }

    private void close(NavigableMap<Long, Open> intervals, Consumer<Closed> closed) {
        intervals.forEach((begun, open) -> {
            closed.accept(new Closed(begun, sum(open.keys)));
            open.keys.forEach(store::delete);
        });
        intervals.clear();
    }

    /** Of reports of one probe; at least one. */
    private IntervalReport sum(List<String> keys) {
        IntervalReport last = Frames.read(store.get(keys.getFirst()));
        ReportSum sum = Sums.like(last);
        sum.add(last);
        for (String key : keys.subList(1, keys.size())) {
            last = Frames.read(store.get(key));
            sum.add(last);
        }
        return sum.snapshot(last.id(), last.version());
    }
}
