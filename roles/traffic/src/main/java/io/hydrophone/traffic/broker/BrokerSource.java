package io.hydrophone.traffic.broker;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SeldomTold;
import io.hydrophone.traffic.broker.Outstanding.BlockId;
import io.hydrophone.traffic.broker.Receiver.Received;
import io.hydrophone.traffic.recording.BlockOpener;
import io.hydrophone.traffic.recording.EventBlock;
import io.hydrophone.traffic.recording.EventDecoder;
import io.hydrophone.traffic.recording.RecordingKey;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.TrafficSource;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads recorded traffic from a broker, while it is recorded or later. Each block is given once and in order, whatever the broker delivers twice; the broker
 * is told that a message is done with when all its events are acknowledged. A broker that goes is waited for.
 */
public final class BrokerSource implements TrafficSource {
    /** Where reading is over at the end, the end is looked for so often. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Broker broker;
    private final boolean untilEnd;
    private final BlockOpener opener;
    private final Consumer<Problem> told;
    private final SeenBlocks seen = new SeenBlocks();
    private final RunSessions runs = new RunSessions();
    private final Outstanding outstanding = new Outstanding();
    private Receiver receiver;
    private EventDecoder events;
    private long sessionOffset;
    private long given;
    private boolean over;
    private long blocks;
    private long foreign;
    private long damaged;
    private long locked;
    private long duplicates;
    private long missing;
    private long reconnects;

    private BrokerSource(
            Broker broker, Receiver receiver, boolean untilEnd, List<RecordingKey> keys, Consumer<Problem> told) {
        this.broker = broker;
        this.receiver = receiver;
        this.untilEnd = untilEnd;
        this.opener = new BlockOpener(keys);
        this.told = told;
    }

    /**
     * Connects to a queue or topic.
     *
     * @param url docs/brokers.md has its form
     * @param untilEnd whether reading is over at the end of what there is, and not only when it is closed
     * @param keys those that may be needed
     * @param told what goes wrong on the way, each kind once a minute
     * @throws ProblemException when the URL makes no sense, or the broker cannot be reached or does not allow it
     */
    public static BrokerSource open(String url, boolean untilEnd, List<RecordingKey> keys, Consumer<Problem> told) {
        Consumer<Problem> seldom = new SeldomTold(told);
        Broker broker = Brokers.of(url, seldom);
        try {
            return new BrokerSource(broker, broker.receiver(), untilEnd, keys, seldom);
        } catch (BrokerException e) {
            throw new ProblemException(e.problem(), e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws ProblemException when the first block that comes needs a key that was not given, is of another version, or zstd cannot be had; the broker
     *     keeps it
     */
    @Override
    public TrafficEvent next(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            TrafficEvent event = events == null ? null : decode();
            if (event != null) {
                given++;
                return RunSessions.moved(event, sessionOffset);
            }
            if (events != null) {
                outstanding.endLast(given);
                events = null;
            }
            Received message = over ? null : receive(deadline - System.nanoTime());
            if (message != null) {
                take(message);
            } else if (over || deadline - System.nanoTime() <= 0) {
                return null;
            }
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public long position() {
        return given;
    }

    @Override
    public void acknowledge(long position) {
        outstanding.takeThrough(position, this::done);
    }

    public SourceCounters counters() {
        return new SourceCounters(blocks, foreign, damaged, locked, duplicates, missing, reconnects);
    }

    @Override
    public void close() {
        if (receiver != null) {
            receiver.close();
            receiver = null;
        }
    }

    private TrafficEvent decode() {
        try {
            return events.next();
        } catch (ProblemException e) {
            damaged++;
            told.accept(e.problem());
            return null;
        }
    }

    /** Null when there is none in time; then it is over if it is to be at the end. */
    private Received receive(long nanos) throws InterruptedException {
        try {
            if (receiver == null) {
                receiver = broker.receiver();
                reconnects++;
            }
            Duration patience = Duration.ofNanos(Math.clamp(nanos, 0, untilEnd ? LOOK.toNanos() : Long.MAX_VALUE));
            Received message = receiver.next(patience);
            over = message == null && untilEnd && receiver.isAtEnd();
            return message;
        } catch (BrokerException e) {
            lose(e);
            Thread.sleep(Duration.ofNanos(Math.clamp(nanos, 0, PAUSE.toNanos())));
            return null;
        }
    }

    private void take(Received message) {
        EventBlock block;
        try {
            block = opener.open(message.body(), message.where());
        } catch (ProblemException e) {
            passOver(message, e);
            return;
        }
        BlockId id = new BlockId(block.recording(), block.number());
        if (seen.has(block.recording(), block.number())) {
            duplicates++;
            if (!outstanding.renew(id, message)) {
                nothingIn(message);
            }
            return;
        }
        long lacking = seen.add(block.recording(), block.number());
        if (lacking > 0) {
            missing += lacking;
            told.accept(BrokerProblems.gap(block, lacking));
        }
        blocks++;
        outstanding.add(id, message, given + block.size());
        sessionOffset = runs.offset(block.recording());
        events = block.events();
    }

    /** What cannot be read does not keep the rest from being read; but when nothing could be read so far, it is the reader who is wrong. */
    private void passOver(Received message, ProblemException problem) {
        switch (problem.problem().code()) {
            case "recording-no-zstd" -> throw problem;
            case "recording-key" -> {
                requireOneBefore(problem);
                locked++;
            }
            case "recording-version" -> {
                requireOneBefore(problem);
                foreign++;
            }
            case "recording-foreign" -> foreign++;
            default -> damaged++;
        }
        told.accept(problem.problem());
        nothingIn(message);
    }

    private void requireOneBefore(ProblemException problem) {
        if (blocks == 0) {
            throw problem;
        }
    }

    private void nothingIn(Received message) {
        if (outstanding.isEmpty()) {
            done(message);
        } else {
            outstanding.addEmpty(message, given);
        }
    }

    private void done(Received message) {
        try {
            if (receiver != null) {
                receiver.done(message);
            }
        } catch (BrokerException e) {
            lose(e);
        }
    }

    private void lose(BrokerException failure) {
        told.accept(failure.problem());
        close();
    }
}
