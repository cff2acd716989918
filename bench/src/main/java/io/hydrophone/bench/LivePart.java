package io.hydrophone.bench;

import io.hydrophone.bench.listener.DeviceCounters;
import io.hydrophone.bench.listener.Listener;
import io.hydrophone.bench.listener.Listener.Heard;
import io.hydrophone.bench.load.SysbenchServer;
import io.hydrophone.bench.load.Workload;
import io.hydrophone.bench.process.Memory;
import io.hydrophone.bench.process.ThreadTimes;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.AbbaOrder;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.bench.stats.PairedSamples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The probe, and in its place tcpdump, beside sysbench asking point selects as fast as the machine allows. Each run
 * starts the listener anew; eight seconds of load pass before the clock starts, in which the JVM compiles what is hot.
 */
final class LivePart {
    private static final String DEVICE = "lo";
    private static final Duration BEFORE = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    /** What the ring of the kernel takes of the resident size. */
    private static final double RING_BYTES = Listeners.RING_MEBIBYTES * 1048576.0;

    private final Setting setting;
    private final SysbenchServer server;
    private final List<Run> probe = new ArrayList<>();
    private final List<Run> tcpdump = new ArrayList<>();

    /**
     * One listener beside one load.
     *
     * @param rate of sysbench, queries a second
     * @param nanosPerPacket processor time of all threads
     * @param peak resident bytes
     */
    private record Run(double rate, double nanosPerPacket, long peak, Heard heard) {}

    private LivePart(Setting setting, SysbenchServer server) {
        this.setting = setting;
        this.server = server;
    }

    static void run(Setting setting) throws IOException, InterruptedException {
        try (SysbenchServer server = SysbenchServer.start(setting.port())) {
            new LivePart(setting, server).measure();
        }
    }

    private void measure() throws IOException, InterruptedException {
        Listeners listeners = new Listeners(setting);
        PairedSamples rates = AbbaOrder.measure(
                setting.pairs(), () -> beside(listeners.probe(), probe), () -> beside(listeners.tcpdump(), tcpdump));
        int pairs = rates.size();
        Estimate ours = Estimate.ofMedian(nanos(probe));
        Estimate theirs = Estimate.ofMedian(nanos(tcpdump));
        setting.report()
                .add(new Finding(
                        "live: processor time a packet (peer: tcpdump)",
                        "ns",
                        ours.median(),
                        theirs.median(),
                        ours,
                        Bound.atMost(300),
                        pairs));
        setting.report()
                .add(new Finding(
                        "live: packets dropped in all runs",
                        "packets",
                        drops(probe),
                        drops(tcpdump),
                        Estimate.exact(drops(probe)),
                        Bound.atMost(0),
                        pairs));
        setting.report()
                .add(Finding.own(
                        "live: packets heard in all runs", "packets", Estimate.exact(packets(probe)), null, pairs));
        setting.report()
                .add(Finding.ratio(
                        "live: sysbench beside probe / beside tcpdump",
                        "q/s",
                        Estimate.ofMedian(rates.a()),
                        Estimate.ofMedian(rates.b()),
                        rates.ratio(),
                        null,
                        pairs));
        double[] peaks =
                probe.stream().mapToDouble(run -> (run.peak - RING_BYTES) / 1e6).toArray();
        setting.report()
                .add(Finding.own(
                        "live: resident beside the ring", "MB", Estimate.ofMedian(peaks), Bound.atMost(120), pairs));
    }

    private double beside(Listener.Starter starter, List<Run> runs) throws IOException, InterruptedException {
        try (Listener listener = starter.listen(DEVICE)) {
            ThreadTimes times = new ThreadTimes(listener.pid());
            server.rate(Workload.POINT_SELECT, BEFORE);
            long nanos = times.sample();
            long packets = DeviceCounters.received(DEVICE);
            double rate = times.watch(() -> server.rate(Workload.POINT_SELECT, MEASURED));
            double spent = times.sample() - nanos;
            double arrived = DeviceCounters.received(DEVICE) - packets;
            long peak = Memory.peak(listener.pid());
            runs.add(new Run(rate, spent / arrived, peak, listener.stop()));
            return rate;
        }
    }

    private static double[] nanos(List<Run> runs) {
        return runs.stream().mapToDouble(Run::nanosPerPacket).toArray();
    }

    private static double drops(List<Run> runs) {
        return runs.stream()
                .mapToLong(run -> run.heard.drops())
                .asDoubleStream()
                .sum();
    }

    private static double packets(List<Run> runs) {
        return runs.stream()
                .mapToLong(run -> run.heard.packets())
                .asDoubleStream()
                .sum();
    }
}
