package io.hydrophone.alert.condition;

import io.hydrophone.alert.series.Window;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A function of all points that some series have in a window. */
public enum Aggregate {
    AVG,
    MAX,
    MIN,
    /** Of several series the sum of their rates, which is known when each of them is. */
    RATE;

    /** As conditions call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** NaN when it is not known. */
    public double of(List<Window> series) {
        if (series.isEmpty()) {
            return Double.NaN;
        }
        return switch (this) {
            case AVG -> points(series).average().orElse(Double.NaN);
            case MAX -> points(series).max().orElse(Double.NaN);
            case MIN -> points(series).min().orElse(Double.NaN);
            case RATE -> series.stream().mapToDouble(Window::rate).sum();
        };
    }

    private static DoubleStream points(List<Window> series) {
        return series.stream().flatMapToDouble(Window::values);
    }
}
