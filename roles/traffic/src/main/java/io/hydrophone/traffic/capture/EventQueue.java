package io.hydrophone.traffic.capture;

import io.hydrophone.traffic.recording.Answer;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import io.hydrophone.traffic.recording.SessionOver;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.TrafficSink;
import io.hydrophone.traffic.recording.Uploaded;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/** Events between a thread that reads a file and one that takes them: who reads waits when it is too far ahead. */
final class EventQueue implements TrafficSink {
    private static final long MAX_BYTES = 32L << 20;
    /** What an event takes besides its bytes. */
    private static final int EVENT_BYTES = 200;

    private record Entry(TrafficEvent event, long bytes) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private boolean ended;
    private boolean closed;

    @Override
    public void sessionBegun(SessionBegun event) {
        put(event, 0);
    }

    @Override
    public void asked(
            long session, long number, long nanos, byte[] payload, int offset, int length, boolean truncated) {
        byte[] copy = Arrays.copyOfRange(payload, offset, offset + length);
        put(new Asked(session, number, nanos, copy, truncated), length);
    }

    @Override
    public void uploaded(long session, long number, byte[] contents, int offset, int length) {
        put(new Uploaded(session, number, Arrays.copyOfRange(contents, offset, offset + length)), length);
    }

    @Override
    public void answered(Answer answer) {
        put(
                new Answered(
                        answer.session(),
                        answer.number(),
                        answer.nanos(),
                        answer.outcome(),
                        answer.errorCode(),
                        answer.sqlState(),
                        answer.message(),
                        answer.rows(),
                        answer.affected(),
                        answer.warnings(),
                        answer.status(),
                        answer.bytesOut(),
                        answer.latencyNanos(),
                        answer.totalNanos(),
                        answer.statementId(),
                        answer.rowChecksum()),
                0);
    }

    @Override
    public void sessionOver(long session, long nanos, SessionEnd how) {
        put(new SessionOver(session, nanos, how), 0);
    }

    @Override
    public void losses(Losses losses) {
        put(losses, 0);
    }

    private synchronized void put(TrafficEvent event, long eventBytes) {
        try {
            while (bytes >= MAX_BYTES && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts who reads a file", e);
        }
        if (closed) {
            throw new CancellationException();
        }
        entries.add(new Entry(event, eventBytes + EVENT_BYTES));
        bytes += eventBytes + EVENT_BYTES;
        notifyAll();
    }

    /** Null when there is none in time. */
    synchronized TrafficEvent take(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (entries.isEmpty() && !ended) {
            long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
            if (millis <= 0) {
                return null;
            }
            wait(millis);
        }
        Entry entry = entries.poll();
        if (entry == null) {
            return null;
        }
        bytes -= entry.bytes;
        notifyAll();
        return entry.event;
    }

    /** No more events come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nobody takes any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isOver() {
        return ended && entries.isEmpty();
    }
}
