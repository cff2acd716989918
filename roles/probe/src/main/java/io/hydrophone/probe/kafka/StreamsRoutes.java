package io.hydrophone.probe.kafka;

import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.http.Answer;
import io.hydrophone.http.ChannelOptions;
import io.hydrophone.http.ChannelRoute;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.MetricText;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.JsonPage;
import io.hydrophone.probe.collector.Collector;
import io.hydrophone.probe.master.FleetPages;
import tools.jackson.core.JsonGenerator;

/**
 * What a copy of the master serves, of all copies together: {@code /metrics}, {@code /status}, {@code /api/v1/queries}, {@code /api/v1/instances} and the WebSocket
 * {@code /collector}; for other copies {@code /api/v1/partitions}.
 */
public final class StreamsRoutes {
    private static final String BYTES = "application/octet-stream";

    private final StreamsMaster master;

    private StreamsRoutes(StreamsMaster master) {
        this.master = master;
    }

    /**
     * The routes of a copy that is not started yet.
     *
     * @param channels how much consumers of {@code /collector} may hold and how patient the copy is with them
     * @param masked whether statements in mysql-probe's format have no literals
     */
    public static Routes of(StreamsMaster master, String version, ChannelOptions channels, boolean masked) {
        StreamsRoutes pages = new StreamsRoutes(master);
        Collector collector = new Collector(masked);
        master.addReader(collector, collector::isRead);
        StreamsStatus status = new StreamsStatus(master, collector, version);
        StreamsMetrics metrics = new StreamsMetrics(master, collector, version);
        Routes routes = new Routes();
        StreamsOperations.describe(routes);
        return routes.get("/metrics", request -> Answer.text(MetricText.CONTENT_TYPE, metrics.scrape()))
                .get("/status", JsonPage.handler(status::write))
                .get("/api/v1/queries", whole(pages::queries))
                .get("/api/v1/instances", whole(pages::instances))
                .get(Copies.PATH, pages::partitions)
                .get("/api/v1/openapi.json", request -> {
                    request.expectOnly();
                    return Answer.json(routes.openApi("Hydrophone, copy of a master", version));
                })
                .channel("/collector", channels, pages.whereThereIsAnOutput(collector));
    }

    /** {@code /api/v1/queries?instance=&top=&order=&from=&to=&cursor=}, times in microseconds since 1970. */
    private void queries(HttpRequest request, JsonGenerator json) throws NotWhole, InterruptedException {
        request.expectOnly("instance", "top", "order", "from", "to", "cursor");
        String instance = request.parameter("instance");
        Question question = Question.of(request);
        Summary summary = master.fleet(question).sum(instance);
        if (instance != null && !question.isRange() && summary.statements().isEmpty()) {
            throw FleetPages.unknownInstance(instance, request.path());
        }
        FleetPages.queries(master.options().group(), instance, summary, request, json);
    }

    /** {@code /api/v1/instances?digest=}. */
    private void instances(HttpRequest request, JsonGenerator json) throws NotWhole, InterruptedException {
        request.expectOnly("digest");
        FleetPages.instances(FleetPages.rows(master.fleet(Question.ALL).instances(), request), json);
    }

    private Answer partitions(HttpRequest request) {
        request.expectOnly("from", "to", "probes");
        return Answer.text(BYTES, Part.write(master.localParts(Question.of(request))));
    }

    private ChannelRoute whereThereIsAnOutput(Collector collector) {
        return request -> {
            if (master.options().output() == null) {
                throw new ProblemException(
                        "no-output",
                        "merged reports are read from the output, and this copy has none",
                        request.path(),
                        "start all copies with --to-topic");
            }
            return collector.accept(request);
        };
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
