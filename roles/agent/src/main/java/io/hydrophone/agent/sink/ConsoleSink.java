package io.hydrophone.agent.sink;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchJson;
import io.hydrophone.agent.batch.BatchPack;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hydrophone's console: {@code POST /api/v1/signals}, all there is of a batch, with its key. */
public final class ConsoleSink implements Sink {
    /** How batches are written. */
    public enum Format {
        MSGPACK,
        JSON
    }

    static final String PATH = "/api/v1/signals";
    static final String KEY_HEADER = "Idempotency-Key";

    private static final int PARALLEL = 4;

    private final Poster poster;
    private final Format format;

    public ConsoleSink(HttpTarget target, Format format) {
        this.poster = new Poster(target);
        this.format = format;
    }

    @Override
    public boolean takes(Signal signal) {
        return true;
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException, InterruptedException {
        byte[] body = format == Format.JSON ? BatchJson.write(batch) : BatchPack.write(batch);
        List<String> headers = new ArrayList<>(List.of(KEY_HEADER, batch.key().header()));
        if (poster.hasSecret()) {
            headers.addAll(List.of("Authorization", poster.secret("Bearer ")));
        }
        String type = format == Format.JSON ? BatchJson.CONTENT_TYPE : BatchPack.CONTENT_TYPE;
        return poster.post(PATH, type, body, headers.toArray(String[]::new));
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
