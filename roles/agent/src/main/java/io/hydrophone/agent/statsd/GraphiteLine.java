package io.hydrophone.agent.statsd;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A line of Graphite: {@code name[;tag=value] value [time]}. */
final class GraphiteLine {
    private static final int MAX_NAME = 500;
    private static final double LAST_SECOND = 253_402_300_799.0;

    private GraphiteLine() {}

    /** Null when it is none. */
    static Sample read(byte[] in, int from, int to, long now) {
        int nameTo = Bytes.find(in, from, to, ' ');
        int valueTo = nameTo == to ? to : Bytes.find(in, nameTo + 1, to, ' ');
        if (nameTo == from || nameTo - from > MAX_NAME || nameTo == to) {
            return null;
        }
        double value = Bytes.number(in, nameTo + 1, valueTo);
        double time = valueTo == to ? -1 : Bytes.number(in, valueTo + 1, to);
        if (Double.isNaN(value) || Double.isNaN(time) || time > LAST_SECOND || (time < 0 && time != -1)) {
            return null;
        }
        String[] parts = Bytes.text(in, from, nameTo).split(";", -1);
        if (parts[0].isBlank()) {
            return null;
        }
        List<String> tags = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals <= 0) {
                return null;
            }
            tags.add(Tags.text(parts[i].substring(0, equals), parts[i].substring(equals + 1)));
        }
        long ts = time == -1 ? now : Math.round(time * 1_000_000);
        return new Sample(parts[0], Tags.of(tags), "", value, ts, SampleKind.GAUGE, Duration.ZERO);
    }
}
