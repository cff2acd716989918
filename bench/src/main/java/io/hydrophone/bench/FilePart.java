package io.hydrophone.bench;

import io.hydrophone.bench.load.Capture;
import io.hydrophone.bench.load.CaptureStore;
import io.hydrophone.bench.process.Memory;
import io.hydrophone.bench.process.Tool;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.AbbaOrder;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.bench.stats.PairedSamples;
import java.io.IOException;

/**
 * {@code digest FILE} against the tools that read the same file: whole processes, JVM cold, page cache warm. The slow
 * peers get a slice that was made as the whole one was, and speeds are compared in bytes a second.
 */
final class FilePart {
    /** What tshark and pt-query-digest take seconds for. */
    private static final long SLICE_BYTES = 14_000_000;

    private static final int MEMORY_RUNS = 5;
    private static final double MB = 1e6;

    private final Setting setting;
    private final Capture whole;
    private final Capture slice;
    private final Tool digest;

    private FilePart(Setting setting, Capture whole, Capture slice) {
        this.setting = setting;
        this.whole = whole;
        this.slice = slice;
        this.digest = setting.hydrophone("digest", whole.file().toString());
    }

    static void run(Setting setting) throws IOException, InterruptedException {
        CaptureStore store = new CaptureStore(setting.captures());
        Capture whole = store.get(setting.port(), setting.bytes());
        Capture slice = store.get(setting.port(), Math.min(SLICE_BYTES, setting.bytes()));
        setting.report().input("capture", whole.toString());
        setting.report().input("slice", slice.toString());
        new FilePart(setting, whole, slice).measure();
    }

    private void measure() throws IOException, InterruptedException {
        String file = whole.file().toString();
        String part = slice.file().toString();
        // The first run of all makes what later ones find made (the archive of loaded classes) and warms the page
        // cache.
        Selects.check(setting, whole);
        compare("digest FILE / tcpdump -r -w /dev/null", whole, Tool.of("tcpdump", "-r", file, "-w", "/dev/null"), 0.4);
        compare(
                "digest FILE / tshark -Y mysql.query (slice)",
                slice,
                Tool.of(
                        "tshark",
                        "-r",
                        part,
                        "-d",
                        "tcp.port==" + slice.port() + ",mysql",
                        "-Y",
                        "mysql.query",
                        "-T",
                        "fields",
                        "-e",
                        "mysql.query"),
                75);
        compare(
                "digest FILE / tcpdump -x | pt-query-digest (slice)",
                slice,
                Tool.pipeline("tcpdump -r " + part + " -s 65535 -x -nn -q -tttt"
                        + " | pt-query-digest --type tcpdump --watch-server 127.0.0.1:" + slice.port()),
                200);
        double[] peaks = new double[MEMORY_RUNS];
        for (int i = 0; i < MEMORY_RUNS; i++) {
            peaks[i] = Memory.peakOfRun(digest) / MB;
        }
        setting.report()
                .add(Finding.own(
                        "digest FILE, resident", "MB", Estimate.ofMedian(peaks), Bound.atMost(150), MEMORY_RUNS));
    }

    private void compare(String claim, Capture theirs, Tool peer, double bound)
            throws IOException, InterruptedException {
        PairedSamples speeds =
                AbbaOrder.measure(setting.pairs(), () -> speed(digest, whole), () -> speed(peer, theirs));
        setting.report()
                .add(Finding.ratio(
                        claim,
                        "MB/s",
                        Estimate.ofMedian(speeds.a()),
                        Estimate.ofMedian(speeds.b()),
                        speeds.ratio(),
                        Bound.atLeast(bound),
                        speeds.size()));
    }

    /** Whole process, in bytes of the file. */
    static double speed(Tool tool, Capture capture) throws IOException, InterruptedException {
        return capture.bytes() / MB / (tool.time() / 1e9);
    }
}
