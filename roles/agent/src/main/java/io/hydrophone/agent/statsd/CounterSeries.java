package io.hydrophone.agent.statsd;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.List;

/** Adds up. */
final class CounterSeries extends Series {
    private final boolean asRate;
    private double sum;

    /** @param asRate whether it is told as so much a second, as dd-agent does */
    CounterSeries(String name, Tags tags, String host, boolean asRate) {
        super(name, tags, host);
        this.asRate = asRate;
    }

    @Override
    boolean takes(byte[] in, int from, int to) {
        return !Double.isNaN(Bytes.number(in, from, to));
    }

    @Override
    void add(byte[] in, int from, int to, double rate) {
        double next = sum + Bytes.number(in, from, to) / rate;
        sum = Double.isFinite(next) ? next : sum;
    }

    @Override
    boolean isSteady() {
        return true;
    }

    @Override
    void emit(List<Sample> into, long ts, Duration interval) {
        into.add(
                asRate
                        ? sample("", sum * 1_000_000_000.0 / interval.toNanos(), SampleKind.RATE, ts, interval)
                        : sample("", sum, SampleKind.COUNT, ts, interval));
        sum = 0;
    }
}
