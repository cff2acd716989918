package io.hydrophone.probe.kafka;

import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How one probe is, as its reports tell.
 *
 * @param reports that were accepted, each once
 * @param queries in all of them
 * @param heardMillis when the last one was taken, since 1970
 * @param fromNanos begin of the newest interval, since 1970
 * @param toNanos its end
 * @param newestQueries in it
 * @param capture what it heard and what it lost, in all of them
 */
record ProbeState(
        String name,
        long reports,
        long queries,
        long heardMillis,
        long fromNanos,
        long toNanos,
        long newestQueries,
        CaptureFigures capture) {
    private static final byte VERSION = 1;
    private static final int NUMBERS = 19;

    static ProbeState none(String name) {
        return new ProbeState(name, 0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE, 0, CaptureFigures.NONE);
    }

    ProbeState after(IntervalReport report, long nowMillis) {
        long more = 0;
        for (StatementSummary row : report.summary().statements()) {
            more += row.tally().count();
        }
        boolean newer = report.toNanos() > toNanos;
        return new ProbeState(
                name,
                reports + 1,
                queries + more,
                nowMillis,
                newer ? report.fromNanos() : fromNanos,
                newer ? report.toNanos() : toNanos,
                newer ? more : newestQueries,
                capture.plus(report.capture()));
    }

    double queriesPerSecond() {
        return toNanos > fromNanos ? newestQueries * 1e9 / (toNanos - fromNanos) : 0;
    }

    /** Whether the next report is not long overdue. */
    boolean isUp(long nowMillis, long graceMillis) {
        return nowMillis - heardMillis <= (toNanos - fromNanos) / 1_000_000 + graceMillis;
    }

    /** A version (1 byte), the numbers in their order (8 bytes each), and the name. */
    byte[] write() {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + NUMBERS * Long.BYTES + text.length)
                .put(VERSION)
                .putLong(reports)
                .putLong(queries)
                .putLong(heardMillis)
                .putLong(fromNanos)
                .putLong(toNanos)
                .putLong(newestQueries)
                .putLong(capture.packets())
                .putLong(capture.bytes())
                .putLong(capture.sessions())
                .putLong(capture.logins())
                .putLong(capture.failedLogins())
                .putLong(capture.kernelDrops())
                .putLong(capture.gaps())
                .putLong(capture.lostBytes())
                .putLong(capture.lostCommands())
                .putLong(capture.evicted())
                .putLong(capture.sampled())
                .putLong(capture.encrypted())
                .putLong(capture.unparsed())
                .put(text)
                .array();
    }

    /** @throws ProblemException {@code bad-probe-state} */
    static ProbeState read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length <= 1 + NUMBERS * Long.BYTES || in.get() != VERSION) {
            throw new ProblemException(
                    "bad-probe-state",
                    "this is no state of a probe, or one of another version",
                    "",
                    "do all copies run the same version?");
        }
        long reports = in.getLong();
        long queries = in.getLong();
        long heard = in.getLong();
        long from = in.getLong();
        long to = in.getLong();
        long newest = in.getLong();
        CaptureFigures capture = new CaptureFigures(
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong());
        String name = StandardCharsets.UTF_8.decode(in).toString();
        return new ProbeState(name, reports, queries, heard, from, to, newest, capture);
    }
}
