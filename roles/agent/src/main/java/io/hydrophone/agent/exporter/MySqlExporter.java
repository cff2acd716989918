package io.hydrophone.agent.exporter;

import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SeldomTold;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.MetricText;
import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Serves MySQL servers' metrics to Prometheus under the names of mysqld_exporter: {@code /metrics} of one server with those of this process, {@code
 * /probe?target=} of any other.
 */
public final class MySqlExporter implements AutoCloseable {
    private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";
    /** Prometheus has to get the answer before it gives up. */
    private static final Duration TIMEOUT_OFFSET = Duration.ofMillis(250);

    private static final double LONGEST_TIMEOUT_SECONDS = 3_600;
    private static final String COLLECT = "collect[]";
    private static final String USUAL_MODULE = "client";

    private final ExporterSettings settings;
    private final Collectors collectors;
    private final Targets targets;
    private final Consumer<Problem> told;

    /**
     * Begins; nothing is asked of a server before somebody scrapes it.
     *
     * @param servers shared with whatever else reads them; the exporter gives back what it holds, and does not close them
     * @param told why a collector failed, at most once a minute each
     */
    public MySqlExporter(ExporterSettings settings, ReadableServers servers, Consumer<Problem> told) {
        this.settings = settings;
        this.collectors = new Collectors(settings.options());
        this.targets = new Targets(settings, servers);
        this.told = new SeldomTold(told);
    }

    /**
     * Adds {@code /metrics} and {@code /probe}.
     *
     * @param more what else {@code /metrics} says of this process
     */
    public void addTo(Routes routes, List<Consumer<MetricText>> more) {
        routes.get("/metrics", request -> metrics(request, more))
                .get("/probe", this::probe)
                .describe(Operation.of(
                                "/metrics",
                                "Metrics of this process, and of the first MySQL server that is configured",
                                MetricText.CONTENT_TYPE)
                        .text(COLLECT, "a collector, several times for more", "global_status"))
                .describe(Operation.of(
                                "/probe",
                                "Metrics of a MySQL server under the names of mysqld_exporter",
                                MetricText.CONTENT_TYPE)
                        .text("target", "name or host:port of the server", "db1:3306")
                        .text("auth_module", "the login for a server that is not configured", USUAL_MODULE)
                        .text(COLLECT, "a collector, several times for more", "global_status"));
    }

    private Answer metrics(HttpRequest request, List<Consumer<MetricText>> more) throws InterruptedException {
        request.expectOnly(COLLECT);
        MetricText out = new MetricText();
        Target first = targets.first();
        if (first != null) {
            scrape(first, request, out);
        }
        ProcessMetrics.write(out);
        out.gauge("hydrophone_exporter_targets", "MySQL servers that are known at the moment.")
                .value(targets.count());
        more.forEach(each -> each.accept(out));
        return Answer.text(MetricText.CONTENT_TYPE, out.bytes());
    }

    private Answer probe(HttpRequest request) throws InterruptedException {
        request.expectOnly("target", "auth_module", COLLECT);
        String name = request.parameter("target");
        if (name == null || name.isEmpty()) {
            throw new ProblemException(
                    "missing-target", "no target is given", "/probe", "ask for /probe?target=HOST:PORT");
        }
        String module = request.parameter("auth_module");
        Target target = targets.find(name, module == null ? USUAL_MODULE : module);
        if (target == null) {
            return Answer.problem(
                    404,
                    new Problem(
                            "unknown-target",
                            "this server is not among the targets",
                            "/probe",
                            "configure it under exporter.targets, or set allow_any_target"));
        }
        MetricText out = new MetricText();
        scrape(target, request, out);
        return Answer.text(MetricText.CONTENT_TYPE, out.bytes());
    }

    private void scrape(Target target, HttpRequest request, MetricText out) throws InterruptedException {
        List<Collector> wanted = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> named = request.all(COLLECT);
        for (String name : new LinkedHashSet<>(named.isEmpty() ? target.collectors() : named)) {
            Collector collector = collectors.get(name);
            if (collector == null) {
                unknown.add(name);
            } else {
                wanted.add(collector);
            }
        }
        new Scrape(target, settings::paceOf, settings.maxSeries(), patience(request), told).write(wanted, unknown, out);
    }

    /** What Prometheus says it waits, less what the way takes; at least the half of it. */
    private Duration patience(HttpRequest request) {
        String header = request.header(TIMEOUT_HEADER);
        double seconds = header == null ? 0 : seconds(header);
        if (!(seconds > 0)) {
            return settings.deadline();
        }
        long nanos = (long) (Math.min(seconds, LONGEST_TIMEOUT_SECONDS) * 1e9);
        return Duration.ofNanos(Math.max(nanos / 2, nanos - TIMEOUT_OFFSET.toNanos()));
    }

    private static double seconds(String header) {
        try {
            return Double.parseDouble(header);
        } catch (NumberFormatException e) {
            return 0; // As if it were not there.
        }
    }

    @Override
    public void close() {
        targets.close();
    }
}
