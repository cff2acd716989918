package io.hydrophone.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What this process takes.
 *
 * @param cpuNanos processor time; −1 when the system does not tell
 * @param residentBytes memory, shared with the kernel's ring; −1 when the system does not tell
 * @param startMillis since 1970
 */
record ProcessFigures(long cpuNanos, long residentBytes, long startMillis) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    static ProcessFigures read() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        return new ProcessFigures(
                info.totalCpuDuration().map(Duration::toNanos).orElse(-1L),
                resident(),
                info.startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    private static long resident() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    return Long.parseLong(line.substring(RESIDENT.length())
                                    .replace("kB", "")
                                    .strip())
                            << 10;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
        return -1;
    }
}
