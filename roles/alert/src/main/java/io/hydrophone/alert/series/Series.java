package io.hydrophone.alert.series;

import io.hydrophone.core.SampleKind;
import java.util.Arrays;

/** The points of one series, by time, as long as somebody may ask for them. */
public final class Series {
    /** A day at a point every ten seconds is 8,640; what is older falls out. */
    static final int MAX_POINTS = 8_192;

    private final Labels labels;
    private final SampleKind kind;
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int first;
    private int size;

    /** When it was said that it has ended; before the last point, or never, when it goes on. */
    private long endedAt = Long.MIN_VALUE;

    Series(Labels labels, SampleKind kind) {
        this.labels = labels;
        this.kind = kind;
    }

    public Labels labels() {
        return labels;
    }

    public SampleKind kind() {
        return kind;
    }

    /** Whether it was taken: not when it is older than what is there, or as old. */
    boolean add(long ts, double value) {
        if (ts <= lastTime() || ts <= endedAt) {
            return false;
        }
        if (first + size == times.length) {
            makeRoom();
        }
        times[first + size] = ts;
        values[first + size] = value;
        size++;
        return true;
    }

    private void makeRoom() {
        if (first >= times.length / 2) {
            System.arraycopy(times, first, times, 0, size);
            System.arraycopy(values, first, values, 0, size);
        } else {
            times = Arrays.copyOfRange(times, first, first + 2 * times.length);
            values = Arrays.copyOfRange(values, first, first + 2 * values.length);
        }
        first = 0;
    }

    /** From this time on it has no value, until one comes that is newer. */
    void end(long ts) {
        endedAt = Math.max(endedAt, ts);
    }

    /** Forgets what is older; how many points fell out that were not. */
    int forget(long before) {
        while (size > 0 && times[first] < before) {
            first++;
            size--;
        }
        int excess = Math.max(0, size - MAX_POINTS);
        first += excess;
        size -= excess;
        return excess;
    }

    boolean isEmpty() {
        return size == 0;
    }

    private long lastTime() {
        return size == 0 ? Long.MIN_VALUE : times[first + size - 1];
    }

    /** The newest point up to a time; null when there is none after another one, or the series had ended. */
    public Point latest(long after, long upTo) {
        int i = size - 1;
        while (i >= 0 && times[first + i] > upTo) {
            i--;
        }
        if (i < 0 || times[first + i] <= after) {
            return null;
        }
        long ts = times[first + i];
        return endedAt > ts && endedAt <= upTo ? null : new Point(ts, values[first + i]);
    }

    /** The points behind a time and up to another one. */
    public Window window(long after, long upTo) {
        int from = first;
        int to = first + size;
        while (from < to && times[from] <= after) {
            from++;
        }
        while (to > from && times[to - 1] > upTo) {
            to--;
        }
        return new Window(kind, Arrays.copyOfRange(times, from, to), Arrays.copyOfRange(values, from, to));
    }
}
