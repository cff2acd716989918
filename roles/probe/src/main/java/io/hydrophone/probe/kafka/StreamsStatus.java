package io.hydrophone.probe.kafka;

import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.CollectorFigures;
import io.hydrophone.probe.ProcessFigures;
import io.hydrophone.probe.collector.Collector;
import io.hydrophone.probe.master.FleetPages;
import io.hydrophone.report.CaptureFigures;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import tools.jackson.core.JsonGenerator;

/** {@code /status}: how a copy is, the other copies, and the probes of all of them. */
final class StreamsStatus {
    /** Beyond its interval a probe may be silent that long, by the clock of the copy that took its reports. */
    private static final long GRACE_MILLIS = 10_000;

    private final StreamsMaster master;
    private final Collector collector;
    private final String version;

    StreamsStatus(StreamsMaster master, Collector collector, String version) {
        this.master = master;
        this.collector = collector;
        this.version = version;
    }

    void write(HttpRequest request, JsonGenerator json) throws InterruptedException {
        request.expectOnly();
        StreamsOptions options = master.options();
        long nowMicros = System.currentTimeMillis() * 1_000;
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
        json.writeNumberProperty("uptime_us", nowMicros - master.startedMicros());
        json.writeNumberProperty("ts", nowMicros);
        json.writeNumberProperty("interval_us", options.interval().toNanos() / 1_000);
        json.writeNumberProperty("all_partitions", master.partitions());
        json.writeArrayPropertyStart("partitions");
        master.localPartitions().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeArrayPropertyStart("copies");
        master.copies().forEach(copy -> copy(copy, json));
        json.writeEndArray();
        fleet(nowMicros, json);
        own(json);
        CollectorFigures.write(collector, json);
        ProcessFigures.read().write(json);
        json.writeEndObject();
    }

    private void copy(StreamsMetadata copy, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty(
                "address", copy.hostInfo().host() + ':' + copy.hostInfo().port());
        json.writeBooleanProperty("own", copy.hostInfo().equals(master.own()));
        json.writeArrayPropertyStart("partitions");
        copy.topicPartitions().stream()
                .mapToInt(TopicPartition::partition)
                .sorted()
                .distinct()
                .forEach(json::writeNumber);
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What is the same at every copy; without figures while partitions are on their way. */
    private void fleet(long nowMicros, JsonGenerator json) throws InterruptedException {
        List<ProbeState> probes;
        try {
            probes = master.fleet(Question.PROBES).probes();
        } catch (NotWhole e) {
            json.writeBooleanProperty("whole", false);
            json.writeStringProperty("not_whole", e.problem().message());
            return;
        }
        json.writeBooleanProperty("whole", true);
        json.writeObjectPropertyStart("reports");
        json.writeNumberProperty(
                "accepted", probes.stream().mapToLong(ProbeState::reports).sum());
        json.writeNumberProperty(
                "queries", probes.stream().mapToLong(ProbeState::queries).sum());
        json.writeEndObject();
        FleetPages.losses(
                probes.stream().map(ProbeState::capture).reduce(CaptureFigures.NONE, CaptureFigures::plus), json);
        json.writeArrayPropertyStart("probes");
        probes.forEach(probe -> probe(probe, nowMicros, json));
        json.writeEndArray();
    }

    private static void probe(ProbeState probe, long nowMicros, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", probe.name());
        json.writeStringProperty("state", probe.isUp(nowMicros / 1_000, GRACE_MILLIS) ? "up" : "down");
        json.writeNumberProperty("reports", probe.reports());
        json.writeNumberProperty("silent_us", Math.max(0, nowMicros - probe.heardMillis() * 1_000));
        json.writeNumberProperty("queries_per_second", probe.queriesPerSecond());
        json.writeNumberProperty("lag_us", Math.max(0, nowMicros - probe.toNanos() / 1_000));
        FleetPages.losses(probe.capture(), json);
        json.writeEndObject();
    }

    /** What this process did, and may have done in vain. */
    private void own(JsonGenerator json) {
        StreamCounters.Counts counts = master.counts();
        json.writeObjectPropertyStart("copy");
        if (master.lag() >= 0) {
            json.writeNumberProperty("lag_records", master.lag());
        }
        json.writeNumberProperty("accepted", counts.accepted());
        json.writeNumberProperty("duplicates", counts.duplicates());
        json.writeObjectPropertyStart("refused");
        counts.refused().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeNumberProperty("intervals_closed", counts.closed());
        json.writeNumberProperty("intervals_misdated", counts.misdated());
        json.writeNumberProperty("intervals_forgotten", counts.forgotten());
        json.writeEndObject();
    }
}
