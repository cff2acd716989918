package io.hydrophone.probe.kafka;

import io.hydrophone.core.Source;
import io.hydrophone.digest.report.Heard;
import io.hydrophone.digest.report.Order;
import io.hydrophone.digest.report.Report;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.JsonPage;
import io.hydrophone.probe.MetricText;
import io.hydrophone.probe.StatementPage;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * What a copy of the master serves: {@code /metrics} of itself, {@code /status}, and {@code /api/v1/queries} of all copies together; for other copies {@code
 * /api/v1/partitions}.
 */
public final class StreamsRoutes {
    private static final String BYTES = "application/octet-stream";
    private static final long MAX_MICROS = Long.MAX_VALUE / 1_000;

    private final StreamsMaster master;
    private final StreamsStatus status;

    private StreamsRoutes(StreamsMaster master, String version) {
        this.master = master;
        this.status = new StreamsStatus(master, version);
    }

    /** The routes of a copy that is or will be started. */
    public static Routes of(StreamsMaster master, String version) {
        StreamsRoutes routes = new StreamsRoutes(master, version);
        return new Routes()
                .get("/metrics", request -> Answer.text(MetricText.CONTENT_TYPE, routes.status.metrics()))
                .get("/status", JsonPage.handler(routes.status::write))
                .get("/api/v1/queries", whole(routes::queries))
                .get(Copies.PATH, routes::partitions);
    }

    /** {@code /api/v1/queries?instance=&top=&order=&from=&to=&cursor=}, times in microseconds since 1970. */
    private void queries(HttpRequest request, JsonGenerator json) throws NotWhole, InterruptedException {
        request.expectOnly("instance", "top", "order", "from", "to", "cursor");
        StatementPage page = StatementPage.of(request);
        Order order = request.choice("order", Order.TIME);
        String instance = request.parameter("instance");
        Summary summary = master.sum(span(request), instance);
        String title = master.options().group();
        Report all =
                Report.of(new Heard(title, null, null, List.of(), null), summary, order, StatementPage.MAX_TOP, true);
        json.writeStartObject();
        json.writeStringProperty("source", Source.WIRE.label());
        if (instance != null) {
            json.writeStringProperty("instance", instance);
        }
        page.write(summary, all, json, totals -> {}, statement -> {});
        json.writeEndObject();
    }

    private Answer partitions(HttpRequest request) {
        request.expectOnly("from", "to");
        return Answer.text(BYTES, Part.write(master.localParts(span(request))));
    }

    private static Span span(HttpRequest request) {
        if (request.parameter("from") == null && request.parameter("to") == null) {
            return Span.ALL;
        }
        return new Span(
                request.number("from", 0, 0, MAX_MICROS) * 1_000,
                request.number("to", MAX_MICROS, 0, MAX_MICROS) * 1_000);
    }

    /** A page of all partitions, or the reason why there is none just now. */
    private static Routes.Handler whole(JsonPage page) {
        Routes.Handler handler = JsonPage.handler(page);
        return request -> {
            try {
                return handler.answer(request);
            } catch (NotWhole e) {
                return Answer.problem(503, e.problem());
            }
        };
    }
}
