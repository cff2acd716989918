package io.hydrophone.bench;

import io.hydrophone.bench.listener.DeviceCounters;
import io.hydrophone.bench.listener.Listener;
import io.hydrophone.bench.load.SysbenchServer;
import io.hydrophone.bench.load.Workload;
import io.hydrophone.bench.process.ThreadTimes;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.AbbaOrder;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.bench.stats.PairedSamples;
import java.io.IOException;
import java.time.Duration;

/** What recording costs more than the bare probe, beside sysbench asking point selects as fast as the machine allows. */
final class RecordPart {
    private static final String DEVICE = "lo";
    private static final Duration BEFORE = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(5);

    private final SysbenchServer server;
    private long drops;
    private long packets;

    private RecordPart(SysbenchServer server) {
        this.server = server;
    }

    static void run(Setting setting) throws IOException, InterruptedException {
        try (SysbenchServer server = SysbenchServer.start(setting.port())) {
            new RecordPart(server).measure(setting);
        }
    }

    private void measure(Setting setting) throws IOException, InterruptedException {
        Listeners listeners = new Listeners(setting);
        PairedSamples nanos = AbbaOrder.measure(
                setting.pairs(), () -> beside(listeners.recorder(), true), () -> beside(listeners.probe(), false));
        int pairs = nanos.size();
        setting.report()
                .add(Finding.ratio(
                        "record: processor time a packet / the probe's",
                        "ns",
                        Estimate.ofMedian(nanos.a()),
                        Estimate.ofMedian(nanos.b()),
                        nanos.ratio(),
                        Bound.atMost(1.1),
                        pairs));
        setting.report()
                .add(Finding.own(
                        "record: packets and events dropped in all runs",
                        "",
                        Estimate.exact((double) drops),
                        Bound.atMost(0),
                        pairs));
        setting.report()
                .add(Finding.own(
                        "record: packets heard in all runs", "packets", Estimate.exact((double) packets), null, pairs));
    }

    /** Processor time of all threads for a packet, nanoseconds. */
    private double beside(Listener.Starter starter, boolean counts) throws IOException, InterruptedException {
        try (Listener listener = starter.listen(DEVICE)) {
            ThreadTimes times = new ThreadTimes(listener.pid());
            server.rate(Workload.POINT_SELECT, BEFORE);
            long nanos = times.sample();
            long before = DeviceCounters.received(DEVICE);
            times.watch(() -> server.rate(Workload.POINT_SELECT, MEASURED));
            double spent = times.sample() - nanos;
            double arrived = DeviceCounters.received(DEVICE) - before;
            Listener.Heard heard = listener.stop();
            if (counts) {
                drops += heard.drops();
                packets += heard.packets();
            }
            return spent / arrived;
        }
    }
}
