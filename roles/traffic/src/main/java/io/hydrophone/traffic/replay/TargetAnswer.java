package io.hydrophone.traffic.replay;

import io.hydrophone.traffic.recording.Answer;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.wire.Outcome;

/** What the target said to a command, in the terms of a recording. One object for all commands of a session. */
final class TargetAnswer implements Answer {
    /** What {@link System#nanoTime} gave at the time 0 of this machine's clock. */
    private static final long CLOCK = System.currentTimeMillis() * 1_000_000 - System.nanoTime();

    private long session;
    private long number;
    private io.hydrophone.client.raw.Answer raw;
    private long sentNanos;
    private boolean summed;

    /** This machine's time of a {@link System#nanoTime}, in nanoseconds since 1970. */
    static long time(long nanoTime) {
        return nanoTime + CLOCK;
    }

    /**
     * Shows another answer.
     *
     * @param sent when the command was sent, by {@link System#nanoTime}
     * @param checksum whether one was made of its rows
     */
    void show(Step step, io.hydrophone.client.raw.Answer answer, long sent, boolean checksum) {
        session = step.asked().session();
        number = step.asked().number();
        raw = answer;
        sentNanos = sent;
        summed = checksum;
    }

    Answered copy() {
        return new Answered(
                session,
                number,
                nanos(),
                outcome(),
                errorCode(),
                sqlState(),
                message(),
                rows(),
                affected(),
                warnings(),
                status(),
                bytesOut(),
                latencyNanos(),
                totalNanos(),
                statementId(),
                rowChecksum());
    }

    /** Of a command that got no whole answer. */
    static Answered aborted(Step step, String why, long sent) {
        long now = System.nanoTime();
        return new Answered(
                step.asked().session(),
                step.asked().number(),
                time(now),
                Outcome.ABORTED,
                0,
                "",
                why,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                now - sent,
                -1,
                -1);
    }

    @Override
    public long session() {
        return session;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public long nanos() {
        return time(raw.endNanos());
    }

    @Override
    public Outcome outcome() {
        return raw.isError() ? Outcome.ERROR : Outcome.OK;
    }

    @Override
    public int errorCode() {
        return raw.errorCode();
    }

    @Override
    public String sqlState() {
        return raw.sqlState();
    }

    @Override
    public String message() {
        return raw.message();
    }

    @Override
    public long rows() {
        return raw.rows();
    }

    @Override
    public long affected() {
        return raw.affected();
    }

    @Override
    public int warnings() {
        return raw.warnings();
    }

    @Override
    public int status() {
        return raw.isError() || raw.statementId() >= 0 ? -1 : raw.status();
    }

    @Override
    public long bytesOut() {
        return raw.bytes();
    }

    @Override
    public long latencyNanos() {
        return raw.firstNanos() - sentNanos;
    }

    @Override
    public long totalNanos() {
        return raw.endNanos() - sentNanos;
    }

    @Override
    public long statementId() {
        return raw.statementId();
    }

    @Override
    public long rowChecksum() {
        return summed ? raw.rowChecksum() : -1;
    }
}
