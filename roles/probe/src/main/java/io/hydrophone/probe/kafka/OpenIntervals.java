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
import java.util.function.LongUnaryOperator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Intervals of which reports still come. They are added up in memory; the store keeps the reports as they came until their interval is closed, so that
 * another copy can begin where this one ended, and no sum is written again for each report.
 */
final class OpenIntervals {
    static final String STORE = "open";

    /** Of one probe: the oldest is closed when another one begins. */
    private static final int MAX_OPEN = 64;

    /**
     * The sum of an interval's reports that came since it was last closed.
     *
     * @param begin of the interval, in nanoseconds since 1970
     */
    record Closed(long begin, IntervalReport sum) {}

    private static final class Open {
        private final long sinceMillis;
        private final List<String> keys = new ArrayList<>();
        private final ReportSum sum;
        private IntervalReport last;

        Open(long sinceMillis, IntervalReport first) {
            this.sinceMillis = sinceMillis;
            this.sum = Sums.like(first);
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
     * @return what is closed now: this probe's earlier intervals
     */
    List<Closed> add(IntervalReport report, byte[] frame, long nowMillis) {
        String key = report.id().toString();
        store.put(key, frame);
        open(report, key, nowMillis);
        NavigableMap<Long, Open> intervals = probes.get(report.id().probe());
        List<Closed> closed = close(intervals.headMap(begin.applyAsLong(report.fromNanos()), false));
        while (intervals.size() > MAX_OPEN) {
            closed.addAll(close(intervals.headMap(intervals.firstKey(), true)));
        }
        return closed;
    }

    /** Closes what has been open for so long that no more is expected, whatever the clocks of probes say. */
    List<Closed> closeOpenedBefore(long millis) {
        List<Closed> closed = new ArrayList<>();
        for (NavigableMap<Long, Open> intervals : probes.values()) {
            List<Long> due = intervals.entrySet().stream()
                    .filter(open -> open.getValue().sinceMillis <= millis)
                    .map(Map.Entry::getKey)
                    .toList();
            due.forEach(begun -> closed.addAll(close(intervals.subMap(begun, true, begun, true))));
        }
        probes.values().removeIf(NavigableMap::isEmpty);
        return closed;
    }

    private void open(IntervalReport report, String key, long nowMillis) {
        Open open = probes.computeIfAbsent(report.id().probe(), probe -> new TreeMap<>())
                .computeIfAbsent(begin.applyAsLong(report.fromNanos()), begun -> new Open(nowMillis, report));
        open.sum.add(report);
        open.keys.add(key);
        open.last = report;
    }

    private List<Closed> close(NavigableMap<Long, Open> intervals) {
        List<Closed> closed = new ArrayList<>();
        intervals.forEach((begun, open) -> {
            open.keys.forEach(store::delete);
            closed.add(new Closed(begun, open.sum.snapshot(open.last.id(), open.last.version())));
        });
        intervals.clear();
        return closed;
    }
}
