package io.hydrophone.agent.sink;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Signal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The samples of a batch by series, in the order of time, each time but once: receivers keep one of two points of the same
 * time, or refuse both. Of two, counts are added up; of others the later one stays. The same batch gives the same points.
 */
final class SeriesSet {
    private final Map<SeriesKey, TreeMap<Long, Sample>> series = new LinkedHashMap<>();
    private int merged;

    private SeriesSet() {}

    /** @param resolution of the receiver's times, in microseconds */
    static SeriesSet of(List<Signal> signals, long resolution) {
        SeriesSet set = new SeriesSet();
        for (Signal signal : signals) {
            if (signal instanceof Sample sample) {
                set.add(sample, Math.floorDiv(sample.ts(), resolution));
            }
        }
        return set;
    }

    private void add(Sample sample, long time) {
        Map<Long, Sample> points = series.computeIfAbsent(SeriesKey.of(sample), key -> new TreeMap<>());
        Sample before = points.put(time, sample);
        if (before != null) {
            merged++;
            if (sample.kind() == SampleKind.COUNT) {
                points.put(time, sum(before, sample));
            }
        }
    }

    private static Sample sum(Sample a, Sample b) {
        double value = a.value() + b.value();
        return new Sample(
                b.name(),
                b.tags(),
                b.host(),
                Double.isFinite(value) ? value : b.value(),
                b.ts(),
                b.kind(),
                b.interval());
    }

    /** Each series with its points, oldest first. */
    Map<SeriesKey, Collection<Sample>> series() {
        Map<SeriesKey, Collection<Sample>> all = new LinkedHashMap<>();
        series.forEach((key, points) -> all.put(key, points.values()));
        return all;
    }

    /** Points that were left out. */
    int merged() {
        return merged;
    }
}
