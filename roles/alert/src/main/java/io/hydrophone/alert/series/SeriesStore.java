package io.hydrophone.alert.series;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What was measured lately, of the metrics that rules read and of no others. Not thread-safe.
 *
 * <p>A service check is a series {@code check:NAME}, since there are metrics that have its name: 0 well, 1 warning, 2 critical;
 * while the check does not know, the series has no value.
 */
public final class SeriesStore {
    public static final int MAX_SERIES = 100_000;

    /** What stands before the name of a service check. */
    public static final String CHECK = "check:";

    /** For how long each metric's points are kept. */
    private final Map<String, Duration> kept;

    private final int maxSeries;
    private final Map<String, Map<Labels, Series>> metrics = new HashMap<>();
    private int size;
    private long seriesRefused;
    private long pointsRefused;
    private long pointsDropped;

    /**
     * An empty one.
     *
     * @param kept how far back each metric is asked for; others are not kept
     */
    public SeriesStore(Map<String, Duration> kept) {
        this(kept, MAX_SERIES);
    }

    SeriesStore(Map<String, Duration> kept, int maxSeries) {
        this.kept = Map.copyOf(kept);
        this.maxSeries = maxSeries;
    }

    /** Keeps a sample, if a rule reads its metric. */
    public void add(Sample sample) {
        if (kept.containsKey(sample.name())) {
            add(sample.name(), Labels.of(sample.tags(), sample.host()), sample.kind(), sample.ts(), sample.value());
        }
    }

    /** Keeps what a service check says, if a rule reads it, under its name behind {@link #CHECK}. */
    public void add(ServiceCheck check) {
        String metric = CHECK + check.name();
        if (!kept.containsKey(metric)) {
            return;
        }
        Labels labels = Labels.of(check.tags(), check.host());
        if (check.status() == ServiceCheck.Status.UNKNOWN) {
            end(new Selector(metric, labels), check.ts());
        } else {
            add(metric, labels, SampleKind.GAUGE, check.ts(), check.status().number());
        }
    }

    private void add(String metric, Labels labels, SampleKind kind, long ts, double value) {
        Map<Labels, Series> all = metrics.computeIfAbsent(metric, name -> new LinkedHashMap<>());
        Series series = all.get(labels);
        if (series == null) {
            if (size == maxSeries) {
                seriesRefused++;
                return;
            }
            series = new Series(labels, kind);
            all.put(labels, series);
            size++;
        }
        if (!series.add(ts, value)) {
            pointsRefused++;
        }
    }

    /** A series ends: it has no value from a time on. */
    public void end(Selector series, long ts) {
        Series ended = metrics.getOrDefault(series.metric(), Map.of()).get(series.labels());
        if (ended != null) {
            ended.end(ts);
        }
    }

    /** Forgets what nobody will ask for any more. */
    public void forget(Instant now) {
        long at = micros(now);
        metrics.forEach((metric, all) -> {
            long before = at - TimeUnit.NANOSECONDS.toMicros(kept.get(metric).toNanos());
            all.values().forEach(series -> pointsDropped += series.forget(before));
            int had = all.size();
            all.values().removeIf(Series::isEmpty);
            size -= had - all.size();
        });
    }

    /** All series that a selector names, in the order in which they came. */
    public Collection<Series> named(Selector selector) {
        Collection<Series> all =
                metrics.getOrDefault(selector.metric(), Map.of()).values();
        return selector.labels().values().isEmpty()
                ? all
                : all.stream()
                        .filter(series -> selector.matches(series.labels()))
                        .toList();
    }

    /**
     * The series that belong to some labels: the one with these very labels, else all that agree with them in every name that both
     * have, but for names that the selector itself has.
     */
    public List<Series> belonging(Selector selector, Labels labels) {
        Map<Labels, Series> all = metrics.getOrDefault(selector.metric(), Map.of());
        Series same = all.get(labels);
        if (same != null && selector.matches(labels)) {
            return List.of(same);
        }
        Set<String> given = selector.labels().values().keySet();
        List<Series> belonging = new ArrayList<>();
        for (Series series : named(selector)) {
            if (series.labels().agreesWith(labels, given)) {
                belonging.add(series);
            }
        }
        return belonging;
    }

    public int size() {
        return size;
    }

    /** Samples of series beyond the limit. */
    public long seriesRefused() {
        return seriesRefused;
    }

    /** Samples that were not newer than what was there. */
    public long pointsRefused() {
        return pointsRefused;
    }

    /** Points that were forgotten before their time, since their series had too many. */
    public long pointsDropped() {
        return pointsDropped;
    }

    /** A time as samples have it. */
    public static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }
}
