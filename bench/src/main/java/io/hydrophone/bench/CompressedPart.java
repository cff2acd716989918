package io.hydrophone.bench;

import io.hydrophone.bench.load.Capture;
import io.hydrophone.bench.load.CaptureStore;
import io.hydrophone.bench.load.Traffic;
import io.hydrophone.bench.process.Tool;
import io.hydrophone.bench.result.Bound;
import io.hydrophone.bench.result.Finding;
import io.hydrophone.bench.stats.AbbaOrder;
import io.hydrophone.bench.stats.Estimate;
import io.hydrophone.bench.stats.PairedSamples;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/**
 * {@code digest} on one thread of captures whose sessions are compressed (zlib): bytes a second of the protocol, as they
 * are within the frames. The yardstick is tcpdump, which copies the file in the same time. A frame of a single row
 * costs zlib some microseconds whoever calls it, so small ones have no bound.
 */
final class CompressedPart {
    private CompressedPart() {}

    static void run(Setting setting) throws IOException, InterruptedException {
        measure(setting, Traffic.COMPRESSED_ROWS, "transactions", Bound.atLeast(150));
        measure(setting, Traffic.COMPRESSED, "half point selects", null);
    }

    private static void measure(Setting setting, Traffic traffic, String what, Bound bound)
            throws IOException, InterruptedException {
        Capture capture = new CaptureStore(setting.captures()).get(setting.port(), setting.bytes(), traffic);
        setting.report().input("compressed, " + what, capture.toString());
        JsonNode report = Selects.check(setting, capture);
        JsonNode totals = report.path("totals");
        double within =
                totals.path("bytes_in").asLong() + totals.path("bytes_out").asLong();
        String file = capture.file().toString();
        Tool digest = setting.hydrophone("digest", "--workers", "1", file);
        Tool tcpdump = Tool.of("tcpdump", "-r", file, "-w", "/dev/null");
        double share = within / capture.bytes();
        PairedSamples speeds = AbbaOrder.measure(
                setting.pairs(),
                () -> share * FilePart.speed(digest, capture),
                () -> share * FilePart.speed(tcpdump, capture));
        Estimate ours = Estimate.ofMedian(speeds.a());
        Estimate theirs = Estimate.ofMedian(speeds.b());
        setting.report()
                .add(new Finding(
                        "digest --workers 1, compressed, " + what,
                        "MB/s",
                        ours.median(),
                        theirs.median(),
                        ours,
                        bound,
                        speeds.size()));
    }
}
