package io.hydrophone.probe.master;

import io.hydrophone.report.ReportId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The intervals that a probe has sealed, as it wrote them down itself: a line each, epoch, sequence and how often each
 * statement was asked. A line goes to the kernel as a whole, so it is there or not when the probe is killed.
 */
final class SealedIntervals {
    /** By epoch, those of a run in their order. */
    private final NavigableMap<Long, List<int[]>> runs = new TreeMap<>();

    private SealedIntervals() {}

    static Path file(Path directory, String probe) {
        return directory.resolve(probe + ".sealed");
    }

    static String line(ReportId id, int[] counts) {
        StringBuilder line = new StringBuilder().append(id.epoch()).append(' ').append(id.sequence());
        Arrays.stream(counts).forEach(count -> line.append(' ').append(count));
        return line.append('\n').toString();
    }

    static SealedIntervals read(Path file) throws IOException {
        SealedIntervals intervals = new SealedIntervals();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                long[] numbers = Arrays.stream(line.split(" ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
                List<int[]> run = intervals.runs.computeIfAbsent(numbers[0], epoch -> new ArrayList<>());
                run.add(Arrays.stream(numbers)
                        .skip(2)
                        .mapToInt(count -> (int) count)
                        .toArray());
                if (numbers[1] != run.size()) {
                    throw new AssertionError("an interval is not written down before " + line);
                }
            }
        }
        return intervals;
    }

    /** By epoch, from the first one. */
    NavigableMap<Long, List<int[]>> runs() {
        return runs;
    }
}
