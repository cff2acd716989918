package io.hydrophone.app;

import io.hydrophone.traffic.recording.TrafficTarget.TargetCounters;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Every ten seconds a line, in MRTE-Collector's columns: values a second, but for the queue. */
final class RecordingStatus {
    private static final long EVERY_NANOS = 10_000_000_000L;
    private static final int LINES_A_HEADER = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    static final String HEADER =
            "DateTime             TotalPacket  ValidPacket  PacketDropped  PacketIfDropped  WaitingQueueCnt  MQError";

    private record Counts(long packets, long segments, long kernelDrops, long queueDrops, long errors) {}

    private Counts before = new Counts(0, 0, 0, 0, 0);
    private long beganNanos = System.nanoTime();
    private int lines;

    boolean isDue() {
        return System.nanoTime() - beganNanos >= EVERY_NANOS;
    }

    /** The line for the time since the one before; with a header above it now and then. */
    String line(WireCounters wire, CaptureCounters capture, TargetCounters target) {
        long now = System.nanoTime();
        double seconds = Math.max(1e-3, (now - beganNanos) / 1e9);
        Counts counts = new Counts(
                capture.packets() + capture.kernelDrops(),
                wire.segments(),
                capture.kernelDrops(),
                target.droppedEvents(),
                target.errors());
        String line = String.format(
                Locale.ROOT,
                "%s  %11d  %11d  %13d  %15d  %15d  %7d",
                TIME.format(LocalDateTime.now(ZoneId.systemDefault())),
                rate(counts.packets - before.packets, seconds),
                rate(counts.segments - before.segments, seconds),
                rate(counts.kernelDrops - before.kernelDrops, seconds),
                rate(counts.queueDrops - before.queueDrops, seconds),
                target.waiting(),
                rate(counts.errors - before.errors, seconds));
        before = counts;
        beganNanos = now;
        return lines++ % LINES_A_HEADER == 0 ? HEADER + System.lineSeparator() + line : line;
    }

    /** Rounded up, so that a single loss shows. */
    private static long rate(long count, double seconds) {
        return (long) Math.ceil(count / seconds);
    }
}
