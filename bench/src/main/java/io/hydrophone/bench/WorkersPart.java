package io.hydrophone.bench;

import io.hydrophone.bench.load.Capture;
import io.hydrophone.bench.load.CaptureStore;
import io.hydrophone.bench.process.Tool;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.AbbaOrder;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.bench.stats.PairedSamples;
import java.io.IOException;

/** {@code digest} of a large file on two threads against one: whole processes, page cache warm. */
final class WorkersPart {
    /** So much that a process's start is little of it. */
    private static final long BYTES = 2_000_000_000;

    private WorkersPart() {}

    static void run(Setting setting) throws IOException, InterruptedException {
        Capture capture = new CaptureStore(setting.captures()).get(setting.port(), Math.max(BYTES, setting.bytes()));
        setting.report().input("capture", capture.toString());
        Selects.check(setting, capture);
        Tool one = digest(setting, capture, 1);
        Tool two = digest(setting, capture, 2);
        PairedSamples speeds = AbbaOrder.measure(
                setting.pairs(), () -> FilePart.speed(two, capture), () -> FilePart.speed(one, capture));
        setting.report()
                .add(Finding.ratio(
                        "digest --workers 2 FILE / --workers 1",
                        "MB/s",
                        Estimate.ofMedian(speeds.a()),
                        Estimate.ofMedian(speeds.b()),
                        speeds.ratio(),
                        Bound.atLeast(1.3),
                        speeds.size()));
    }

    private static Tool digest(Setting setting, Capture capture, int workers) {
        return setting.hydrophone(
                "digest", "--workers", Integer.toString(workers), capture.file().toString());
    }
}
