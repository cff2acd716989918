package io.hydrophone.agent.statsd;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Reads datagrams and adds up what is in them. Safe for several threads: each datagram is read as a whole. */
final class Aggregator {
    /** Series that are flushed while nobody else gets in: some microseconds. */
    private static final int PORTION = 128;
    /** In which the others get in. */
    private static final long PAUSE_NANOS = 1_000;
    /** Events, checks and samples with a time that may wait for the next second. */
    private static final int MAX_WAITING = 20_000;

    private final StatsdOptions options;
    private final LongSupplier micros;
    private final MetricLine line = new MetricLine();
    private final SeriesTable table;
    private List<Signal> ready = new ArrayList<>();
    private long datagrams;
    private long samples;
    private long events;
    private long checks;
    private long malformed;
    private long evicted;

    /** @param micros the clock: microseconds since 1970 */
    Aggregator(StatsdOptions options, LongSupplier micros) {
        this.options = options;
        this.micros = micros;
        this.table = new SeriesTable(options.maxSeries());
    }

    /** Takes the lines of a datagram. */
    synchronized void datagram(byte[] in, int length) {
        datagrams++;
        int from = 0;
        while (from < length) {
            int end = Bytes.find(in, from, length, '\n');
            int to = end > from && in[end - 1] == '\r' ? end - 1 : end;
            if (to > from) {
                line(in, from, to);
            }
            from = end + 1;
        }
    }

    private void line(byte[] in, int from, int to) {
        if (in[from] == '_' && SpecialLine.isMeant(in, from, to)) {
            special(SpecialLine.read(in, from, to, micros.getAsLong()));
        } else if (!line.read(in, from, to)) {
            malformed++;
        } else if (line.time >= 0) {
            timed();
        } else {
            metric();
        }
    }

    private void special(Signal signal) {
        if (signal == null) {
            malformed++;
        } else if (enqueue(signal)) {
            events += signal instanceof Event ? 1 : 0;
            checks += signal instanceof ServiceCheck ? 1 : 0;
        }
    }

    private void metric() {
        Series series = table.find(line);
        if (series == null) {
            Tags tags = tags();
            series = table.add(line, new SeriesTable.Key(name(), line.type, tags), this::series);
        }
        for (int from = line.valuesFrom; from <= line.valuesTo; ) {
            int to = line.valueEnd(from);
            if (series == null) {
                evicted++;
            } else if (to == from || !series.takes(line.in, from, to)) {
                malformed++;
            } else {
                series.add(line.in, from, to, line.rate);
                series.touch();
                samples++;
            }
            from = to + 1;
        }
    }

    /** What comes with its time is not added up: whoever sends it has done that. */
    private void timed() {
        SampleKind kind = line.type == MetricType.COUNTER ? SampleKind.COUNT : SampleKind.GAUGE;
        Tags tags = tags();
        for (int from = line.valuesFrom; from <= line.valuesTo; ) {
            int to = line.valueEnd(from);
            double value = Bytes.number(line.in, from, to);
            if (Double.isNaN(value)) {
                malformed++;
            } else {
                Sample sample = new Sample(
                        name(), withoutHost(tags), host(tags), value, line.time * 1_000_000, kind, Duration.ZERO);
                samples += enqueue(sample) ? 1 : 0;
            }
            from = to + 1;
        }
    }

    private boolean enqueue(Signal signal) {
        if (ready.size() >= MAX_WAITING) {
            evicted++;
            return false;
        }
        return ready.add(signal);
    }

    private String name() {
        String name = Bytes.text(line.in, line.nameFrom, line.nameTo);
        return options.namespace().isEmpty() ? name : options.namespace() + "." + name;
    }

    private Tags tags() {
        if (line.tagsFrom == line.tagsTo) {
            return Tags.NONE;
        }
        List<String> texts = new ArrayList<>();
        for (int from = line.tagsFrom; from <= line.tagsTo; ) {
            int to = Bytes.find(line.in, from, line.tagsTo, ',');
            texts.add(Bytes.text(line.in, from, to));
            from = to + 1;
        }
        return Tags.of(texts);
    }

    private Series series(SeriesTable.Key key) {
        Tags tags = withoutHost(key.tags());
        String host = host(key.tags());
        return switch (key.type()) {
            case COUNTER -> new CounterSeries(key.name(), tags, host, options.countsAsRates());
            case GAUGE -> new GaugeSeries(key.name(), tags, host, options.gaugeDeltas());
            case SET -> new SetSeries(key.name(), tags, host);
            case TIMER, HISTOGRAM -> new ValueSeries(key.name(), tags, host, false, options.countsAsRates());
            case DISTRIBUTION -> new ValueSeries(key.name(), tags, host, true, options.countsAsRates());
        };
    }

    /** A tag {@code host:} says whose it is, as in dd-agent; an empty one, that it is nobody's in particular. */
    private static String host(Tags tags) {
        String host = tags.value("host");
        return host == null ? "" : host;
    }

    private static Tags withoutHost(Tags tags) {
        return tags.value("host") == null
                ? tags
                : Tags.of(tags.texts().stream()
                        .filter(text -> !text.equals("host") && !text.startsWith("host:"))
                        .toList());
    }

    /** What is not added up, since it was asked last. */
    synchronized List<Signal> ready() {
        List<Signal> all = ready;
        ready = new ArrayList<>();
        return all;
    }

    /**
     * What was added up. Others get in between; what they bring to a series that was flushed is in the next interval.
     *
     * @param ts the end of the interval
     */
    List<Sample> flush(long ts) {
        List<Sample> flushed = new ArrayList<>();
        for (int from = 0; flush(from, flushed, ts); from += PORTION) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        forget();
        return flushed;
    }

    /** Whether there may be more. */
    private synchronized boolean flush(int from, List<Sample> into, long ts) {
        List<Series> portion = table.portion(from, PORTION);
        portion.forEach(series -> series.flush(into, ts, options.flush()));
        return portion.size() == PORTION;
    }

    private synchronized void forget() {
        table.forget();
    }

    synchronized StatsdCounters counters(long kernelDropped, long notForwarded) {
        return new StatsdCounters(
                datagrams, samples, events, checks, malformed, evicted, kernelDropped, table.size(), notForwarded);
    }
}
