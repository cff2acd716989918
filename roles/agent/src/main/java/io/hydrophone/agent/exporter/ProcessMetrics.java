package io.hydrophone.agent.exporter;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.hydrophone.http.MetricText;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process itself takes, under the names that Prometheus' own clients have for it. */
final class ProcessMetrics {
    private static final Path MEMORY = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private ProcessMetrics() {}

    static void write(MetricText out) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        out.counter("process_cpu_seconds_total", "Time of the processors, in seconds.")
                .value(system.getProcessCpuTime() / 1e9);
        out.gauge("process_start_time_seconds", "When the process began, in seconds since 1970.")
                .value(ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        long resident = residentBytes();
        if (resident >= 0) {
            out.gauge("process_resident_memory_bytes", "Memory that the process takes.")
                    .value(resident);
        }
        if (system instanceof UnixOperatingSystemMXBean unix) {
            out.gauge("process_open_fds", "Open files and connections.").value(unix.getOpenFileDescriptorCount());
            out.gauge("process_max_fds", "How many files and connections may be open.")
                    .value(unix.getMaxFileDescriptorCount());
        }
    }

    /** −1 where the system does not tell it in this way. */
    private static long residentBytes() {
        try {
            for (String line : Files.readAllLines(MEMORY)) {
                if (line.startsWith(RESIDENT)) {
                    String kibibytes =
                            line.substring(RESIDENT.length()).replace("kB", "").strip();
                    return Long.parseLong(kibibytes) << 10;
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Another system.
        }
        return -1;
    }
}
