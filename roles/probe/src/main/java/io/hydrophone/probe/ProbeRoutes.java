package io.hydrophone.probe;

import io.hydrophone.core.Problem;
import io.hydrophone.http.Answer;
import io.hydrophone.http.ChannelOptions;
import io.hydrophone.http.MetricText;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.collector.Collector;
import io.hydrophone.probe.push.Outbox;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.probe.settings.SettingsRoutes;
import java.util.concurrent.TimeoutException;

/**
 * What a probe serves: {@code /metrics}, {@code /status}, {@code /api/v1/queries}, {@code /api/v1/running}, {@code
 * /api/v1/transactions}, the WebSocket {@code /collector}, and {@code /config/update}.
 */
public final class ProbeRoutes {
    /** What waits for a consumer is a fraction of the probe's heap. */
    public static final ChannelOptions COLLECTOR = ChannelOptions.DEFAULT.withQueue(256, 4 << 20);

    private ProbeRoutes() {}

    /** The routes of a probe that listens. */
    public static Routes of(Probe probe, String version) {
        return of(probe, version, COLLECTOR, null, null);
    }

    /**
     * The same routes.
     *
     * @param channels how much consumers of {@code /collector} may hold and how patient the probe is with them
     * @param pusher whose figures are told; null for none
     * @param settings with which {@code /config/update} changes the probe; null where nobody may
     */
    public static Routes of(Probe probe, String version, ChannelOptions channels, Outbox pusher, Settings settings) {
        Collector collector = new Collector(probe.options().report().masked());
        probe.addReader(collector);
        ScrapePage scrape = new ScrapePage(probe, collector, pusher, version);
        StatusPage status = new StatusPage(probe, collector, pusher, version);
        QueryPages queries = new QueryPages(probe);
        RunningPage running = new RunningPage(probe);
        Routes routes = new Routes();
        ProbeOperations.describe(routes);
        if (settings != null) {
            SettingsRoutes.add(routes, settings);
        }
        return routes.get("/metrics", whenItAnswers(request -> Answer.text(MetricText.CONTENT_TYPE, scrape.render())))
                .get("/status", json((request, json) -> {
                    request.expectOnly();
                    status.write(json);
                }))
                .get("/api/v1/queries", json(queries::queries))
                .get("/api/v1/running", json(running::write))
                .get("/api/v1/transactions", json(new TransactionPages(probe)::transactions))
                .get("/api/v1/openapi.json", request -> {
                    request.expectOnly();
                    return Answer.json(routes.openApi("Hydrophone, probe", version));
                })
                .channel("/collector", channels, collector);
    }

    private static Routes.Handler json(JsonPage page) {
        return whenItAnswers(JsonPage.handler(page));
    }

    private static Routes.Handler whenItAnswers(Routes.Handler handler) {
        return request -> {
            try {
                return handler.answer(request);
            } catch (TimeoutException e) {
                return Answer.problem(
                        503,
                        new Problem(
                                "capture-stalled",
                                "the capture thread does not answer",
                                request.path(),
                                "look at the processor's load on this machine; ask again"));
            }
        };
    }
}
