package io.hydrophone.bench.load;

import io.hydrophone.bench.process.Background;
import io.hydrophone.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a capture of a wanted size. A few transactions are run first to learn the bytes that one takes. */
final class CaptureRecipe {
    private static final Pattern DROPS = Pattern.compile("(\\d+) packets? dropped by kernel");
    /** tcpdump reads blocks of the kernel's ring at the latest after a second. */
    private static final long SETTLING_MILLIS = 1500;

    private final SysbenchServer server;
    private final int port;
    private final Traffic traffic;

    CaptureRecipe(SysbenchServer server, int port, Traffic traffic) {
        this.server = server;
        this.port = port;
        this.traffic = traffic;
    }

    /** Writes {@code file} of about {@code size} bytes. */
    Capture make(Path file, long size) throws IOException, InterruptedException {
        Tool tcpdump = Tool.of(
                "tcpdump",
                "-i",
                "lo",
                "-Z",
                "root",
                "-s",
                "0",
                "-B",
                "262144",
                "-w",
                file.toString(),
                "tcp port " + port);
        long before = server.selects();
        String said;
        try (Background capturing = Background.start(tcpdump, file.resolveSibling("tcpdump.log"))) {
            capturing.await("tcpdump to listen", () -> capturing.said().contains("listening on"));
            if (traffic.pointSelects() > 0) {
                long until = Math.round(traffic.pointSelects() * size);
                fill(file, Workload.POINT_SELECT, until, Math.max(100, size / 25_000));
            }
            fill(file, Workload.READ_ONLY, size, Math.max(8, size / 500_000));
            said = capturing.stop();
        }
        Matcher drops = DROPS.matcher(said);
        return new Capture(
                file,
                Files.size(file),
                port,
                server.selects() - before,
                drops.find() ? Long.parseLong(drops.group(1)) : -1,
                checksum(file));
    }

    private void fill(Path file, Workload workload, long until, long trial) throws IOException, InterruptedException {
        long start = Files.size(file);
        server.run(workload, trial);
        Thread.sleep(SETTLING_MILLIS);
        long reached = Files.size(file);
        double each = (reached - start) / (double) trial;
        long more = Math.round((until - reached) / each);
        if (more > 0) {
            server.run(workload, more);
            Thread.sleep(SETTLING_MILLIS);
        }
    }

    static String checksum(Path file) throws IOException, InterruptedException {
        return Tool.of("sha256sum", file.toString()).output().split(" ", 2)[0];
    }
}
