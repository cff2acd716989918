package io.hydrophone.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of the machine others used while a part of the bench ran: the busy time of {@code /proc/stat} less that of
 * the bench and of its children that have ended. Figures taken beside busy neighbours are noise; the share is kept
 * with them.
 */
public final class Neighbours {
    private final long[] start;

    private Neighbours(long[] start) {
        this.start = start;
    }

    public static Neighbours watch() throws IOException {
        return new Neighbours(now());
    }

    /** Share of all processors, 0 to 1, used by processes that are not of the bench. */
    public double share() throws IOException {
        long[] end = now();
        double total = end[0] - start[0];
        double others = (end[1] - start[1]) - (end[2] - start[2]);
        return total == 0 ? 0 : Math.clamp(others / total, 0, 1);
    }

    /** Ticks: of all processors, of those in user and system mode, of those the bench's own. */
    private static long[] now() throws IOException {
        long[] machine = numbers(
                Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow(), 1);
        String own = Files.readString(Path.of("/proc/self/stat"));
        // After the name in brackets: state is field 3, utime stime cutime cstime are 14 to 17 (proc(5)).
        long[] self = numbers(own.substring(own.lastIndexOf(')') + 4), 0);
        long total = 0;
        for (int i = 0; i < 8; i++) {
            total += machine[i];
        }
        return new long[] {total, machine[0] + machine[1] + machine[2], self[10] + self[11] + self[12] + self[13]};
    }

    private static long[] numbers(String line, int skipped) {
        return java.util.Arrays.stream(line.strip().split(" +"))
                .skip(skipped)
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
