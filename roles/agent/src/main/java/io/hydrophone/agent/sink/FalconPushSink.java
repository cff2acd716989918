package io.hydrophone.agent.sink;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.time.Duration;

/** open-falcon over HTTP: {@code POST /v1/push}, which its agent and its transfer take. */
public final class FalconPushSink implements Sink {
    private static final long SECOND = 1_000_000;

    private final Poster poster;
    private final Duration step;

    /**
     * A sink that is not connected yet.
     *
     * @param step between two points of a series that does not say it
     */
    public FalconPushSink(HttpTarget target, Duration step) {
        this.poster = new Poster(target);
        this.step = step;
    }

    @Override
    public boolean takes(Signal signal) {
        return Points.are(signal);
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException, InterruptedException {
        SeriesSet set = SeriesSet.of(Points.of(batch.signals()), SECOND);
        Tree body = Tree.json();
        FalconBody.write(body, set, step);
        Delivery delivery = poster.post(
                "/v1/push",
                body.contentType(),
                body.bytes(),
                ConsoleSink.KEY_HEADER,
                batch.key().header());
        return delivery instanceof Delivery.Taken ? new Delivery.Taken(set.merged()) : delivery;
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
