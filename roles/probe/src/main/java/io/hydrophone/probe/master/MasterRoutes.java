package io.hydrophone.probe.master;

import io.hydrophone.http.Answer;
import io.hydrophone.http.ChannelOptions;
import io.hydrophone.http.MetricText;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.JsonPage;
import io.hydrophone.probe.collector.Collector;

/**
 * What a master serves: the endpoints of a probe, over all probes ({@code /metrics}, {@code /status}, {@code
 * /api/v1/queries}, {@code /collector}), {@code /api/v1/instances}, and {@code /intake} for the probes.
 */
public final class MasterRoutes {
    /** A large report, compressed. */
    private static final int MAX_FRAME = 16 << 20;

    private static final int MAX_PROBES = 1_000;

    private MasterRoutes() {}

    /**
     * The routes of a master or standby.
     *
     * @param channels how much consumers of {@code /collector} may hold and how patient the master is with them
     * @param masked whether statements in mysql-probe's format have no literals
     */
    public static Routes of(Master master, ChannelOptions channels, boolean masked) {
        Collector collector = new Collector(masked);
        master.addReader(collector, collector::isRead);
        MasterStatus status = new MasterStatus(master, collector);
        MasterPages pages = new MasterPages(master);
        ChannelOptions intake = channels.withMaxChannels(MAX_PROBES).withMaxInboundBytes(MAX_FRAME);
        Routes routes = new Routes();
        MasterOperations.describe(routes);
        return routes.get("/metrics", request -> Answer.text(MetricText.CONTENT_TYPE, status.scrape()))
                .get("/status", JsonPage.handler(status::write))
                .get("/api/v1/queries", JsonPage.handler(pages::queries))
                .get("/api/v1/instances", JsonPage.handler(pages::instances))
                .get("/api/v1/openapi.json", request -> {
                    request.expectOnly();
                    return Answer.json(routes.openApi(
                            "Hydrophone, master", master.options().version()));
                })
                .channel("/collector", channels, collector)
                .channel("/intake", intake, master.intakeRoute());
    }
}
