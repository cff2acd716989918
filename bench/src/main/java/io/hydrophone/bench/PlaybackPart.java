package io.hydrophone.bench;

import io.hydrophone.bench.load.SysbenchServer;
import io.hydrophone.bench.load.Workload;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.AbbaOrder;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.bench.stats.PairedSamples;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** sysbench's read-only transactions recorded once, then played onto the same server as fast as it answers, beside sysbench itself. */
final class PlaybackPart {
    private static final Duration RECORDED = Duration.ofSeconds(60);

    private final Setting setting;
    private final SysbenchServer server;
    private long errors;

    private PlaybackPart(Setting setting, SysbenchServer server) {
        this.setting = setting;
        this.server = server;
    }

    static void run(Setting setting) throws IOException, InterruptedException {
        try (SysbenchServer server = SysbenchServer.start(setting.port())) {
            new PlaybackPart(setting, server).measure();
        }
    }

    private void measure() throws IOException, InterruptedException {
        long selects = server.selects();
        Recording recording = Recording.of(setting, "playback", () -> server.rate(Workload.READ_ONLY, RECORDED));
        setting.report()
                .add(Finding.own(
                        "playback: commands recorded / selects the server counted",
                        "",
                        Estimate.exact(recording.commands() / (double) (server.selects() - selects)),
                        null,
                        1));
        PairedSamples rates = AbbaOrder.measure(
                setting.pairs(), () -> rate(recording), () -> server.rate(Workload.READ_ONLY, RECORDED));
        setting.report()
                .add(Finding.ratio(
                        "playback: replay --speed max / sysbench",
                        "commands/s",
                        Estimate.ofMedian(rates.a()),
                        Estimate.ofMedian(rates.b()),
                        rates.ratio(),
                        Bound.atLeast(0.9),
                        rates.size()));
        setting.report()
                .add(Finding.own(
                        "playback: errors in all runs",
                        "",
                        Estimate.exact((double) errors),
                        Bound.atMost(0),
                        rates.size()));
    }

    /** Commands a second, the start of the process not counted. */
    private double rate(Recording recording) throws IOException, InterruptedException {
        JsonNode summary = recording.play("max");
        errors += summary.path("errors").asLong();
        return summary.path("commands").asLong()
                * 1e6
                / summary.path("elapsed_us").asLong();
    }
}
