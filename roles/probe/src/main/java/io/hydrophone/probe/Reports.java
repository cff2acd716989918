package io.hydrophone.probe;

import io.hydrophone.digest.SummaryMerge;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.wire.source.CaptureCounters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes a report of every interval and hands it to all who read them: each interval once, in order, numbered without
 * holes, an empty one too. Where the probe itself stood still, an interval is missing in time, not in number.
 */
final class Reports {
    private static final System.Logger LOG = System.getLogger(Reports.class.getName());

    /** Another length from a second on. */
    private record Change(long fromNanos, long length) {}

    private final ReportOptions options;
    private final Supplier<CaptureCounters> packets;
    private final long epoch = System.currentTimeMillis() * 1_000;
    private long length;
    /** Null when nothing is to be changed. */
    private final AtomicReference<Change> change = new AtomicReference<>();

    private final List<Consumer<IntervalReport>> readers;

    private long sequence;
    /** Null between two intervals. */
    private SummaryMerge open;

    /** Number of the open interval. */
    private long number;

    private CaptureFigures capture = CaptureFigures.NONE;
    /** Packets of which the intervals before have told. */
    private CaptureFigures told = CaptureFigures.NONE;

    /**
     * @param packets what was captured so far
     * @param readers from the first interval on
     */
    Reports(ReportOptions options, Supplier<CaptureCounters> packets, List<Consumer<IntervalReport>> readers) {
        this.options = options;
        this.packets = packets;
        this.readers = new CopyOnWriteArrayList<>(readers);
        length = options.interval().toNanos();
    }

    /** Has a reader called from the next interval on, by the thread that makes the reports: it must not wait for long. */
    void addReader(Consumer<IntervalReport> reader) {
        readers.add(reader);
    }

    /** Of this run. */
    long epoch() {
        return epoch;
    }

    /** Makes reports of this length from a second on, at which the open one ends; from any thread. */
    void change(long fromNanos, Duration interval) {
        change.set(new Change(fromNanos, interval.toNanos()));
    }

    /** A second is over; in their order. */
    void add(Second second) {
        Summary summary = second.summary();
        Change next = change.get();
        if (next != null && summary.fromNanos() >= next.fromNanos && change.compareAndSet(next, null)) {
            end();
            length = next.length;
        }
        long interval = Math.floorDiv(summary.fromNanos(), length);
        if (open != null && interval != number) {
            seal(open.snapshot());
        }
        capture = capture.plus(second.capture());
        if (length <= summary.toNanos() - summary.fromNanos()) {
            seal(summary);
            return;
        }
        if (open == null) {
            open = new SummaryMerge(
                    Listener.second(options).withSlowNanos(summary.counts().slowNanos()));
            number = interval;
        }
        open.add(summary);
        if (summary.toNanos() >= (interval + 1) * length) {
            seal(open.snapshot());
        }
    }

    /** No second will follow. */
    void end() {
        if (open != null) {
            seal(open.snapshot());
        }
    }

    private void seal(Summary summary) {
        CaptureCounters now = packets.get();
        CaptureFigures delivered = new CaptureFigures(
                        now.packets(), now.bytes(), 0, 0, 0, now.kernelDrops(), 0, 0, 0, 0, 0, 0, 0)
                .since(told);
        told = told.plus(delivered);
        IntervalReport report = new IntervalReport(
                new ReportId(options.probe(), epoch, ++sequence), options.version(), capture.plus(delivered), summary);
        capture = CaptureFigures.NONE;
        open = null;
        for (Consumer<IntervalReport> reader : readers) {
            try {
                reader.accept(report);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a reader of reports failed at " + report.id(), e);
            }
        }
    }
}
