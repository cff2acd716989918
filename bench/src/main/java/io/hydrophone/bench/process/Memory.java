package io.hydrophone.bench.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The most memory that a process held at once: VmHWM of {@code /proc/PID/status}. (ru_maxrss would count the forking
 * JVM's own size into its child's.)
 */
public final class Memory {
    private Memory() {}

    /** Bytes; 0 when the process has ended. */
    public static long peak(long pid) throws IOException {
        try {
            return peakOf(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Runs a command to its end and looks each millisecond; what it allocated in its last one may be missed. */
    public static long peakOfRun(Tool tool) throws IOException, InterruptedException {
        File nothing = new File("/dev/null");
        Process process = new ProcessBuilder(tool.words())
                .redirectInput(nothing)
                .redirectOutput(nothing)
                .redirectError(nothing)
                .start();
        long peak = 0;
        while (process.isAlive()) {
            peak = Math.max(peak, peak(process.pid()));
            Thread.sleep(1);
        }
        return peak;
    }

    static long peakOf(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
