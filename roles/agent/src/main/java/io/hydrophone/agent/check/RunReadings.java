package io.hydrophone.agent.check;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one run of a check says, made into signals: each series once, and no more of them than the limit. */
final class RunReadings implements Readings {
    private final Totals totals;
    private final Tags ownTags;
    private final int maxSeries;
    private final long ts;
    private final Map<SeriesKey, Sample> samples = new LinkedHashMap<>();
    private final Map<SeriesKey, ServiceCheck> services = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private int known;
    private long overflow;
    private long notFinite;

    /**
     * For one run.
     *
     * @param ts that all samples have, in microseconds since 1970
     */
    RunReadings(Totals totals, Tags ownTags, int maxSeries, long ts) {
        this.totals = totals;
        this.ownTags = ownTags;
        this.maxSeries = maxSeries;
        this.ts = ts;
        totals.beginRun();
    }

    @Override
    public void gauge(String name, double value, Tags tags) {
        put(series(name, tags), value, SampleKind.GAUGE, Duration.ZERO);
    }

    @Override
    public void rate(String name, double total, Tags tags) {
        SeriesKey series = series(name, tags);
        Totals.Change change = difference(series, total);
        if (change != null) {
            put(series, change.perSecond(), SampleKind.RATE, Duration.ofNanos(change.nanos()));
        }
    }

    @Override
    public void monotonic(String name, double total, Tags tags) {
        SeriesKey series = series(name, tags);
        Totals.Change change = difference(series, total);
        if (change != null) {
            put(series, change.amount(), SampleKind.COUNT, Duration.ofNanos(change.nanos()));
        }
    }

    @Override
    public void count(String name, double value, Tags tags) {
        SeriesKey series = series(name, tags);
        Sample before = samples.get(series);
        double sum = before != null && before.kind() == SampleKind.COUNT ? before.value() + value : value;
        put(series, sum, SampleKind.COUNT, Duration.ZERO);
    }

    @Override
    public void service(String name, ServiceCheck.Status status, Tags tags, String message) {
        SeriesKey series = series(name, tags);
        if (services.containsKey(series) || hasRoom()) {
            services.put(series, new ServiceCheck(name, status, series.tags(), "", ts, message));
        }
    }

    @Override
    public void event(Event event) {
        if (hasRoom()) {
            events.add(event);
        }
    }

    /** Everything that was said, service checks first. */
    List<Signal> signals() {
        List<Signal> all = new ArrayList<>(services.values());
        all.addAll(events);
        all.addAll(samples.values());
        return all;
    }

    int samples() {
        return samples.size();
    }

    List<ServiceCheck> services() {
        return List.copyOf(services.values());
    }

    /** What found no room. */
    long overflow() {
        return overflow;
    }

    /** Values that were no numbers. */
    long notFinite() {
        return notFinite;
    }

    private SeriesKey series(String name, Tags tags) {
        return new SeriesKey(name, ownTags.and(tags));
    }

    /** A total is remembered only while there is room: names that a server makes up must not fill the memory. */
    private Totals.Change difference(SeriesKey series, double total) {
        if (!Double.isFinite(total)) {
            notFinite++;
            return null;
        }
        if (known >= maxSeries) {
            overflow++;
            return null;
        }
        known++;
        return totals.take(series, total, System.nanoTime());
    }

    private void put(SeriesKey series, double value, SampleKind kind, Duration interval) {
        if (!Double.isFinite(value)) {
            notFinite++;
        } else if (samples.containsKey(series) || hasRoom()) {
            samples.put(series, new Sample(series.name(), series.tags(), "", value, ts, kind, interval));
        }
    }

    private boolean hasRoom() {
        if (samples.size() + services.size() + events.size() < maxSeries) {
            return true;
        }
        overflow++;
        return false;
    }
}
