package io.hydrophone.bench;

import com.github.luben.zstd.Zstd;
import io.hydrophone.bench.agent.AgentMeasures;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.AbbaOrder;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.bench.stats.PairedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an agent takes over HTTP and over UDP, and MessagePack beside JSON. */
final class AgentPart {
    private static final int CONNECTIONS = 1_000;
    private static final int SAMPLES_A_SECOND = 300_000;
    private static final int SECONDS = 5;
    private static final int TIMES = 200;

    private AgentPart() {}

    static void runIntake(Setting setting) throws IOException {
        Path directory = Files.createTempDirectory(setting.dir(), "intake");
        AgentMeasures.Answers answers = AgentMeasures.intake(directory, CONNECTIONS, setting.pairs(), SECONDS);
        setting.report()
                .add(Finding.own(
                        "intake over HTTP, 1,000 connections",
                        "1/s",
                        Estimate.ofMedian(answers.perSecond()),
                        Bound.atLeast(20_000),
                        setting.pairs()));
        setting.report()
                .add(Finding.own(
                        "intake over HTTP, failed",
                        "",
                        Estimate.exact((double) answers.failed()),
                        Bound.exactly(0),
                        1));
    }

    static void runStatsd(Setting setting) throws IOException {
        AgentMeasures.Heard heard = AgentMeasures.statsd(SAMPLES_A_SECOND, 2 * SECONDS);
        setting.report()
                .add(Finding.own(
                        "DogStatsD on one core, samples sent",
                        "1/s",
                        Estimate.exact(heard.perSecond()),
                        Bound.atLeast(0.99 * SAMPLES_A_SECOND),
                        1));
        setting.report()
                .add(Finding.own(
                        "DogStatsD on one core, samples lost",
                        "",
                        Estimate.exact((double) heard.lost()),
                        Bound.exactly(0),
                        1));
        setting.report()
                .add(Finding.own(
                        "DogStatsD, datagrams the kernel dropped",
                        "",
                        Estimate.exact((double) heard.kernelDropped()),
                        Bound.exactly(0),
                        1));
    }

    static void runMessagePack(Setting setting) throws IOException, InterruptedException {
        byte[] packed = AgentMeasures.batch(true);
        byte[] json = AgentMeasures.batch(false);
        weigh(setting, "MessagePack to JSON, a batch of 1,000", packed.length, json.length, Bound.atMost(1));
        weigh(setting, "the same in zstd", Zstd.compress(packed).length, Zstd.compress(json).length, null);
        compare(setting, "MessagePack to JSON, writing", AgentMeasures::write);
        compare(setting, "MessagePack to JSON, reading", AgentMeasures::read);
    }

    private static void weigh(Setting setting, String claim, double packed, double json, Bound bound) {
        setting.report().add(new Finding(claim, "B", packed, json, Estimate.exact(packed / json), bound, 1));
    }

    /** Nanoseconds a sample. */
    @FunctionalInterface
    private interface Codec {
        double measure(boolean messagePack, int times);
    }

    private static void compare(Setting setting, String claim, Codec codec) throws IOException, InterruptedException {
        codec.measure(true, 10 * TIMES); // Until it is compiled.
        codec.measure(false, 10 * TIMES);
        PairedSamples times =
                AbbaOrder.measure(setting.pairs(), () -> codec.measure(true, TIMES), () -> codec.measure(false, TIMES));
        setting.report()
                .add(Finding.ratio(
                        claim,
                        "ns",
                        Estimate.ofMedian(times.a()),
                        Estimate.ofMedian(times.b()),
                        times.ratio(),
                        Bound.atMost(1),
                        times.size()));
    }
}
