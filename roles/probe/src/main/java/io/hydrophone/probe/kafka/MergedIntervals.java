package io.hydrophone.probe.kafka;

import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.ReportSum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts the intervals of probes together, as they come, to intervals of the fleet. One is whole when every probe of the one before has told of it, or some seconds after the
 * first did; what comes later is one more report of the same interval, which adds up. One thread at a time.
 */
final class MergedIntervals {
    /** Copies commit once a second, and a probe's interval closes with its next report. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Beyond, the oldest is told, and perhaps once more. */
    private static final int MAX_OPEN = 8;

    private static final class Open {
        private final ReportSum sum = new ReportSum(Sums.MERGED, true);
        private final Set<String> probes = new HashSet<>();
        private final long sinceNanos;
        private String version = "";

        Open(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final String name;
    private final long epoch;
    private final long lengthNanos;
    private final NavigableMap<Long, Open> open = new TreeMap<>();
    /** Of the interval that was told last. */
    private Set<String> expected = Set.of();

    private long number;

    /**
     * None.
     *
     * @param name under which reports are told
     * @param epoch under which they are numbered
     * @param lengthNanos of an interval
     */
    MergedIntervals(String name, long epoch, long lengthNanos) {
        this.name = name;
        this.epoch = epoch;
        this.lengthNanos = lengthNanos;
    }

    /** Forgets what is not told: something was missed. */
    void clear() {
        open.clear();
        expected = Set.of();
    }

    /** A probe's interval came. */
    void add(IntervalReport part, long nowNanos) {
        long begin = part.fromNanos() - Math.floorMod(part.fromNanos(), lengthNanos);
        Open of = open.computeIfAbsent(begin, begun -> new Open(nowNanos));
        of.sum.add(part);
        of.probes.add(part.id().probe());
        of.version = part.version();
    }

    /** The intervals that are whole, each once, oldest first. */
    List<IntervalReport> due(long nowNanos) {
        List<IntervalReport> due = new ArrayList<>();
        int tooMany = open.size() - MAX_OPEN;
        for (Iterator<Map.Entry<Long, Open>> all = open.entrySet().iterator(); all.hasNext(); ) {
            Open next = all.next().getValue();
            boolean whole = !expected.isEmpty() && next.probes.containsAll(expected);
            if (whole || due.size() < tooMany || nowNanos - next.sinceNanos > PATIENCE_NANOS) {
                due.add(next.sum.snapshot(new ReportId(name, epoch, ++number), next.version));
                expected = next.probes;
                all.remove();
            }
        }
        return due;
    }
}
