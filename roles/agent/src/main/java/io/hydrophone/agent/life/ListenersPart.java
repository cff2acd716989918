package io.hydrophone.agent.life;

import io.hydrophone.agent.intake.Intake;
import io.hydrophone.agent.intake.IntakeCounters;
import io.hydrophone.agent.statsd.GraphiteServer;
import io.hydrophone.agent.statsd.StatsdCounters;
import io.hydrophone.agent.statsd.StatsdServer;
import io.hydrophone.http.MetricText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What came from outside: what was posted, and what was sent to StatsD's and Graphite's ports. */
public final class ListenersPart implements Part {
    private final Intake intake;
    /** Null where it is not listened to. */
    private final StatsdServer statsd;

    /** Null where it is not listened to. */
    private final GraphiteServer graphite;

    public ListenersPart(Intake intake, StatsdServer statsd, GraphiteServer graphite) {
        this.intake = intake;
        this.statsd = statsd;
        this.graphite = graphite;
    }

    @Override
    public String name() {
        return "listeners";
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStartObject();
        figures().forEach((listener, figures) -> {
            json.writeObjectPropertyStart(listener);
            figures.forEach(json::writeNumberProperty);
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        figures().forEach((listener, figures) -> {
            List<String> words = new ArrayList<>();
            figures.forEach((what, count) -> words.add(count + " " + what.replace('_', ' ')));
            lines.add(listener + ": " + String.join(", ", words));
        });
        return lines;
    }

    /** As families of Prometheus. */
    public void write(MetricText out) {
        out.counter("hydrophone_agent_received_total", "What came from outside, by listener and kind.");
        figures()
                .forEach((listener, figures) ->
                        figures.forEach((what, count) -> out.value(count, "listener", listener, "what", what)));
    }

    private Map<String, Map<String, Long>> figures() {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        IntakeCounters posted = intake.counters();
        Map<String, Long> http = new LinkedHashMap<>();
        http.put("requests", posted.requests());
        http.put("signals", posted.signals());
        http.put("malformed", posted.malformed());
        http.put("not_forwarded", posted.notForwarded());
        all.put("http", http);
        if (statsd != null) {
            all.put("statsd", figures(statsd.counters()));
        }
        if (graphite != null) {
            GraphiteServer.Counters counters = graphite.counters();
            Map<String, Long> lines = new LinkedHashMap<>();
            lines.put("connections", counters.connections());
            lines.put("samples", counters.samples());
            lines.put("malformed", counters.malformed());
            lines.put("not_forwarded", counters.notForwarded());
            all.put("graphite", lines);
        }
        return all;
    }

    private static Map<String, Long> figures(StatsdCounters counters) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("datagrams", counters.datagrams());
        figures.put("samples", counters.samples());
        figures.put("events", counters.events());
        figures.put("checks", counters.checks());
        figures.put("malformed", counters.malformed());
        figures.put("evicted", counters.evicted());
        if (counters.kernelDropped() >= 0) {
            figures.put("kernel_drop", counters.kernelDropped());
        }
        figures.put("not_forwarded", counters.notForwarded());
        return figures;
    }
}
