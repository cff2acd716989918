package io.hydrophone.probe.push;

import io.hydrophone.report.ReportId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * The reports that were sent over one connection and are not acknowledged yet. Bounded, so that a receiver that acknowledges nothing is not sent
 * all that there is, and little is sent again when it goes.
 */
final class InFlight {
    static final int MAX_REPORTS = 64;
    static final long MAX_BYTES = 32 << 20;

    /** Takes reports that are acknowledged, with all before them; called under the lock of what is in flight. */
    interface Done {
        void done(Pending last, int reports);
    }

    /** What an acknowledgement was worth. */
    enum Verdict {
        /** Reports are done with. */
        ADVANCED,
        /** It says what was known. */
        REPEATED,
        /** It names what was not sent. */
        STRAY
    }

    private static final class Sent {
        private final Pending pending;
        private final long ping;
        private final long nanos;
        private boolean acknowledged;

        private Sent(Pending pending, long ping, long nanos) {
            this.pending = pending;
            this.ping = ping;
            this.nanos = nanos;
        }

        private ReportId id() {
            return pending.report().id();
        }
    }

    private final Done done;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private long bytes;
    private ReportId lastDone;

    InFlight(Done done) {
        this.done = done;
    }

    /**
     * Before it is sent, as the answer may come at once.
     *
     * @param ping the number of the ping that follows it
     */
    synchronized void add(Pending pending, long ping, long nanos) {
        sent.addLast(new Sent(pending, ping, nanos));
        bytes += pending.report().bytes().length;
    }

    /** One report always fits. */
    synchronized boolean isFull() {
        return sent.size() >= MAX_REPORTS || bytes >= MAX_BYTES;
    }

    /** When the oldest was sent, by {@link System#nanoTime()}; the time given when there is none. */
    synchronized long oldestNanos(long now) {
        return sent.isEmpty() ? now : sent.getFirst().nanos;
    }

    /** Whether any report was acknowledged over this connection. */
    synchronized boolean hasDone() {
        return lastDone != null;
    }

    /** The receiver has a report, and all before it of the same probe and epoch. */
    synchronized Verdict acknowledge(ReportId last) {
        long highest = -1;
        for (Sent one : sent) {
            if (one.id().isOfSameRun(last)) {
                highest = Math.max(highest, one.id().sequence());
            }
        }
        if (last.sequence() <= highest) {
            return finish(one -> one.id().isCoveredBy(last));
        }
        boolean known = highest < 0 && lastDone != null && last.isCoveredBy(lastDone);
        return known ? Verdict.REPEATED : Verdict.STRAY;
    }

    /** A ping was answered: what was sent before it has arrived. */
    synchronized Verdict answered(long ping) {
        return finish(one -> one.ping <= ping);
    }

    /** One report arrived, by the number that it was sent under; those before it may still be on their way. */
    synchronized Verdict arrived(long number) {
        return finish(one -> one.ping == number);
    }

    private Verdict finish(Predicate<Sent> covered) {
        for (Sent one : sent) {
            one.acknowledged |= covered.test(one);
        }
        Sent last = null;
        int reports = 0;
        while (!sent.isEmpty() && sent.getFirst().acknowledged) {
            last = sent.removeFirst();
            bytes -= last.pending.report().bytes().length;
            reports++;
        }
        if (last == null) {
            return Verdict.REPEATED;
        }
        lastDone = last.id();
        done.done(last.pending, reports);
        return Verdict.ADVANCED;
    }
}
