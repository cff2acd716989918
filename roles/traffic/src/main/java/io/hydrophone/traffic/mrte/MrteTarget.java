package io.hydrophone.traffic.mrte;

import io.hydrophone.core.Problem;
import io.hydrophone.traffic.broker.AmqpMessages;
import io.hydrophone.traffic.broker.BrokerTarget;
import io.hydrophone.traffic.broker.BrokerTargetOptions;
import io.hydrophone.traffic.recording.Answer;
import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import io.hydrophone.traffic.recording.TrafficTarget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Publishes what clients say as MRTE-Collector does, so that MRTE's players can play it: plain, without answers, without times, without
 * what players do not know. docs/mrte.md has the layout.
 */
public final class MrteTarget implements TrafficTarget {
    private static final String EXCHANGE = "mrte";

    /** As MRTE-Collector publishes: nobody needs a message that no player waits for. */
    private static final AmqpMessages MESSAGES = new AmqpMessages("text/plain", false, false, "fanout");

    /** As long as MRTE-Collector waits for packets. */
    private static final Duration GATHER = Duration.ofMillis(100);

    private final MrteMessages messages;
    private final BrokerTarget target;
    private final AtomicLong uploads = new AtomicLong();

    private MrteTarget(MrteMessages messages, BrokerTarget target) {
        this.messages = messages;
        this.target = target;
    }

    /**
     * Begins to publish, whether the broker can be reached or not.
     *
     * @param url {@code amqps://USER@HOST:PORT/VHOST?exchange=NAME&routing-key=KEY}; docs/brokers.md has its form. The exchange is {@code mrte} by default,
     *     and made (fanout, transient) when it is not there
     * @param told what goes wrong on the way, on any thread, each kind once a minute
     * @throws io.hydrophone.core.ProblemException when the URL makes no sense, or the queue's directory cannot be used
     */
    public static MrteTarget open(String url, BrokerTargetOptions options, Consumer<Problem> told) {
        MrteMessages messages = new MrteMessages();
        return new MrteTarget(
                messages, BrokerTarget.open(url, EXCHANGE, MESSAGES, () -> messages, GATHER, options, told));
    }

    @Override
    public void sessionBegun(SessionBegun event) {
        target.sessionBegun(event);
    }

    @Override
    public void asked(
            long session, long number, long nanos, byte[] payload, int offset, int length, boolean truncated) {
        target.asked(session, number, nanos, payload, offset, length, truncated);
    }

    /** A player would take it for commands. */
    @Override
    public void uploaded(long session, long number, byte[] contents, int offset, int length) {
        uploads.incrementAndGet();
    }

    /** Players ask the target themselves. */
    @Override
    public void answered(Answer answer) {}

    @Override
    public void sessionOver(long session, long nanos, SessionEnd how) {
        target.sessionOver(session, nanos, how);
    }

    /** There is no place for them in the layout. */
    @Override
    public void losses(Losses losses) {}

    /** {@inheritDoc} Events are commands, beginnings and ends of sessions. */
    @Override
    public TargetCounters counters() {
        return target.counters();
    }

    /** What had no place in the layout. */
    public MrteCounters skipped() {
        return messages.counters().withUploads(uploads.get());
    }

    @Override
    public void close() {
        target.close();
    }
}
