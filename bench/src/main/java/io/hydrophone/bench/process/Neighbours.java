package io.hydrophone.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How much of the machine was used while a part of the bench ran, and how much of that by others: the busy time of {@code /proc/stat}
 * less that of the bench and of its children that have ended. Figures taken beside busy neighbours are noise; the share is kept with
 * them.
 */
public final class Neighbours {
    private final Ticks start;

    private Neighbours(Ticks start) {
        this.start = start;
    }

    public static Neighbours watch() throws IOException {
        return new Neighbours(now());
    }

    /** Share of all processors, 0 to 1, used by processes that are not of the bench. */
    public double share() throws IOException {
        Ticks end = now();
        double total = end.total - start.total;
        double others = (end.busy - start.busy) - (end.own - start.own);
        return total == 0 ? 0 : Math.clamp(others / total, 0, 1);
    }

    /** Share of all processors, 0 to 1, used by whatever there is, the bench's own processes too. */
    public double busy() throws IOException {
        Ticks end = now();
        double total = end.total - start.total;
        return total == 0 ? 0 : Math.clamp(1 - (end.idle - start.idle) / total, 0, 1);
    }

    private static Ticks now() throws IOException {
        String machine =
                Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
        String own = Files.readString(Path.of("/proc/self/stat"));
        // After the name in brackets: state is field 3, utime stime cutime cstime are 14 to 17 (proc(5)).
        String self = own.substring(own.lastIndexOf(')') + 2);
        return new Ticks(sum(machine, 1, 8), sum(machine, 1, 3), sum(machine, 4, 2), sum(self, 11, 4));
    }

    private static long sum(String line, int from, int count) {
        return Arrays.stream(line.split(" +", -1))
                .skip(from)
                .limit(count)
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** Since the start of the machine: of all processors, of those in user, nice, and system mode, of those idle or waiting for a disk, and the bench's. */
    private record Ticks(long total, long busy, long idle, long own) {}
}
