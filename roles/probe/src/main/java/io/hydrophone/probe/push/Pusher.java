package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.queue.DiskQueue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Delivers reports to one of several servers over WebSocket, in their order and at least once: what was not acknowledged waits in a queue on the
 * disk, over outages and restarts. docs/push.md has what receivers answer.
 */
public final class Pusher implements Outbox {
    private final PushOptions options;
    private final Backlog backlog;
    private final Delivery delivery;

    private Pusher(PushOptions options, Backlog backlog, Delivery delivery) {
        this.options = options;
        this.backlog = backlog;
        this.delivery = delivery;
    }

    /** Opens the queue and begins to deliver what is in it, without an introduction. */
    public static Pusher start(PushOptions options, Consumer<Problem> told) {
        Pusher pusher = open(options, told);
        pusher.deliver(null);
        return pusher;
    }

    /**
     * Opens the queue. Reports are taken over from here on, and delivered from {@link #deliver} on.
     *
     * @param told what goes wrong on the way, on any thread; what lasts is told once
     * @throws io.hydrophone.core.ProblemException when the queue cannot be opened, or the file of authorities is no good
     */
    public static Pusher open(PushOptions options, Consumer<Problem> told) {
        LastProblem last = new LastProblem(told);
        Connector connector = new Connector(options);
        try {
            DiskQueue queue = DiskQueue.open(options.directory(), options.queue(), last);
            Backlog backlog = new Backlog(queue, options.queue().maxRecordBytes(), options.memoryBytes(), last);
            Delivery delivery = new Delivery(options, connector, backlog, last);
            return new Pusher(options, backlog, delivery);
        } catch (RuntimeException e) {
            connector.close();
            throw e;
        }
    }

    /**
     * Has the node follow what the receiver tells of its group's settings, and tell it what was asked here; before {@link #deliver}. Else no
     * receiver changes anything.
     */
    public void follow(Settings settings) {
        delivery.follow(settings);
    }

    @Override
    public void deliver(Introduction introduction) {
        delivery.start(introduction);
    }

    /**
     * Has others take the place of the servers, at once and at any time; from any thread. Reports that one of those that go
     * has not acknowledged are sent again.
     *
     * @throws io.hydrophone.core.ProblemException when they are none or more than 64, one is there twice, is no address, or would
     *     get reports in the clear
     */
    public void setServers(List<URI> servers) {
        delivery.setServers(options.with(servers).servers());
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
