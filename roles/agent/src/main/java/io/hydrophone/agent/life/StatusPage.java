package io.hydrophone.agent.life;

import io.hydrophone.core.DurationText;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How an agent fares, part by part: as JSON, and as {@code agent info} shows it. */
public final class StatusPage {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final AgentIdentity identity;
    private final List<Part> parts;

    public StatusPage(AgentIdentity identity, List<Part> parts) {
        this.identity = identity;
        this.parts = List.copyOf(parts);
    }

    /** As JSON, or with {@code format=text} for people. */
    public Answer answer(HttpRequest request) {
        request.expectOnly("format");
        return "text".equals(request.parameter("format")) ? Answer.text(text()) : Answer.json(json());
    }

    private byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Instant now = Instant.now();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("version", identity.version());
            json.writeStringProperty("role", identity.role());
            json.writeStringProperty("host", identity.host());
            json.writeStringProperty("tags", identity.tags().toString());
            json.writeNumberProperty("pid", ProcessHandle.current().pid());
            json.writeNumberProperty(
                    "uptime_us", Duration.between(identity.started(), now).toNanos() / 1_000);
            json.writeNumberProperty("ts", TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000);
            for (Part part : parts) {
                json.writeName(part.name());
                part.write(json);
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        heading(text, "Hydrophone " + identity.role() + " " + identity.version(), '=');
        line(text, "Host: " + identity.host() + (identity.tags().isEmpty() ? "" : " (" + identity.tags() + ")"));
        line(
                text,
                "Process: " + ProcessHandle.current().pid() + ", up " + uptime() + ", "
                        + ManagementFactory.getMemoryMXBean()
                                        .getHeapMemoryUsage()
                                        .getUsed()
                                / (1 << 20) + " MiB of heap");
        for (Part part : parts) {
            text.append('\n');
            heading(text, title(part.name()), '-');
            part.lines().forEach(line -> line(text, line));
        }
        return text.toString();
    }

    private String uptime() {
        return DurationText.of(Duration.ofSeconds(
                Duration.between(identity.started(), Instant.now()).toSeconds()));
    }

    private static String title(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('_', ' ');
    }

    private static void heading(StringBuilder text, String title, char line) {
        text.append(title)
                .append('\n')
                .append(String.valueOf(line).repeat(title.length()))
                .append("\n\n");
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(line).append('\n');
    }
}
