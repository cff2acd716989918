package io.hydrophone.app.agent;

import io.hydrophone.agent.HostChecks;
import io.hydrophone.agent.check.CheckDirectory;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Checks;
import io.hydrophone.agent.check.ConfiguredCheck;
import io.hydrophone.agent.exporter.MySqlExporter;
import io.hydrophone.agent.forward.Forwarder;
import io.hydrophone.agent.forward.ForwarderFigures;
import io.hydrophone.agent.forward.ForwarderOptions;
import io.hydrophone.agent.intake.Intake;
import io.hydrophone.agent.life.AgentIdentity;
import io.hydrophone.agent.life.AgentMetrics;
import io.hydrophone.agent.life.ChecksPart;
import io.hydrophone.agent.life.ForwarderPart;
import io.hydrophone.agent.life.ListenersPart;
import io.hydrophone.agent.life.OwnCheck;
import io.hydrophone.agent.life.StatusPage;
import io.hydrophone.agent.mysql.MySqlCheckKind;
import io.hydrophone.agent.sink.SinkPlan;
import io.hydrophone.agent.statsd.GraphiteServer;
import io.hydrophone.agent.statsd.StatsdServer;
import io.hydrophone.app.config.AgentSection;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.core.HeapTrim;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An agent in this process: its checks, what it listens to, its forwarder, what it serves. */
final class RunningAgent implements AutoCloseable {
    /** Of those who post and scrape. */
    private static final int CONNECTIONS = 2_048;

    /** What was started, the last first: nothing is ended before that which gives to it. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final Consumer<Problem> told;
    private URI uri;

    private RunningAgent(Consumer<Problem> told) {
        this.told = told;
    }

    /** The checks that the directory configures, and the usual ones. */
    static List<ConfiguredCheck> configured(
            AgentSection section, ReadableServers servers, Supplier<ForwarderFigures> forwarder) {
        List<CheckKind> kinds = new ArrayList<>(HostChecks.all());
        kinds.add(new MySqlCheckKind(servers));
        kinds.add(new OwnCheck(forwarder));
        return new CheckDirectory(kinds).read(section.checks(), System::getenv);
    }

    /** Begins to measure, to deliver and to serve. */
    static RunningAgent start(AgentSection section, AgentIdentity identity, Consumer<Problem> told) {
        RunningAgent agent = new RunningAgent(told);
        try {
            agent.begin(section, identity);
            return agent;
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    private void begin(AgentSection section, AgentIdentity identity) {
        add(HeapTrim.start());
        ReadableServers servers = add(new ReadableServers());
        Forwarder forwarder = add(Forwarder.start(
                new ForwarderOptions(identity.host(), identity.host(), identity.tags()),
                SinkPlan.destinations(section.sinks()),
                told));
        Checks checks = add(Checks.of(configured(section, servers, forwarder::figures)));
        Intake intake = new Intake(forwarder);
        ListenersPart listeners = new ListenersPart(
                intake,
                listener(section.statsd() == null ? null : () -> StatsdServer.start(section.statsd(), forwarder, told)),
                listener(
                        section.graphite() == null
                                ? null
                                : () -> GraphiteServer.start(
                                        section.graphite().host(),
                                        section.graphite().port(),
                                        forwarder,
                                        told)));
        StatusPage status = new StatusPage(
                identity, List.of(new ChecksPart(checks::status), new ForwarderPart(forwarder::figures), listeners));
        MySqlExporter exporter = add(new MySqlExporter(section.exporter(), servers, told));
        AgentMetrics metrics = new AgentMetrics(checks::status, forwarder::figures);
        Routes routes = routes(status, identity.version());
        exporter.addTo(routes, List.of(metrics::write, listeners::write));
        PluginUpdates.addTo(routes, section.installation());
        intake.addTo(routes);
        intake.addFalconTo(routes);
        if (section.falconPush() != null) {
            Routes falcon = new Routes();
            intake.addFalconTo(falcon);
            PluginUpdates.addTo(falcon, section.installation());
            listener(() -> HttpServer.start(new ServerOptions(section.falconPush(), null, null, true), falcon));
        }
        uri = add(HttpServer.start(section.serve().options(), routes, CONNECTIONS))
                .uri();
        checks.start(forwarder);
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Null when it is not wanted, or cannot be had: measuring goes on without it. */
    private <T extends AutoCloseable> T listener(Supplier<T> starter) {
        if (starter == null) {
            return null;
        }
        try {
            return add(starter.get());
        } catch (ProblemException e) {
            told.accept(e.problem());
            return null;
        }
    }

    private static Routes routes(StatusPage status, String version) {
        Routes routes = new Routes();
        return routes.get("/status", status::answer)
                .describe(Operation.of("/status", "How the agent fares, part by part", Operation.JSON)
                        .text("format", "text for people", "text"))
                .get("/api/v1/openapi.json", request -> {
                    request.expectOnly();
                    return Answer.json(routes.openApi("Hydrophone, agent", version));
                });
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                told.accept(new Problem("not-ended", "a part did not end in its order: " + e, "", ""));
            }
        }
    }
}
