package io.hydrophone.core;

import java.time.Duration;

/**
 * A point of a metric.
 *
 * @param name such as {@code mysql.performance.questions}
 * @param host whose it is; empty while it is that of the machine it was made on
 * @param value finite
 * @param ts when, or the end of the interval; microseconds since 1970
 * @param interval that a rate or a count is over; zero where it is not known
 */
public record Sample(String name, Tags tags, String host, double value, long ts, SampleKind kind, Duration interval)
        implements Signal {
    public Sample {
        if (name.isEmpty() || !Double.isFinite(value)) {
            throw new IllegalArgumentException("no sample: " + name + " " + value);
        }
    }

    public static Sample gauge(String name, double value, Tags tags, long ts) {
        return new Sample(name, tags, "", value, ts, SampleKind.GAUGE, Duration.ZERO);
    }
}
