package io.hydrophone.alert.series;

import io.hydrophone.core.SampleKind;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** A series' points over a time. */
public final class Window {
    private static final double MICROS = 1e6;

    private final SampleKind kind;
    private final long[] times;
    private final double[] values;

    Window(SampleKind kind, long[] times, double[] values) {
        this.kind = kind;
        this.times = times;
        this.values = values;
    }

    public DoubleStream values() {
        return Arrays.stream(values);
    }

    /**
     * How much a second; NaN when two points are needed and are not there. A total, and anything of which the kind is not known,
     * counts up and may begin anew, where all that it says has come since. Nothing is extrapolated to the window's ends.
     */
    public double rate() {
        return switch (kind) {
            case RATE -> values.length == 0 ? Double.NaN : values().average().orElseThrow();
            case COUNT -> values.length < 2 ? Double.NaN : values().skip(1).sum() / seconds();
            case TOTAL, GAUGE -> values.length < 2 ? Double.NaN : increase() / seconds();
        };
    }

    private double increase() {
        double increase = 0;
        for (int i = 1; i < values.length; i++) {
            increase += values[i] >= values[i - 1] ? values[i] - values[i - 1] : values[i];
        }
        return increase;
    }

    private double seconds() {
        return (times[times.length - 1] - times[0]) / MICROS;
    }
}
