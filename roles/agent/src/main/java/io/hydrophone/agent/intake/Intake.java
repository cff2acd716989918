package io.hydrophone.agent.intake;

import io.hydrophone.agent.SignalSink;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Signal;
import io.hydrophone.http.Answer;
import io.hydrophone.http.Posted;
import io.hydrophone.http.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes what is posted, in the forms of dd-agent, Datadog, open-falcon and of the scripts of a monitoring in shell. A request is
 * answered once what it brought is on the disk. One with anything malformed in it is refused as a whole.
 */
public final class Intake {
    /** open-falcon's agent takes what is pushed on a port of its own. */
    public static final int FALCON_PORT = 1988;

    private static final byte[] OK = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FALCON_OK = "success".getBytes(StandardCharsets.UTF_8);

    private final SignalSink sink;
    private final Bodies bodies = new Bodies();
    private final LongAdder requests = new LongAdder();
    private final LongAdder taken = new LongAdder();
    private final LongAdder metadata = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder notForwarded = new LongAdder();

    /** Reads a form. */
    @FunctionalInterface
    private interface Form {
        void read(JsonIn in, long now, List<Signal> into);
    }

    public Intake(SignalSink sink) {
        this.sink = sink;
    }

    /** Adds the paths of dd-agent and Datadog, and of the scripts, with and without a slash at the end. */
    public void addTo(Routes routes) {
        routes.takeApiKeys();
        Answer ok = Answer.accepted(OK);
        post(routes, "/intake", DatadogIn::collector, ok);
        post(routes, "/intake/metrics", DatadogIn::collector, ok);
        post(routes, "/api/v1/series", DatadogIn::series, ok);
        post(routes, "/api/v1/check_run", DatadogIn::checks, ok);
        post(routes, "/openapi/v2/datapoints", FalconIn::datapoints, ok);
        for (String slash : List.of("", "/")) {
            routes.post("/intake/metadata" + slash, (request, body) -> metadata(body));
        }
    }

    /** Adds open-falcon's path. */
    public void addFalconTo(Routes routes) {
        post(routes, "/v1/push", FalconIn::push, Answer.text("text/plain", FALCON_OK));
    }

    private void post(Routes routes, String path, Form form, Answer answer) {
        for (String slash : List.of("", "/")) {
            routes.post(path + slash, (request, body) -> take(body, form, answer));
        }
    }

    private Answer take(Posted body, Form form, Answer answer) throws Exception {
        requests.increment();
        List<Signal> signals;
        try {
            signals = bodies.read(body, bytes -> read(bytes, form));
        } catch (ProblemException e) {
            malformed.increment();
            return Answer.problem(Bodies.status(e.problem()), e.problem());
        }
        try {
            sink.accept(signals);
        } catch (ProblemException e) {
            notForwarded.add(signals.size());
            return Answer.problem(503, e.problem());
        }
        taken.add(signals.size());
        return answer;
    }

    private static List<Signal> read(byte[] body, Form form) {
        List<Signal> signals = new ArrayList<>();
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        try (JsonIn in = new JsonIn(body)) {
            form.read(in, now, signals);
            in.end();
        }
        return signals;
    }

    /** What hosts are is no signal: it is read, so that its sender is content. */
    private Answer metadata(Posted body) throws Exception {
        requests.increment();
        try {
            bodies.read(body, bytes -> bytes.length);
        } catch (ProblemException e) {
            malformed.increment();
            return Answer.problem(Bodies.status(e.problem()), e.problem());
        }
        metadata.increment();
        return Answer.accepted(OK);
    }

    public IntakeCounters counters() {
        return new IntakeCounters(requests.sum(), taken.sum(), metadata.sum(), malformed.sum(), notForwarded.sum());
    }
}
