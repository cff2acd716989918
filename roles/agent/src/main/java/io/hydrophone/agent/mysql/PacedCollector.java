package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.core.Tags;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Begins a collector when its time has come and none of it is under way. For one thread. */
final class PacedCollector {
    private final Collector collector;
    /** A run comes a little early now and then. */
    private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private FutureTask<Consumer<Readings>> underWay;
    private long begunNanos;
    private boolean hasRun;

    PacedCollector(Collector collector) {
        this.collector = collector;
    }

    void begin(Asked server) {
        long now = System.nanoTime();
        boolean isDue = !hasRun || now - begunNanos >= collector.pace().toNanos() - SLACK_NANOS;
        if (underWay == null && isDue) {
            hasRun = true;
            begunNanos = now;
            underWay = new FutureTask<>(() -> collector.collect(server));
            Thread.ofVirtual().name("mysql-" + collector.name()).start(underWay);
        }
    }

    /**
     * Tells what was read, if anything is there in time; what comes later is told by a later run.
     *
     * @return why there is nothing, or null
     */
    ServerFailure tell(Readings out, long time, TimeUnit unit) throws InterruptedException {
        if (underWay == null) {
            return null;
        }
        Tags tags = Tags.of("collector:" + collector.name());
        try {
            Consumer<Readings> told = underWay.get(time, unit);
            underWay = null;
            told.accept(out);
            out.gauge("hydrophone.agent.mysql.collector_up", 1, tags);
            return null;
        } catch (TimeoutException e) {
            out.gauge("hydrophone.agent.mysql.collector_up", 0, tags);
            return null; // still under way
        } catch (ExecutionException e) {
            underWay = null;
            out.gauge("hydrophone.agent.mysql.collector_up", 0, tags);
            if (e.getCause() instanceof ServerFailure failure) {
                return failure;
            }
            throw new IllegalStateException(collector.name(), e.getCause());
        }
    }
}
