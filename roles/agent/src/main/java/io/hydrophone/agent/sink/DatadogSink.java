package io.hydrophone.agent.sink;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Event;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Datadog, and what takes the same requests. A batch whose requests did not all arrive comes again as a whole. */
public final class DatadogSink implements Sink {
    private static final long SECOND = 1_000_000;
    private static final int PARALLEL = 4;

    private final Poster poster;
    private final Supplier<Tree> form;

    /**
     * A sink over HTTP.
     *
     * @param messagePack whether bodies are MessagePack instead of JSON, for receivers that take it
     */
    public DatadogSink(HttpTarget target, boolean messagePack) {
        poster = new Poster(target);
        form = messagePack ? Tree::messagePack : Tree::json;
    }

    @Override
    public boolean takes(Signal signal) {
        return true;
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException, InterruptedException {
        SeriesSet set = SeriesSet.of(batch.signals(), SECOND);
        List<ServiceCheck> checks = all(batch, ServiceCheck.class);
        List<Event> events = all(batch, Event.class);
        Delivery delivery = new Delivery.Taken(set.merged());
        if (!set.series().isEmpty()) {
            Tree out = form.get();
            DatadogBodies.series(out, set);
            delivery = and(delivery, post("/api/v1/series", out, batch));
        }
        if (!checks.isEmpty() && delivery instanceof Delivery.Taken) {
            Tree out = form.get();
            DatadogBodies.checks(out, checks);
            delivery = and(delivery, post("/api/v1/check_run", out, batch));
        }
        if (!events.isEmpty() && delivery instanceof Delivery.Taken) {
            Tree out = form.get();
            DatadogBodies.events(out, events.getFirst().host(), events);
            delivery = and(delivery, post("/intake/", out, batch));
        }
        return delivery;
    }

    private static Delivery and(Delivery before, Delivery next) {
        return next instanceof Delivery.Taken ? before : next;
    }

    private Delivery post(String path, Tree body, Batch batch) throws IOException, InterruptedException {
        return poster.post(
                path,
                body.contentType(),
                body.bytes(),
                "DD-API-KEY",
                poster.secret(""),
                ConsoleSink.KEY_HEADER,
                batch.key().header() + path);
    }

    private static <T extends Signal> List<T> all(Batch batch, Class<T> type) {
        return batch.signals().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public int parallel() {
        return PARALLEL;
    }

    @Override
    public Traffic traffic() {
        return poster.traffic();
    }

    @Override
    public void close() {
        poster.close();
    }
}
