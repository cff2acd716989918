package io.hydrophone.agent.sink;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What Datadog's intake takes, as dd-agent and Agent 7 send it.
 *
 * @see <a href="https://docs.datadoghq.com/api/latest/metrics/">Metrics</a>
 */
final class DatadogBodies {
    private static final long MICROS = 1_000_000;

    private DatadogBodies() {}

    /** Of {@code /api/v1/series}. */
    static void series(Tree out, SeriesSet set) {
        Map<SeriesKey, Collection<Sample>> series = set.series();
        out.map(1).key("series").list(series.size());
        series.forEach((key, points) -> {
            long seconds = points.iterator().next().interval().toSeconds();
            boolean hasInterval = key.kind() == SampleKind.RATE || key.kind() == SampleKind.COUNT;
            out.map(hasInterval ? 6 : 5);
            out.key("metric").text(key.name());
            out.key("points").list(points.size());
            for (Sample point : points) {
                out.list(2).integer(point.ts() / MICROS).number(point.value()).end();
            }
            out.end();
            out.key("type").text(type(key.kind()));
            out.key("host").text(key.host());
            out.key("tags").texts(key.tags().texts());
            if (hasInterval) {
                out.key("interval").integer(Math.max(1, seconds));
            }
            out.end();
        });
        out.end().end();
    }

    /** A total is shown as it stands: Datadog takes differences where it is asked to. */
    private static String type(SampleKind kind) {
        return kind == SampleKind.TOTAL ? SampleKind.GAUGE.label() : kind.label();
    }

    /** Of {@code /api/v1/check_run}. */
    static void checks(Tree out, List<ServiceCheck> checks) {
        out.list(checks.size());
        for (ServiceCheck check : checks) {
            out.map(6);
            out.key("check").text(check.name());
            out.key("host_name").text(check.host());
            out.key("status").integer(check.status().number());
            out.key("timestamp").integer(check.ts() / MICROS);
            out.key("message").text(check.message());
            out.key("tags").texts(check.tags().texts());
            out.end();
        }
        out.end();
    }

    /** Of {@code /intake/}. */
    static void events(Tree out, String host, List<Event> events) {
        out.map(2).key("internalHostname").text(host);
        out.key("events").map(1).key("api").list(events.size());
        for (Event event : events) {
            out.map(9);
            out.key("msg_title").text(event.title());
            out.key("msg_text").text(event.text());
            out.key("timestamp").integer(event.ts() / MICROS);
            out.key("host").text(event.host());
            out.key("alert_type").text(event.alert().label());
            out.key("priority").text(event.lowPriority() ? "low" : "normal");
            out.key("aggregation_key").text(event.aggregationKey());
            out.key("source_type_name").text(event.sourceType());
            out.key("tags").texts(event.tags().texts());
            out.end();
        }
        out.end().end().end();
    }
}
