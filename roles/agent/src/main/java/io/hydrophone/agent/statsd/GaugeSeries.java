package io.hydrophone.agent.statsd;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.List;

/** Keeps the last value. */
final class GaugeSeries extends Series {
    private final boolean deltas;
    private double value;

    /**
     * For one series. A value with a plus is a change of the one before: nobody writes a plus in front of a value.
     *
     * @param deltas whether one with a minus is, too, as in StatsD
     */
    GaugeSeries(String name, Tags tags, String host, boolean deltas) {
        super(name, tags, host);
        this.deltas = deltas;
    }

    @Override
    boolean takes(byte[] in, int from, int to) {
        return !Double.isNaN(Bytes.number(in, from, to));
    }

    @Override
    void add(byte[] in, int from, int to, double rate) {
        double given = Bytes.number(in, from, to);
        boolean isChange = in[from] == '+' || (deltas && in[from] == '-');
        double next = isChange ? value + given : given;
        value = Double.isFinite(next) ? next : value;
    }

    @Override
    void emit(List<Sample> into, long ts, Duration interval) {
        into.add(sample("", value, SampleKind.GAUGE, ts, Duration.ZERO));
    }
}
