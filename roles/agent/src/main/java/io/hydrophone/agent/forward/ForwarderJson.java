package io.hydrophone.agent.forward;

import io.hydrophone.core.Problem;
import tools.jackson.core.JsonGenerator;

/** What a forwarder does, as {@code /status} has it. */
public final class ForwarderJson {
    private ForwarderJson() {}

    /** Writes an object. */
    public static void write(JsonGenerator json, ForwarderFigures figures) {
        json.writeStartObject();
        json.writeStringProperty("agent", figures.agent());
        json.writeStringProperty("epoch", Long.toString(figures.epoch()));
        json.writeNumberProperty("accepted", figures.accepted());
        json.writeNumberProperty("too_large", figures.tooLarge());
        json.writeArrayPropertyStart("sinks");
        figures.sinks().forEach(sink -> write(json, sink));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SinkFigures sink) {
        json.writeStartObject();
        json.writeStringProperty("name", sink.name());
        json.writeStringProperty("state", sink.state());
        json.writeNumberProperty("delivered", sink.delivered());
        json.writeNumberProperty("batches", sink.batches());
        json.writeNumberProperty("merged", sink.merged());
        json.writeNumberProperty("retried", sink.retried());
        json.writeNumberProperty("failures", sink.failures());
        json.writeNumberProperty("sent_bytes", sink.bytesSent());
        json.writeNumberProperty("received_bytes", sink.bytesReceived());
        if (sink.lastDelivered() >= 0) {
            json.writeNumberProperty("last_delivered", sink.lastDelivered());
        }
        QueueFigures queue = sink.queue();
        json.writeObjectPropertyStart("queue");
        json.writeNumberProperty("signals", queue.signals());
        json.writeNumberProperty("disk_bytes", queue.bytes());
        json.writeNumberProperty("memory_bytes", queue.memoryBytes());
        json.writeNumberProperty("chapters", queue.chapters());
        if (queue.oldest() >= 0) {
            json.writeNumberProperty("oldest", queue.oldest());
        }
        if (queue.diskProblem() != null) {
            write(json, "disk_problem", queue.diskProblem());
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("dropped");
        queue.dropped().forEach((reason, count) -> json.writeNumberProperty(reason.label(), count));
        json.writeEndObject();
        if (sink.lastProblem() != null) {
            write(json, "last_problem", sink.lastProblem());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String key, Problem problem) {
        json.writeObjectPropertyStart(key);
        json.writeStringProperty("code", problem.code());
        json.writeStringProperty("message", problem.message());
        json.writeStringProperty("where", problem.where());
        json.writeEndObject();
    }
}
