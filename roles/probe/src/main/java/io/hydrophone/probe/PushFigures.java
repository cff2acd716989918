package io.hydrophone.probe;

import io.hydrophone.http.MetricText;
import io.hydrophone.probe.push.Outbox;
import io.hydrophone.probe.push.PushCounters;
import tools.jackson.core.JsonGenerator;

/** How pushing goes, as it stands in {@code /status} and {@code /metrics}. */
final class PushFigures {
    private PushFigures() {}

    /** As the property {@code pusher}. */
    static void write(Outbox pusher, JsonGenerator json) {
        PushCounters counters = pusher.counters();
        json.writeObjectPropertyStart("pusher");
        if (counters.server() != null) {
            json.writeStringProperty("server", counters.server().toString());
        }
        if (counters.masterEpoch() >= 0) {
            json.writeNumberProperty("master_epoch", counters.masterEpoch());
        }
        json.writeNumberProperty("sent", counters.sent());
        json.writeNumberProperty("resent", counters.resent());
        json.writeNumberProperty("acknowledged", counters.acknowledged());
        json.writeNumberProperty("dropped", counters.dropped());
        json.writeNumberProperty("stray", counters.stray());
        json.writeNumberProperty("refused", counters.refused());
        json.writeObjectPropertyStart("queue");
        json.writeNumberProperty("records", counters.queue().records());
        json.writeNumberProperty("bytes", counters.queue().bytes());
        json.writeNumberProperty("dropped_records", counters.queue().droppedRecords());
        json.writeNumberProperty("dropped_bytes", counters.queue().droppedBytes());
        json.writeNumberProperty("lost_records", counters.queue().lostRecords());
        json.writeNumberProperty("unsynced_records", counters.queue().unsyncedRecords());
        json.writeEndObject();
        json.writeNumberProperty("memory_reports", counters.memoryReports());
        json.writeNumberProperty("memory_bytes", counters.memoryBytes());
        json.writeObjectPropertyStart("reconnects");
        counters.reconnects().forEach((server, count) -> json.writeNumberProperty(server.toString(), count));
        json.writeEndObject();
        if (counters.lastProblem() != null) {
            json.writeStringProperty("last_problem", counters.lastProblem().text());
        }
        json.writeEndObject();
    }

    static void write(Outbox pusher, MetricText text) {
        PushCounters counters = pusher.counters();
        text.gauge("hydrophone_push_connected", "Whether a server takes reports now.")
                .value(counters.server() == null ? 0 : 1);
        text.counter("hydrophone_push_sent_total", "Reports that were written to a server, those again included.")
                .value(counters.sent());
        text.counter("hydrophone_push_resent_total", "Of them, those that had been written before.")
                .value(counters.resent());
        text.counter("hydrophone_push_acknowledged_total", "Reports that a server has.")
                .value(counters.acknowledged());
        text.counter("hydrophone_push_dropped_total", "Reports that left unacknowledged, for want of room.")
                .value(counters.dropped());
        text.counter("hydrophone_push_stray_total", "Messages of servers that acknowledge what was not sent.")
                .value(counters.stray());
        text.counter("hydrophone_push_refused_total", "Connections and reports that a server refused, with a reason.")
                .value(counters.refused());
        text.counter("hydrophone_push_reconnects_total", "Connections after the first, by server.");
        counters.reconnects().forEach((server, count) -> text.value(count, "server", server.toString()));
        text.gauge("hydrophone_push_queue_records", "Reports that wait on the disk.")
                .value(counters.queue().records());
        text.gauge("hydrophone_push_queue_bytes", "What they take there.")
                .value(counters.queue().bytes());
        text.gauge("hydrophone_push_memory_reports", "Reports that wait in memory because the disk takes none.")
                .value(counters.memoryReports());
    }
}
