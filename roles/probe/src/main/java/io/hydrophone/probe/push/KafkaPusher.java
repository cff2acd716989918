package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.queue.DiskQueue;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Delivers reports to a topic of Kafka, in their order and at least once: what the brokers have not acknowledged waits in a queue on the disk, as for {@link Pusher}.
 * A record's key is the probe's name, so that all reports of a probe lie in one partition; its headers are {@code probe}, {@code epoch} and {@code
 * sequence}.
 */
public final class KafkaPusher implements Outbox {
    private final Backlog backlog;
    private final KafkaDelivery delivery;

    private KafkaPusher(Backlog backlog, KafkaDelivery delivery) {
        this.backlog = backlog;
        this.delivery = delivery;
    }

    /**
     * Opens the queue. Reports are taken over from here on, and delivered from {@link #deliver} on.
     *
     * @param told what goes wrong on the way, on any thread; what lasts is told once
     * @throws io.hydrophone.core.ProblemException when the queue cannot be opened
     */
    public static KafkaPusher open(KafkaOptions options, Consumer<Problem> told) {
        LastProblem last = new LastProblem(told);
        DiskQueue queue = DiskQueue.open(options.directory(), options.queue(), last);
        Backlog backlog = new Backlog(queue, options.queue().maxRecordBytes(), options.memoryBytes(), last);
        return new KafkaPusher(backlog, new KafkaDelivery(options.target(), backlog, last));
    }

    /** {@inheritDoc} Brokers are told nothing but the reports. */
    @Override
    public void deliver(Introduction introduction) {
        delivery.start();
    }

    @Override
    public void push(SealedReport report) {
        backlog.add(report);
    }

    @Override
    public PushCounters counters() {
        return delivery.counters();
    }

    @Override
    public boolean awaitDelivery(Duration patience) throws InterruptedException {
        return backlog.awaitEmpty(patience, delivery::isConnected);
    }

    @Override
    public void close() {
        delivery.close();
        backlog.close();
    }
}
