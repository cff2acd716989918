package io.hydrophone.agent.sink;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code ExportMetricsServiceRequest} of OpenTelemetry, in Protocol Buffers. A rate is a gauge there, a count a sum of
 * differences, a total a cumulative sum.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.3.2/opentelemetry/proto/metrics/v1/metrics.proto">metrics.proto</a>
 */
final class OtlpBody {
    private static final int DELTA = 1;
    private static final int CUMULATIVE = 2;
    private static final long NANOS = 1_000;

    private OtlpBody() {}

    static byte[] of(SeriesSet set) {
        Map<String, Proto> scopes = new LinkedHashMap<>();
        set.series()
                .forEach((key, points) ->
                        scopes.computeIfAbsent(key.host(), host -> scope()).message(2, metric(key, points)));
        Proto request = new Proto();
        scopes.forEach((host, scope) ->
                request.message(1, new Proto().message(1, resource(host)).message(2, scope)));
        return request.bytes();
    }

    private static Proto resource(String host) {
        Proto resource = new Proto();
        return host.isEmpty() ? resource : resource.message(1, attribute("host.name", host));
    }

    private static Proto scope() {
        return new Proto().message(1, new Proto().text(1, "hydrophone"));
    }

    private static Proto metric(SeriesKey key, Collection<Sample> points) {
        Proto metric = new Proto().text(1, key.name());
        Proto data = new Proto();
        points.forEach(point -> data.message(1, point(key, point)));
        return switch (key.kind()) {
            case GAUGE, RATE -> metric.message(5, data);
            case COUNT -> metric.message(7, data.integer(2, DELTA));
            case TOTAL -> metric.message(7, data.integer(2, CUMULATIVE).integer(3, 1));
        };
    }

    private static Proto point(SeriesKey key, Sample sample) {
        Proto point = new Proto();
        if (key.kind() == SampleKind.COUNT && !sample.interval().isZero()) {
            point.fixed(2, sample.ts() * NANOS - sample.interval().toNanos());
        }
        point.fixed(3, sample.ts() * NANOS).number(4, sample.value());
        attributes(key.tags(), point);
        return point;
    }

    private static void attributes(Tags tags, Proto point) {
        Map<String, String> attributes = new LinkedHashMap<>();
        tags.forEach((key, value) -> attributes.merge(key, value, (a, b) -> a + "," + b)); // Keys are unique there.
        attributes.forEach((key, value) -> point.message(7, attribute(key, value)));
    }

    private static Proto attribute(String key, String value) {
        return new Proto().text(1, key).message(2, new Proto().text(1, value));
    }
}
