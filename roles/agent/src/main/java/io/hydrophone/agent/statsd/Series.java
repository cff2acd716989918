package io.hydrophone.agent.statsd;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.List;

/** What came of one series since the last flush. One thread at a time. */
abstract class Series {
    /** Flushes without a sample after which it is forgotten: five minutes of them, as in dd-agent. */
    static final int FORGOTTEN_AFTER = 30;

    final String name;
    final Tags tags;
    final String host;
    private boolean touched;
    private int idle;

    Series(String name, Tags tags, String host) {
        this.name = name;
        this.tags = tags;
        this.host = host;
    }

    final void touch() {
        touched = true;
    }

    /**
     * Hands on what came, and begins anew.
     *
     * @param ts the end of the interval, in microseconds since 1970
     */
    final void flush(List<Sample> into, long ts, Duration interval) {
        if (touched) {
            idle = 0;
        } else {
            idle++;
        }
        if (touched || isSteady()) {
            emit(into, ts, interval);
        }
        touched = false;
    }

    final boolean isForgotten() {
        return idle >= FORGOTTEN_AFTER;
    }

    /** Whether nothing is something to tell: a counter that rests is 0. */
    boolean isSteady() {
        return false;
    }

    /** @param rate of sampling: it stands for so many as 1 / rate */
    abstract void add(byte[] in, int from, int to, double rate);

    /** Whether the text of a value is one of this type. */
    abstract boolean takes(byte[] in, int from, int to);

    abstract void emit(List<Sample> into, long ts, Duration interval);

    final Sample sample(String suffix, double value, SampleKind kind, long ts, Duration interval) {
        return new Sample(suffix.isEmpty() ? name : name + suffix, tags, host, value, ts, kind, interval);
    }
}
