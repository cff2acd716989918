package io.hydrophone.agent.forward;

import io.hydrophone.agent.SignalSink;
import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchKey;
import io.hydrophone.agent.batch.Lane;
import io.hydrophone.core.Problem;
import io.hydrophone.core.SeldomTold;
import io.hydrophone.core.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes signals, keeps them for each sink until it has them, and brings them there. What {@link #accept} has returned from is
 * on the disk: it reaches each sink at least once, always under the same key, or is counted as dropped there. While the disk
 * takes nothing, it is in memory, which the figures say.
 */
public final class Forwarder implements SignalSink, AutoCloseable {
    /** That a sink has when the agent ends, before the rest waits for the next start. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    /**
     * A sink and how it is treated.
     *
     * @param sink closed with the forwarder
     */
    public record Destination(SinkOptions options, Sink sink) {}

    private final ForwarderOptions options;
    private final Consumer<Problem> told;
    private final List<Courier> couriers = new ArrayList<>();
    private final Committer committer = new Committer(this::write);
    private final long epoch = micros();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong tooLarge = new AtomicLong();
    /** For the committing thread. */
    private long sequence;

    private Forwarder(ForwarderOptions options, Consumer<Problem> told) {
        this.options = options;
        this.told = told;
    }

    /**
     * Begins to deliver, first what an earlier process left. A sink whose queue's directory cannot be had is served from memory,
     * and the others are none the worse for it.
     *
     * @param told what goes wrong on the way, on any thread
     */
    public static Forwarder start(ForwarderOptions options, List<Destination> destinations, Consumer<Problem> told) {
        Forwarder forwarder = new Forwarder(options, new SeldomTold(told));
        destinations.forEach(forwarder::add);
        forwarder.couriers.forEach(Courier::start);
        forwarder.committer.start();
        return forwarder;
    }

    private void add(Destination destination) {
        SinkOptions to = destination.options();
        SinkQueue queue =
                SinkQueue.open(to.directory(), to.limits(), destination.sink().order(), told, Forwarder::micros);
        couriers.add(new Courier(to, destination.sink(), queue, told, Forwarder::micros));
    }

    @Override
    public void accept(List<? extends Signal> signals) {
        if (!signals.isEmpty()) {
            committer.commit(signals);
            accepted.addAndGet(signals.size());
        }
    }

    private void write(List<Signal> signals) {
        List<Signal> urgent = new ArrayList<>();
        List<Signal> samples = new ArrayList<>(signals.size());
        for (Signal signal : signals) {
            if (Portions.isTooLarge(signal)) {
                tooLarge.incrementAndGet();
                continue;
            }
            Signal addressed = Addressing.of(signal, options.host(), options.tags());
            (Lane.of(signal) == Lane.URGENT ? urgent : samples).add(addressed);
        }
        Portions.of(urgent).forEach(portion -> write(Lane.URGENT, portion));
        Portions.of(samples).forEach(portion -> write(Lane.SAMPLES, portion));
        couriers.forEach(courier -> courier.queue().seal());
    }

    /** The same key for all sinks, and the same bytes for those that take all of it. */
    private void write(Lane lane, List<Signal> portion) {
        Batch batch = new Batch(new BatchKey(options.agent(), epoch, ++sequence), micros(), portion);
        QueuedBatch whole = null;
        for (Courier courier : couriers) {
            List<Signal> taken = portion.stream().filter(courier::takes).toList();
            if (taken.size() == portion.size()) {
                whole = whole == null ? QueuedBatch.of(batch, lane) : whole;
                courier.queue().append(whole);
            } else if (!taken.isEmpty()) {
                courier.queue().append(QueuedBatch.of(new Batch(batch.key(), batch.accepted(), taken), lane));
            }
        }
    }

    public ForwarderFigures figures() {
        return new ForwarderFigures(
                options.agent(),
                epoch,
                accepted.get(),
                tooLarge.get(),
                couriers.stream().map(Courier::figures).toList());
    }

    /** Writes what was accepted, gives the sinks that answer two seconds for it, and leaves the rest on the disk. */
    @Override
    public void close() {
        committer.close();
        long lost = 0;
        try {
            for (Courier courier : couriers) {
                courier.flush(LAST_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Courier courier : couriers) {
            lost += courier.close();
        }
        if (lost > 0) {
            told.accept(new Problem(
                    "signals-lost",
                    lost + " signals were in memory alone when the agent ended, and are lost",
                    "",
                    "give the forwarder a directory whose disk has room"));
        }
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
