package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportMessagePack;
import io.hydrophone.report.mysqlprobe.MySqlProbeReport;
import io.hydrophone.report.snappy.Snappy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes each report as receivers want it, and hands it to a pusher. It is called by the thread that makes the reports:
 * capturing never waits for it.
 */
public final class ReportPusher implements Consumer<IntervalReport>, AutoCloseable {
    private final Outbox pusher;
    /** Null where receivers are native. */
    private final MySqlProbeReport mysqlProbe;

    private ReportPusher(Outbox pusher, MySqlProbeReport mysqlProbe) {
        this.pusher = pusher;
        this.mysqlProbe = mysqlProbe;
    }

    /**
     * Opens the queue; reports wait there until {@link #deliver}.
     *
     * @param masked whether mysql-probe's message tells statements without their literals
     * @param told as for {@link Pusher#open}
     * @throws io.hydrophone.core.ProblemException as {@link Pusher#open} does
     */
    public static ReportPusher open(PushOptions options, boolean masked, Consumer<Problem> told) {
        MySqlProbeReport messages = options.receiver() == Receiver.MYSQLPROBE ? new MySqlProbeReport(masked) : null;
        return new ReportPusher(Pusher.open(options, told), messages);
    }

    /**
     * The same to a topic of Kafka.
     *
     * @throws io.hydrophone.core.ProblemException as {@link KafkaPusher#open} does
     */
    public static ReportPusher open(KafkaOptions options, Consumer<Problem> told) {
        return new ReportPusher(KafkaPusher.open(options, told), null);
    }

    /**
     * Begins to deliver; once.
     *
     * @param introduction tells native receivers who connects; others are told nothing
     */
    public void deliver(Introduction introduction) {
        pusher.deliver(mysqlProbe == null ? introduction : null);
    }

    @Override
    public void accept(IntervalReport report) {
        byte[] message = mysqlProbe == null ? ReportMessagePack.write(report) : message(report);
        if (message != null) {
            pusher.push(new SealedReport(report.id(), Snappy.compress(message)));
        }
    }

    /** With all templates each time: after an outage a message may be the first that its receiver gets. */
    private byte[] message(IntervalReport report) {
        mysqlProbe.tellTemplatesAgain();
        return mysqlProbe.write(report);
    }

    public Outbox pusher() {
        return pusher;
    }

    /**
     * Has others take the place of the servers, as {@link Pusher#setServers} does.
     *
     * @throws IllegalStateException when reports go to a topic
     */
    public void setServers(List<URI> servers) {
        if (!(pusher instanceof Pusher toServers)) {
            throw new IllegalStateException("reports go to a topic, not to servers");
        }
        toServers.setServers(servers);
    }

    /** Nothing more will come: waits so long for what is on its way, then leaves the rest in the queue. */
    public void finish(Duration patience) throws InterruptedException {
        pusher.awaitDelivery(patience);
        pusher.close();
    }

    @Override
    public void close() {
        pusher.close();
    }
}
