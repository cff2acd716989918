package io.hydrophone.probe.kafka;

import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.MetricText;
import tools.jackson.core.JsonGenerator;

/** How a copy is, for people and for Prometheus. */
final class StreamsStatus {
    private final StreamsMaster master;
    private final String version;

    StreamsStatus(StreamsMaster master, String version) {
        this.master = master;
        this.version = version;
    }

    void write(HttpRequest request, JsonGenerator json) {
        request.expectOnly();
        StreamsOptions options = master.options();
        StreamCounters.Counts counts = master.counts();
        json.writeStartObject();
        json.writeStringProperty("version", version);
        json.writeStringProperty("role", "master");
        json.writeStringProperty("engine", "kafka-streams");
        json.writeStringProperty("state", master.state());
        json.writeStringProperty("from", options.source().address().toString());
        json.writeStringProperty("group", options.group());
        if (options.output() != null) {
            json.writeStringProperty("output", options.output());
        }
        json.writeNumberProperty("interval_us", options.interval().toNanos() / 1_000);
        json.writeNumberProperty("all_partitions", master.partitions());
        json.writeArrayPropertyStart("partitions");
        master.localPartitions().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeArrayPropertyStart("copies");
        master.copies().forEach(copy -> json.writeString(copy.host() + ':' + copy.port()));
        json.writeEndArray();
        if (master.lag() >= 0) {
            json.writeNumberProperty("lag_records", master.lag());
        }
        json.writeObjectPropertyStart("reports");
        json.writeNumberProperty("accepted", counts.accepted());
        json.writeNumberProperty("duplicates", counts.duplicates());
        json.writeObjectPropertyStart("refused");
        counts.refused().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectPropertyStart("intervals");
        json.writeNumberProperty("closed", counts.closed());
        json.writeNumberProperty("misdated", counts.misdated());
        json.writeNumberProperty("forgotten", counts.forgotten());
        json.writeEndObject();
        json.writeEndObject();
    }

    byte[] metrics() {
        MetricText text = new MetricText();
        StreamCounters.Counts counts = master.counts();
        text.gauge("hydrophone_build_info", "Always 1.")
                .value(1, "version", version, "java", Runtime.version().toString());
        text.gauge("hydrophone_streams_running", "Whether this copy adds up.")
                .value(master.state().equals("running") ? 1 : 0);
        text.gauge("hydrophone_streams_partitions", "Partitions that this copy adds up.")
                .value(master.localPartitions().size());
        if (master.lag() >= 0) {
            text.gauge("hydrophone_streams_lag_records", "Reports still to be taken, of the partition furthest behind.")
                    .value(master.lag());
        }
        text.counter("hydrophone_streams_reports_total", "Records taken, by what became of them.")
                .value(counts.accepted(), "outcome", "accepted")
                .value(counts.duplicates(), "outcome", "duplicate");
        counts.refused().forEach((reason, count) -> text.value(count, "outcome", reason));
        text.counter("hydrophone_streams_intervals_total", "Intervals of probes that were added to the totals.")
                .value(counts.closed());
        text.counter("hydrophone_streams_intervals_misdated_total", "Of them, those too old or too new to be kept.")
                .value(counts.misdated());
        text.counter("hydrophone_streams_intervals_forgotten_total", "Intervals forgotten early for want of room.")
                .value(counts.forgotten());
        return text.bytes();
    }
}
