package io.hydrophone.bench;

import io.hydrophone.bench.listener.Listener;
import io.hydrophone.bench.listener.Listener.Heard;
import io.hydrophone.bench.load.Capture;
import io.hydrophone.bench.load.CaptureStore;
import io.hydrophone.bench.process.Tool;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.AbbaOrder;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.bench.stats.PairedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a listener costs whoever sends: the kernel filters and copies packets on the sender's time. tcpreplay sends the
 * capture as fast as it can, to a link-layer address that is nobody's, so that the network stack throws the packets
 * away behind the listener; once over loopback and once over a pair of virtual devices.
 */
final class ReplayPart {
    private static final String FOREIGN_ADDRESS = "02:00:00:00:00:77";
    private static final Pattern RATE = Pattern.compile("([0-9.]+) pps");
    /** Who hears less costs the sender less: with more missed than this, the rates are not comparable. */
    private static final double MOST_MISSED = 0.01;

    private static final int ALONE_RUNS = 3;
    private static final String NEAR = "bench0";
    private static final String FAR = "bench1";

    private final Setting setting;
    private final Path file;
    private long offered;

    private ReplayPart(Setting setting, Path file) {
        this.setting = setting;
        this.file = file;
    }

    static void run(Setting setting) throws IOException, InterruptedException {
        Capture capture = new CaptureStore(setting.captures()).get(setting.port(), setting.bytes());
        setting.report().input("capture", capture.toString());
        Path foreign = Files.createTempFile("bench", ".pcap");
        try {
            Tool.of(
                            "tcprewrite",
                            "--enet-dmac=" + FOREIGN_ADDRESS,
                            "-i",
                            capture.file().toString(),
                            "-o",
                            foreign.toString())
                    .time();
            ReplayPart part = new ReplayPart(setting, foreign);
            part.measure("lo", "lo");
            // Frames that a network card would have put together are larger than any MTU of Ethernet.
            Tool.pipeline("ip link add " + NEAR + " type veth peer name " + FAR + " && ip link set " + NEAR
                            + " mtu 65535 up && ip link set " + FAR + " mtu 65535 up")
                    .time();
            part.measure(NEAR, FAR);
        } finally {
            Files.delete(foreign);
            Tool.pipeline("ip link del " + NEAR + " 2>/dev/null || true").time();
        }
    }

    private void measure(String out, String in) throws IOException, InterruptedException {
        String where = out.equals(in) ? "loopback" : "veth pair";
        Listeners listeners = new Listeners(setting);
        long[] missed = new long[2];
        double[] alone = new double[ALONE_RUNS];
        for (int i = 0; i < ALONE_RUNS; i++) {
            alone[i] = rate(out);
        }
        PairedSamples rates = AbbaOrder.measure(
                setting.pairs(),
                () -> beside(listeners.probe(), out, in, missed, 0),
                () -> beside(listeners.tcpdump(), out, in, missed, 1));
        setting.report()
                .add(Finding.ratio(
                        "replay, " + where + ": sent beside probe / tcpdump",
                        "pps",
                        Estimate.ofMedian(rates.a()),
                        Estimate.ofMedian(rates.b()),
                        rates.ratio(),
                        Bound.above(1),
                        rates.size()));
        setting.report()
                .add(Finding.own(
                        "replay, " + where + ": sent with no listener",
                        "pps",
                        Estimate.ofMedian(alone),
                        null,
                        ALONE_RUNS));
        double all = (double) offered * setting.pairs();
        setting.report()
                .add(Finding.ratio(
                        "replay, " + where + ": share of packets not heard",
                        "",
                        Estimate.exact(missed[0] / all),
                        Estimate.exact(missed[1] / all),
                        Estimate.exact(missed[0] / all),
                        Bound.atMost(MOST_MISSED),
                        setting.pairs()));
    }

    private double beside(Listener.Starter starter, String out, String in, long[] missed, int side)
            throws IOException, InterruptedException {
        try (Listener listener = starter.listen(in)) {
            double rate = rate(out);
            Heard heard = listener.stop();
            missed[side] += offered - heard.packets();
            return rate;
        }
    }

    /** Packets a second, by tcpreplay's own account of the time between its first and its last. */
    private double rate(String out) throws IOException, InterruptedException {
        String report = Tool.of("tcpreplay", "--topspeed", "--preload-pcap", "-i", out, file.toString())
                .output();
        Matcher rate = RATE.matcher(report);
        Matcher sent = Pattern.compile("Actual: (\\d+) packets").matcher(report);
        if (!rate.find() || !sent.find()) {
            throw new IOException("tcpreplay told no rate: " + report);
        }
        offered = Long.parseLong(sent.group(1));
        return Double.parseDouble(rate.group(1));
    }
}
