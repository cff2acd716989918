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

/**
 * {@code digest} on one thread of a capture whose sessions are compressed: bytes a second of the file as it is, and so of
 * what zlib made of the traffic. The yardstick is tcpdump, which copies the same bytes.
 */
final class CompressedPart {
    private CompressedPart() {}

    static void run(Setting setting) throws IOException, InterruptedException {
        Capture capture = new CaptureStore(setting.captures()).get(setting.port(), setting.bytes(), true);
        setting.report().input("compressed capture", capture.toString());
        Selects.check(setting, capture);
        String file = capture.file().toString();
        Tool digest = setting.hydrophone("digest", "--workers", "1", file);
        Tool tcpdump = Tool.of("tcpdump", "-r", file, "-w", "/dev/null");
        PairedSamples speeds = AbbaOrder.measure(
                setting.pairs(), () -> FilePart.speed(digest, capture), () -> FilePart.speed(tcpdump, capture));
        Estimate ours = Estimate.ofMedian(speeds.a());
        setting.report()
                .add(new Finding(
                        "digest --workers 1, compressed sessions (peer: tcpdump)",
                        "MB/s",
                        ours.median(),
                        Estimate.ofMedian(speeds.b()).median(),
                        ours,
                        Bound.atLeast(150),
                        speeds.size()));
    }
}
