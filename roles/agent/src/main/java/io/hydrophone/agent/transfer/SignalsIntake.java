package io.hydrophone.agent.transfer;

import io.hydrophone.agent.SignalSink;
import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchJson;
import io.hydrophone.agent.batch.BatchPack;
import io.hydrophone.agent.intake.Bodies;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.msgpack.MalformedPack;
import io.hydrophone.http.Answer;
import io.hydrophone.http.Posted;
import io.hydrophone.http.Routes;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /api/v1/signals}: batches of Hydrophone's agents, in MessagePack or JSON. One that comes again is not passed on
 * again, as long as it is {@linkplain SeenBatches remembered}.
 */
public final class SignalsIntake {
    /**
     * What came, since the process began.
     *
     * @param repeated batches that had come before
     * @param malformed batches that were refused
     */
    public record Counters(long batches, long signals, long repeated, long malformed) {}

    private static final byte[] OK = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

    private final SignalSink sink;
    private final Bodies bodies = new Bodies();
    private final SeenBatches seen;
    private final LongAdder batches = new LongAdder();
    private final LongAdder signals = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    SignalsIntake(SignalSink sink, SeenBatches seen) {
        this.sink = sink;
        this.seen = seen;
    }

    void addTo(Routes routes) {
        routes.post("/api/v1/signals", (request, body) -> take(body));
    }

    private Answer take(Posted body) throws Exception {
        Batch batch;
        try {
            boolean isPack = body.contentType().startsWith(BatchPack.CONTENT_TYPE);
            batch = bodies.read(body, bytes -> read(bytes, isPack));
        } catch (ProblemException e) {
            malformed.increment();
            return Answer.problem(Bodies.status(e.problem()), e.problem());
        }
        if (seen.contains(batch.key())) {
            repeated.increment();
            return Answer.accepted(OK);
        }
        try {
            sink.accept(batch.signals());
        } catch (ProblemException e) {
            return Answer.problem(503, e.problem());
        }
        seen.add(batch.key());
        batches.increment();
        signals.add(batch.signals().size());
        return Answer.accepted(OK);
    }

    private static Batch read(byte[] bytes, boolean isPack) {
        try {
            return isPack ? BatchPack.read(bytes, 0, bytes.length) : BatchJson.read(bytes);
        } catch (MalformedPack | JacksonException e) {
            Problem problem = new Problem(
                    "bad-batch", "this is no batch of signals: " + e.getMessage(), "", "nothing of it was taken");
            throw new ProblemException(problem, e);
        }
    }

    Counters counters() {
        return new Counters(batches.sum(), signals.sum(), repeated.sum(), malformed.sum());
    }
}
