package io.hydrophone.probe;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.PacketSources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The listeners of all workers and what they listen to, as one. */
final class Ears {
    private final PacketSources sources;
    private final List<Listener> listeners;

    /** @param seconds where each listener's seconds go */
    Ears(PacketSources sources, ProbeOptions options, Seconds seconds) {
        this.sources = sources;
        int count = sources.count();
        AskedServer server = options.server();
        Predicate<String> asked = server == null || !options.listens() ? null : server.place()::is;
        DecoderOptions decoding =
                Listener.decoding(options.ports()).withKeyLog(options.keyLog()).sampled(options.sample());
        DigestOptions bounds = Listener.second(options.report());
        listeners = IntStream.range(0, count)
                .mapToObj(worker -> new Listener(
                        decoding.part(worker, count), second -> seconds.add(worker, second), bounds, asked))
                .toList();
    }

    /** Listens until the sources end, the first on this thread. */
    void run() throws IOException {
        try {
            sources.run(listeners);
        } finally {
            // What a source that failed has left open.
            listeners.forEach(Listener::end);
        }
    }

    /** What all of them see now; from any thread. */
    CompletableFuture<Observation> ask() {
        CompletableFuture<Observation> all = listeners.getFirst().ask();
        for (Listener listener : listeners.subList(1, listeners.size())) {
            all = all.thenCombine(listener.ask(), Observation::plus);
        }
        return all;
    }

    /** Has each capture thread do something to its decoder, as {@link Listener#order}; from any thread. */
    List<Future<?>> order(Consumer<TrafficDecoder> action) {
        List<Future<?>> orders = new ArrayList<>();
        listeners.forEach(listener -> orders.add(listener.order(action)));
        return orders;
    }

    /** Counts other queries as slow from a second on; from any thread. */
    void slow(Listener.Slow change) {
        listeners.forEach(listener -> listener.slow(change));
    }

    /** Hears this part of the sessions from now on; from any thread. */
    void sample(SampleRatio ratio) {
        listeners.forEach(listener -> listener.sample(ratio));
        sources.sample(ratio);
    }

    /** Of all capture threads together; −1 when the system does not tell. */
    long cpuNanos() {
        List<Long> times = new ArrayList<>();
        listeners.forEach(listener -> times.add(listener.cpuNanos()));
        return times.contains(-1L)
                ? -1
                : times.stream().mapToLong(Long::longValue).sum();
    }
}
