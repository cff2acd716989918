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
            return peakOf(status(pid));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** What a running process holds now, in bytes. */
    public static long resident(long pid) throws IOException {
        return bytesOf("VmRSS:", status(pid));
    }

    private static String status(long pid) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), "status"));
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
        return bytesOf("VmHWM:", status);
    }

    private static long bytesOf(String name, String status) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
