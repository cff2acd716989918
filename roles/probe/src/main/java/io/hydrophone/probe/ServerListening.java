package io.hydrophone.probe;

import io.hydrophone.probe.server.Listening;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.session.SessionFilter;
import io.hydrophone.wire.session.SessionNames;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** What a probe hears, for who asks the server. */
record ServerListening(Probe probe, Ears ears) implements Listening {
    private static final long ORDER_MILLIS = 1_000;

    @Override
    public Heard heard() throws TimeoutException, InterruptedException {
        Observation seen = probe.observe();
        return new Heard(seen.nanos(), seen.questions(), seen.wire().midstreamSessions());
    }

    @Override
    public void name(SessionNames names) throws InterruptedException {
        order(decoder -> decoder.name(names));
    }

    @Override
    public void passOver(SessionFilter filter) throws InterruptedException {
        order(decoder -> decoder.passOver(filter));
    }

    private void order(Consumer<TrafficDecoder> action) throws InterruptedException {
        try {
            for (Future<?> order : ears.order(action)) {
                order.get(ORDER_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | ExecutionException e) {
            // The capture has ended or stands still, and hears nothing.
        }
    }
}
