package io.hydrophone.traffic.broker;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SeldomTold;
import io.hydrophone.queue.DiskQueue;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.EventEncoder;
import io.hydrophone.traffic.recording.QueuedTarget;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Records traffic into a broker. Events come from any thread, which never waits: one thread makes messages of them and puts them into a queue on the disk,
 * another publishes from there, over outages and restarts of either side, in order and at least once. What neither memory nor disk takes is
 * dropped and counted, and the recording itself tells of it.
 */
public final class BrokerTarget extends QueuedTarget {
    /** How long an event waits at most for others to share its message. */
    private static final Duration GATHER = Duration.ofMillis(500);

    /** Pause before a disk that takes nothing is tried again. */
    private static final long RETRY_MILLIS = 500;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final MessageForm form;
    private final long gatherMillis;
    private final Outbox outbox;
    private final Delivery delivery;
    private final String place;
    private final Consumer<Problem> told;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("broker-messages").unstarted(this::run);

    private BrokerTarget(
            Broker broker,
            MessageForm form,
            Duration gather,
            BrokerTargetOptions options,
            Outbox outbox,
            Consumer<Problem> told) {
        super(options.poolBlocks());
        this.form = form;
        this.gatherMillis = gather.toMillis();
        this.outbox = outbox;
        this.place = broker.place();
        this.told = told;
        this.delivery = new Delivery(broker, outbox, form.window(), queue::dropAfterwards, told);
    }

    /**
     * Begins to record into a broker, whether it can be reached or not. What an earlier run left in the queue is published first.
     *
     * @param url of an exchange and queue ({@code amqps://}) or a topic ({@code kafkas://}); docs/brokers.md has its form
     * @param compressionLevel of zstd, 1 to 19; 0 for none
     * @param told what goes wrong on the way, on any thread, each kind once a minute
     * @throws ProblemException when the URL makes no sense, or the queue's directory cannot be used
     */
    public static BrokerTarget open(
            String url,
            Encryption encryption,
            int compressionLevel,
            BrokerTargetOptions options,
            Consumer<Problem> told) {
        Consumer<Problem> seldom = new SeldomTold(told);
        Broker broker = Brokers.of(url, seldom);
        return open(broker, () -> new SealedBlocks(encryption, compressionLevel, seldom), GATHER, options, seldom);
    }

    /**
     * Begins to publish events in another form to an exchange.
     *
     * @param url of a broker that speaks AMQP
     * @param exchange when the URL names none
     * @param form made when everything else is there; closed with the target
     * @param gather how long an event waits at most for others to share its message
     * @param told what goes wrong on the way, on any thread, each kind once a minute
     * @throws ProblemException when the URL makes no sense, or the queue's directory cannot be used
     */
    public static BrokerTarget open(
            String url,
            String exchange,
            AmqpMessages messages,
            Supplier<MessageForm> form,
            Duration gather,
            BrokerTargetOptions options,
            Consumer<Problem> told) {
        Consumer<Problem> seldom = new SeldomTold(told);
        return open(Brokers.amqp(url, exchange, messages, seldom), form, gather, options, seldom);
    }

    private static BrokerTarget open(
            Broker broker,
            Supplier<? extends MessageForm> maker,
            Duration gather,
            BrokerTargetOptions options,
            Consumer<Problem> told) {
        DiskQueue disk = DiskQueue.open(options.directory(), options.queue(), told);
        MessageForm form = maker.get();
        Outbox outbox = new Outbox(disk, form.window());
        BrokerTarget target = new BrokerTarget(broker, form, gather, options, outbox, told);
        target.thread.start();
        target.delivery.start();
        return target;
    }

    @Override
    public TargetCounters counters() {
        return new TargetCounters(
                queue.events(),
                queue.dropped(),
                delivery.publishedBytes(),
                queue.waiting() + outbox.waiting(),
                delivery.errors());
    }

    /** {@inheritDoc} What the broker does not have by then stays on the disk, for the next run with this queue. */
    @Override
    public void close() {
        queue.close();
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It ends by itself.
        }
        delivery.close(CLOSE_PATIENCE);
        outbox.close();
    }

    private void run() {
        try (form) {
            boolean more = true;
            while (more) {
                more = !queue.isClosed(); // Asked first: what came before it was closed is still taken.
                for (EventEncoder block = queue.take(gatherMillis); block != null; block = queue.take(gatherMillis)) {
                    form.encode(block, this::keep);
                    queue.release(block);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts who makes messages", e);
        }
    }

    /** A disk that takes nothing is tried again with the same message, so that what was heard first is kept. */
    private void keep(byte[] message, int events) {
        while (true) {
            try {
                long dropped = outbox.add(message, events);
                if (dropped > 0) {
                    queue.dropAfterwards(dropped);
                    told.accept(BrokerProblems.queueFull(outbox.dropped(), place));
                }
                return;
            } catch (ProblemException e) {
                told.accept(e.problem());
                if (isHopeless(e.problem()) || awaitClosing()) {
                    queue.dropAfterwards(events);
                    return;
                }
            }
        }
    }

    private static boolean isHopeless(Problem problem) {
        return problem.code().equals("queue-record-too-large");
    }

    private boolean awaitClosing() {
        try {
            return closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts who makes messages", e);
        }
    }
}
