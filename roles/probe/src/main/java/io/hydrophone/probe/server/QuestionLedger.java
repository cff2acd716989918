package io.hydrophone.probe.server;

import io.hydrophone.client.ServerStatus;
import java.util.ArrayDeque;
import java.util.Deque;

/** Adds up the server's questions beside those heard. A server that was started anew counts from zero again. */
final class QuestionLedger {
    private static final long MINUTE = 60_000_000_000L;
    /** By how much a clock may be off before a shorter uptime means a new start. */
    private static final long UPTIME_SLACK_SECONDS = 2;

    private record Sample(long nanos, Coverage until) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Coverage total = Coverage.NONE;
    private ServerStatus last;
    private long lastOwn;
    private long lastHeard;

    /**
     * Takes a reading; the first is where counting begins.
     *
     * @param own of the server's questions those of Hydrophone, over all its connections
     * @param ownHere those of the connection that is open
     * @param heard at the same instant
     */
    void add(long nanos, ServerStatus status, long own, long ownHere, long heard) {
        if (last != null) {
            boolean restarted = status.questions() < last.questions()
                    || status.uptimeSeconds() + UPTIME_SLACK_SECONDS < last.uptimeSeconds();
            long questions =
                    restarted ? status.questions() - ownHere : status.questions() - last.questions() - (own - lastOwn);
            total = total.plus(Math.max(0, questions), heard - lastHeard);
        }
        last = status;
        lastOwn = own;
        lastHeard = heard;
        samples.addLast(new Sample(nanos, total));
        while (samples.size() > 2 && secondOldest().nanos <= nanos - MINUTE) {
            samples.removeFirst();
        }
    }

    private Sample secondOldest() {
        var all = samples.iterator();
        all.next();
        return all.next();
    }

    /** Since the first reading. */
    Coverage total() {
        return total;
    }

    /** Over the last minute, or a little more: readings are some seconds apart. */
    Coverage lastMinute() {
        return samples.isEmpty() ? Coverage.NONE : total.minus(samples.getFirst().until);
    }
}
