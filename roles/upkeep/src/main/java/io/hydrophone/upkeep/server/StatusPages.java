package io.hydrophone.upkeep.server;

import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.MetricText;
import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;
import io.hydrophone.upkeep.JsonText;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What agents say of themselves, and what is known of all. */
final class StatusPages {
    /** An agent that was silent for three of its five minutes is told as such. */
    private static final long SILENT_MICROS = 15 * 60 * 1_000_000L;

    private static final int MOST = 1_000;

    private final ReleaseStore releases;
    private final Agents agents;
    private final Clock clock;

    StatusPages(ReleaseStore releases, Agents agents, Clock clock) {
        this.releases = releases;
        this.agents = agents;
        this.clock = clock;
    }

    void add(Routes routes) {
        routes.change("/api/v1/heartbeat", this::heartbeat)
                .get("/api/v1/agents", this::agents)
                .get("/api/v1/releases", request -> Answer.json(JsonText.object(this::releases)))
                .get("/status", request -> Answer.json(JsonText.object(this::status)))
                .get("/metrics", request -> Answer.text(MetricText.CONTENT_TYPE, metrics()))
                .describe(Operation.of("/api/v1/heartbeat", "An agent says how it is: a form", Operation.JSON)
                        .text("agent", "its name", "db7")
                        .text("tags", "with commas between them", "production,mysql")
                        .text("version", "that runs", "1.2.0")
                        .integer("serial", "of that release", 1_795_305_600_000_000L)
                        .choice("state", "how it is", AgentReport.State.values())
                        .integer("went_back_from", "a release that it gave up; may be given again", 1)
                        .text("did", "what it did; may be given again", "update 1.1.0 to 1.2.0"))
                .describe(Operation.of("/api/v1/agents", "What agents said last", Operation.JSON)
                        .integer("top", "how many, at most " + MOST, 100)
                        .integer("cursor", "where the page before ended: its next", 0))
                .describe(Operation.of("/api/v1/releases", "Releases that are offered, newest first", Operation.JSON))
                .describe(Operation.of("/status", "How the server is", Operation.JSON))
                .describe(Operation.of("/metrics", "Figures for Prometheus", MetricText.CONTENT_TYPE));
    }

    private Answer heartbeat(HttpRequest request) {
        agents.hear(AgentReport.of(request, nowMicros()));
        return Answer.json(JsonText.object(json -> json.writeBooleanProperty("heard", true)));
    }

    private Answer agents(HttpRequest request) {
        request.expectOnly("top", "cursor");
        int top = (int) request.number("top", 100, 1, MOST);
        int cursor = (int) request.number("cursor", 0, 0, Agents.MAX);
        List<AgentReport> all = agents.all().stream()
                .sorted(Comparator.comparing(AgentReport::agent))
                .toList();
        int until = Math.min(all.size(), cursor + top);
        return Answer.json(JsonText.object(json -> {
            json.writeArrayPropertyStart("agents");
            all.subList(Math.min(cursor, until), until).forEach(report -> agent(json, report));
            json.writeEndArray();
            if (until < all.size()) {
                json.writeNumberProperty("next", until);
            }
        }));
    }

    private void agent(JsonGenerator json, AgentReport report) {
        json.writeStartObject();
        json.writeStringProperty("agent", report.agent());
        json.writeStringProperty("address", report.address());
        json.writeNumberProperty("heard_ts", report.heardMicros());
        json.writeBooleanProperty("silent", nowMicros() - report.heardMicros() > SILENT_MICROS);
        json.writeStringProperty("state", report.state().label());
        json.writeStringProperty("version", report.version());
        if (report.serial() > 0) {
            json.writeNumberProperty("serial", report.serial());
        }
        JsonText.texts(json, "tags", report.tags().stream().sorted().toList());
        json.writeArrayPropertyStart("went_back_from");
        report.wentBackFrom().forEach(json::writeNumber);
        json.writeEndArray();
        JsonText.texts(json, "did", report.did());
        json.writeEndObject();
    }

    private void releases(JsonGenerator json) {
        json.writeArrayPropertyStart("releases");
        for (PublishedRelease release : releases.all()) {
            long serial = release.manifest().serial();
            json.writeStartObject();
            json.writeStringProperty("version", release.manifest().version());
            json.writeNumberProperty("serial", serial);
            json.writeNumberProperty("files", release.manifest().files().size());
            json.writeNumberProperty("size_bytes", release.manifest().size());
            json.writeNumberProperty("went_back", agents.wentBackFrom(serial));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void status(JsonGenerator json) {
        long now = nowMicros();
        List<AgentReport> all = List.copyOf(agents.all());
        json.writeNumberProperty("agents", all.size());
        json.writeNumberProperty(
                "silent",
                all.stream()
                        .filter(report -> now - report.heardMicros() > SILENT_MICROS)
                        .count());
        for (AgentReport.State state : AgentReport.State.values()) {
            json.writeNumberProperty(
                    state.label(),
                    all.stream().filter(report -> report.state() == state).count());
        }
        json.writeNumberProperty("heartbeats", agents.heard());
        releases(json);
    }

    private byte[] metrics() {
        MetricText text = new MetricText();
        text.gauge("hydrophone_update_agents", "Agents by state and version, as they said last.");
        agents.counts()
                .forEach((state, versions) ->
                        versions.forEach((version, count) -> text.value(count, "state", state, "version", version)));
        text.counter("hydrophone_update_heartbeats_total", "What agents said of themselves.")
                .value(agents.heard());
        text.counter("hydrophone_update_agents_forgotten_total", "Agents for which there was no room.")
                .value(agents.forgotten());
        text.gauge("hydrophone_update_releases", "Releases that are offered.")
                .value(releases.all().size());
        return text.bytes();
    }

    private long nowMicros() {
        return clock.millis() * 1_000;
    }
}
