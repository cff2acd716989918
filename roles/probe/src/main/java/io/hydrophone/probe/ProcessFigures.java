package io.hydrophone.probe;

import io.hydrophone.http.MetricText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/**
 * What this process takes.
 *
 * @param cpuNanos processor time; −1 when the system does not tell
 * @param residentBytes memory, shared with the kernel's ring; −1 when the system does not tell
 * @param startMillis since 1970
 */
public record ProcessFigures(long cpuNanos, long residentBytes, long startMillis) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final double SECOND = 1e9;

    public static ProcessFigures read() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        return new ProcessFigures(
                info.totalCpuDuration().map(Duration::toNanos).orElse(-1L),
                resident(),
                info.startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** As properties of {@code /status}. */
    public void write(JsonGenerator json) {
        Runtime runtime = Runtime.getRuntime();
        json.writeObjectPropertyStart("memory");
        if (residentBytes >= 0) {
            json.writeNumberProperty("resident_bytes", residentBytes);
        }
        json.writeNumberProperty("heap_used_bytes", runtime.totalMemory() - runtime.freeMemory());
        json.writeNumberProperty("heap_max_bytes", runtime.maxMemory());
        json.writeEndObject();
        if (cpuNanos >= 0) {
            json.writeNumberProperty("cpu_us", cpuNanos / 1_000);
        }
    }

    /**
     * As {@code /metrics} tells them.
     *
     * @param version of Hydrophone
     * @param uptimeNanos since the role began
     */
    public void write(MetricText text, String version, long uptimeNanos) {
        text.gauge("hydrophone_build_info", "Always 1.")
                .value(1, "version", version, "java", Runtime.version().toString());
        text.gauge("hydrophone_uptime_seconds", "Since the role began.").value(uptimeNanos / SECOND);
        if (cpuNanos >= 0) {
            text.counter("process_cpu_seconds_total", "Processor time of the process.")
                    .value(cpuNanos / SECOND);
        }
        if (residentBytes >= 0) {
            text.gauge("process_resident_memory_bytes", "Memory of the process, the ring included.")
                    .value(residentBytes);
        }
        text.gauge("process_start_time_seconds", "When the process began, since 1970.")
                .value(startMillis / 1e3);
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
