package io.hydrophone.bench;

import io.hydrophone.bench.load.SysbenchServer;
import io.hydrophone.bench.load.Workload;
import io.hydrophone.bench.process.IdleSleeper;
import io.hydrophone.bench.process.Neighbours;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.Estimate;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * How punctual {@code replay --speed 1} is: by how much commands begin later than due, beyond the lateness of a thread that does nothing
 * else than wake when it is time. The load is modest: who plays more than the machine can do is late whatever it does.
 */
final class PacePart {
    private static final Duration RECORDED = Duration.ofSeconds(20);
    /** Of 16 commands: a fifth or so of what two cores do at their fastest. */
    private static final int TRANSACTIONS_A_SECOND = 300;

    private static final double QUANTILE = 0.99;

    private final Setting setting;
    private final double[] replay;
    private final double[] sleeper;
    private final double[] beyond;
    private final double[] busy;
    private long errors;

    private PacePart(Setting setting) {
        this.setting = setting;
        replay = new double[setting.pairs()];
        sleeper = new double[setting.pairs()];
        beyond = new double[setting.pairs()];
        busy = new double[setting.pairs()];
    }

    static void run(Setting setting) throws IOException, InterruptedException {
        try (SysbenchServer server = SysbenchServer.start(setting.port())) {
            Recording recording = Recording.of(
                    setting, "pace", () -> server.ask(Workload.READ_ONLY, TRANSACTIONS_A_SECOND, RECORDED));
            new PacePart(setting).measure(recording);
        }
    }

    private void measure(Recording recording) throws IOException, InterruptedException {
        for (int run = 0; run < setting.pairs(); run++) {
            play(recording, run);
        }
        setting.report()
                .add(new Finding(
                        "pace: start of a command, late at p99 (peer: a sleeper)",
                        "ms",
                        Estimate.ofMedian(replay).median(),
                        Estimate.ofMedian(sleeper).median(),
                        Estimate.ofMedian(beyond),
                        Bound.atMost(5),
                        setting.pairs()));
        setting.report()
                .add(Finding.own(
                        "pace: share of the processors in use meanwhile",
                        "",
                        Estimate.ofMedian(busy),
                        Bound.atMost(0.4),
                        setting.pairs()));
        setting.report()
                .add(Finding.own(
                        "pace: commands a second",
                        "",
                        Estimate.exact(recording.commands() / (double) RECORDED.toSeconds()),
                        null,
                        1));
        setting.report()
                .add(Finding.own(
                        "pace: errors in all runs",
                        "",
                        Estimate.exact((double) errors),
                        Bound.atMost(0),
                        setting.pairs()));
    }

    private void play(Recording recording, int run) throws IOException, InterruptedException {
        Neighbours machine = Neighbours.watch();
        try (IdleSleeper beside = IdleSleeper.start()) {
            JsonNode summary = recording.play("1");
            replay[run] = summary.path("lag_p99_us").asLong() / 1e3;
            sleeper[run] = beside.stop().quantile(QUANTILE) / 1e6;
            errors += summary.path("errors").asLong();
        }
        beyond[run] = replay[run] - sleeper[run];
        busy[run] = machine.busy();
    }
}
