package io.hydrophone.bench;

import io.hydrophone.bench.listener.Listener.Heard;
import io.hydrophone.bench.listener.Probe;
import io.hydrophone.bench.load.SysbenchServer;
import io.hydrophone.bench.load.Workload;
import io.hydrophone.bench.process.Memory;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.Estimate;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The probe beside sysbench asking point selects as fast as the machine allows, for long: it may drop nothing, miscount
 * nothing and grow no more. Each minute's load has connections of its own.
 */
final class SoakPart {
    private static final String DEVICE = "lo";
    private static final Duration STEP = Duration.ofMinutes(1);
    /** Growth of what is resident, last quarter over second quarter, that is taken for noise. */
    private static final double NO_GROWTH = 1.05;

    private SoakPart() {}

    static void run(Setting setting, int minutes) throws IOException, InterruptedException {
        double[] rates = new double[Math.max(4, minutes)];
        double[] resident = new double[rates.length];
        try (SysbenchServer server = SysbenchServer.start(setting.port());
                Probe probe = new Listeners(setting).probeOn(DEVICE)) {
            long before = server.selects();
            for (int i = 0; i < rates.length; i++) {
                rates[i] = server.rate(Workload.POINT_SELECT, STEP);
                resident[i] = Memory.resident(probe.pid()) / 1e6;
            }
            long counted = server.selects() - before;
            Selects.tell(setting, "soak: selects heard / the server counted", Selects.heard(probe.queries()), counted);
            Heard heard = probe.stop();
            setting.report()
                    .add(Finding.own(
                            "soak: packets dropped of " + heard.packets(),
                            "packets",
                            Estimate.exact((double) heard.drops()),
                            Bound.atMost(0),
                            1));
        }
        int quarter = rates.length / 4;
        double early = median(resident, quarter, 2 * quarter);
        double late = median(resident, rates.length - quarter, rates.length);
        setting.report()
                .add(new Finding(
                        "soak: resident in the last quarter / in the second",
                        "MB",
                        late,
                        early,
                        Estimate.exact(late / early),
                        Bound.atMost(NO_GROWTH),
                        rates.length));
        setting.report()
                .add(Finding.own("soak: sysbench beside it", "q/s", Estimate.ofMedian(rates), null, rates.length));
    }

    private static double median(double[] values, int from, int to) {
        return Estimate.ofMedian(Arrays.copyOfRange(values, from, to)).median();
    }
}
