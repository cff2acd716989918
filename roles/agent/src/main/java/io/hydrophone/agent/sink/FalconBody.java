package io.hydrophone.agent.sink;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Points as open-falcon has them: its counters are totals, of which it takes differences; everything else is a gauge. */
final class FalconBody {
    private static final long MICROS = 1_000_000;

    private FalconBody() {}

    static void write(Tree out, SeriesSet set, Duration step) {
        Map<SeriesKey, Collection<Sample>> series = set.series();
        out.list(series.values().stream().mapToInt(Collection::size).sum());
        series.forEach((key, points) -> points.forEach(point -> write(out, key, point, step)));
        out.end();
    }

    private static void write(Tree out, SeriesKey key, Sample point, Duration step) {
        Duration own = point.interval().isZero() ? step : point.interval();
        out.map(7);
        out.key("metric").text(key.name());
        out.key("endpoint").text(key.host());
        out.key("timestamp").integer(point.ts() / MICROS);
        out.key("step").integer(Math.max(1, own.toSeconds()));
        out.key("value").number(point.value());
        out.key("counterType").text(key.kind() == SampleKind.TOTAL ? "COUNTER" : "GAUGE");
        out.key("tags").text(tags(key));
        out.end();
    }

    private static String tags(SeriesKey key) {
        List<String> pairs = new ArrayList<>();
        key.tags().forEach((name, value) -> pairs.add(clean(name) + "=" + clean(value.isEmpty() ? "true" : value)));
        return String.join(",", pairs);
    }

    private static String clean(String text) {
        return text.replace(',', '_').replace('=', '_').replace(' ', '_');
    }
}
