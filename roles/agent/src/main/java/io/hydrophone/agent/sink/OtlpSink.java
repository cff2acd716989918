package io.hydrophone.agent.sink;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** OpenTelemetry's protocol over HTTP, in Protocol Buffers: {@code POST /v1/metrics}. */
public final class OtlpSink implements Sink {
    private static final int PARALLEL = 4;

    private final Poster poster;

    public OtlpSink(HttpTarget target) {
        poster = new Poster(target);
    }

    @Override
    public boolean takes(Signal signal) {
        return Points.are(signal);
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException, InterruptedException {
        SeriesSet set = SeriesSet.of(Points.of(batch.signals()), 1);
        List<String> headers =
                new ArrayList<>(List.of(ConsoleSink.KEY_HEADER, batch.key().header()));
        if (poster.hasSecret()) {
            headers.addAll(List.of("Authorization", poster.secret("Bearer ")));
        }
        Delivery delivery =
                poster.post("/v1/metrics", "application/x-protobuf", OtlpBody.of(set), headers.toArray(String[]::new));
        return delivery instanceof Delivery.Taken ? new Delivery.Taken(set.merged()) : delivery;
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
