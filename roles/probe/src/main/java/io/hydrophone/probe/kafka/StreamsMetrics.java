package io.hydrophone.probe.kafka;

import io.hydrophone.http.MetricText;
import io.hydrophone.probe.CollectorFigures;
import io.hydrophone.probe.ProcessFigures;
import io.hydrophone.probe.QueryMetrics;
import io.hydrophone.probe.collector.Collector;
import io.hydrophone.probe.master.FleetPages;
import io.hydrophone.report.CaptureFigures;
import java.util.List;

/**
 * {@code /metrics}: of this copy, and of the fleet as any master tells them. The latter are the same at every copy; while they are not whole they are left out, for
 * a counter that falls and rises again looks like load.
 */
final class StreamsMetrics {
    private final StreamsMaster master;
    private final Collector collector;
    private final String version;

    StreamsMetrics(StreamsMaster master, Collector collector, String version) {
        this.master = master;
        this.collector = collector;
        this.version = version;
    }

    byte[] scrape() throws InterruptedException {
        MetricText text = new MetricText();
        try {
            List<ProbeState> probes = master.fleet(Question.PROBES).probes();
            WholeFleet.Scrape scrape = master.fleet(Question.ALL).scrape();
            QueryMetrics.write(text, scrape.counters(), scrape.instances().servers());
            probes(probes, text);
            text.gauge("hydrophone_streams_whole", "Whether the figures of the fleet are here.")
                    .value(1);
        } catch (NotWhole e) {
            text.gauge("hydrophone_streams_whole", "Whether the figures of the fleet are here.")
                    .value(0);
        }
        own(text);
        CollectorFigures.write(collector, text);
        long uptimeMicros = System.currentTimeMillis() * 1_000 - master.startedMicros();
        ProcessFigures.read().write(text, version, uptimeMicros * 1_000);
        return text.bytes();
    }

    private static void probes(List<ProbeState> probes, MetricText text) {
        text.counter("hydrophone_reports_accepted_total", "Reports of probes, each once.")
                .value(probes.stream().mapToLong(ProbeState::reports).sum());
        CaptureFigures capture =
                probes.stream().map(ProbeState::capture).reduce(CaptureFigures.NONE, CaptureFigures::plus);
        text.counter("hydrophone_losses_total", "What probes did not hear, by kind; each kind counts its own things.");
        FleetPages.losses(capture).forEach((kind, count) -> text.value(count, "kind", kind));
    }

    private void own(MetricText text) {
        StreamCounters.Counts counts = master.counts();
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
    }
}
