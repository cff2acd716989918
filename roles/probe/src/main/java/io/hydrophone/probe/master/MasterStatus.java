package io.hydrophone.probe.master;

import io.hydrophone.http.HttpRequest;
import io.hydrophone.http.MetricText;
import io.hydrophone.probe.CollectorFigures;
import io.hydrophone.probe.ProcessFigures;
import io.hydrophone.probe.PulseJson;
import io.hydrophone.probe.QueryMetrics;
import io.hydrophone.probe.collector.Collector;
import io.hydrophone.probe.settings.GroupChangesJson;
import io.hydrophone.queue.QueueCounters;
import io.hydrophone.report.merge.Receipts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** How a master or standby is, and its probes: {@code /status} and {@code /metrics}. */
final class MasterStatus {
    private static final int[] WINDOWS = {1, 10, 60, 300};

    private final Master master;
    private final Collector collector;

    MasterStatus(Master master, Collector collector) {
        this.master = master;
        this.collector = collector;
    }

    void write(HttpRequest request, JsonGenerator json) {
        request.expectOnly();
        Standing standing = master.standing();
        MasterOptions options = master.options();
        json.writeStartObject();
        json.writeStringProperty("version", options.version());
        json.writeStringProperty("role", standing.isMaster() ? "master" : "standby");
        json.writeStringProperty("name", options.name());
        json.writeStringProperty("group", options.group());
        json.writeNumberProperty("epoch", standing.epoch());
        if (!standing.failure().isEmpty()) {
            json.writeStringProperty("failure", standing.failure());
        }
        if (!standing.masterAddress().isEmpty()) {
            json.writeStringProperty("master", standing.masterAddress());
        }
        json.writeObjectPropertyStart("settings");
        GroupChangesJson.write(master.settings().known().together(), json);
        json.writeEndObject();
        json.writeNumberProperty("uptime_us", master.uptimeNanos() / 1_000);
        json.writeNumberProperty("ts", System.currentTimeMillis() * 1_000);
        Fleet fleet = master.keeper().fleet();
        json.writeObjectPropertyStart("rates");
        for (int seconds : WINDOWS) {
            PulseJson.write(
                    "last_" + seconds + "s", fleet.read(sums -> sums.ledger().pulse(seconds)), json);
        }
        json.writeEndObject();
        Fleet.Figures figures = fleet.figures();
        reports(figures, json);
        FleetPages.losses(figures.capture(), json);
        Map<String, List<Receipts.Stretch>> runs =
                fleet.accepted().stretches().stream().collect(Collectors.groupingBy(Receipts.Stretch::probe));
        json.writeArrayPropertyStart("probes");
        master.intake().senders().values().forEach(sender -> probe(sender, true, runs, json));
        master.intake().gone().forEach(sender -> probe(sender, false, runs, json));
        json.writeEndArray();
        journal(json);
        CollectorFigures.write(collector, json);
        ProcessFigures.read().write(json);
        json.writeEndObject();
    }

    private void reports(Fleet.Figures figures, JsonGenerator json) {
        json.writeObjectPropertyStart("reports");
        json.writeNumberProperty("accepted", figures.accepted());
        json.writeNumberProperty("queries", figures.queries());
        json.writeNumberProperty("duplicates", figures.duplicates());
        json.writeNumberProperty("refused", master.intake().refused());
        json.writeNumberProperty("wrong_group", master.intake().wrongGroup());
        json.writeNumberProperty("bad", master.intake().bad());
        json.writeNumberProperty("lost", master.keeper().lost());
        json.writeNumberProperty("open_intervals", figures.open());
        json.writeNumberProperty("merged", figures.merged());
        json.writeNumberProperty("failing_standbys", master.replicas().failing());
        json.writeEndObject();
    }

    private static void probe(Sender sender, boolean up, Map<String, List<Receipts.Stretch>> runs, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", sender.probe());
        json.writeStringProperty("state", up ? "up" : "down");
        if (!sender.address().isEmpty()) {
            json.writeStringProperty("address", sender.address());
        }
        if (!sender.version().isEmpty()) {
            json.writeStringProperty("version", sender.version());
        }
        json.writeStringProperty("client", sender.client());
        json.writeNumberProperty("reports", sender.reports());
        json.writeNumberProperty("bytes", sender.bytes());
        gaps(runs.getOrDefault(sender.probe(), List.of()), json);
        json.writeNumberProperty("silent_us", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sender.heardNanos()));
        Sender.Last last = sender.last();
        if (last != null) {
            json.writeNumberProperty("queries_per_second", last.queriesPerSecond());
            json.writeNumberProperty(
                    "lag_us", Math.max(0, System.currentTimeMillis() * 1_000 - last.toNanos() / 1_000));
            FleetPages.losses(last.losses(), json);
        }
        json.writeEndObject();
    }

    /** Each run but the first may lack the interval that was open when the one before ended; within a run holes are counted. */
    private static void gaps(List<Receipts.Stretch> runs, JsonGenerator json) {
        long missing = 0;
        for (Receipts.Stretch run : runs) {
            long next = 1;
            for (Receipts.Range range : run.ranges()) {
                missing += range.first() - next;
                next = range.last() + 1;
            }
        }
        json.writeNumberProperty("runs", runs.size());
        json.writeNumberProperty("missing", missing);
    }

    private void journal(JsonGenerator json) {
        QueueCounters counters = master.keeper().journal().counters();
        json.writeObjectPropertyStart("journal");
        json.writeNumberProperty("records", counters.records());
        json.writeNumberProperty("bytes", counters.bytes());
        json.writeNumberProperty("dropped_records", counters.droppedRecords());
        json.writeNumberProperty("lost_records", counters.lostRecords());
        json.writeNumberProperty("unsynced_records", counters.unsyncedRecords());
        json.writeEndObject();
    }

    byte[] scrape() {
        MetricText text = new MetricText();
        Fleet fleet = master.keeper().fleet();
        fleet.read(sums -> sums.ledger()
                .counters(counters ->
                        QueryMetrics.write(text, counters, sums.instances().servers())));
        Fleet.Figures figures = fleet.figures();
        Standing standing = master.standing();
        text.gauge("hydrophone_master", "1 on a master, 0 on a standby.").value(standing.isMaster() ? 1 : 0);
        text.gauge("hydrophone_master_epoch", "Rises with each change of the master.")
                .value(standing.epoch());
        text.gauge("hydrophone_probes", "Probes by whether they are connected.")
                .value(master.intake().senders().size(), "state", "up")
                .value(master.intake().gone().size(), "state", "down");
        text.counter("hydrophone_reports_accepted_total", "Reports of probes, each once.")
                .value(figures.accepted());
        text.counter("hydrophone_reports_duplicate_total", "Reports that came once more.")
                .value(figures.duplicates());
        text.counter("hydrophone_reports_refused_total", "Connections and reports that were refused.")
                .value(master.intake().refused());
        text.counter("hydrophone_reports_lost_total", "Reports that were accepted and could not be handed over.")
                .value(master.keeper().lost());
        text.counter("hydrophone_losses_total", "What probes did not hear, by kind; each kind counts its own things.");
        FleetPages.losses(figures.capture()).forEach((kind, count) -> text.value(count, "kind", kind));
        text.gauge("hydrophone_standbys_failing", "Standbys that cannot keep what comes.")
                .value(master.replicas().failing());
        text.gauge("hydrophone_journal_bytes", "Reports that are kept on the disk as they came.")
                .value(master.keeper().journal().counters().bytes());
        CollectorFigures.write(collector, text);
        ProcessFigures.read().write(text, master.options().version(), master.uptimeNanos());
        return text.bytes();
    }
}
