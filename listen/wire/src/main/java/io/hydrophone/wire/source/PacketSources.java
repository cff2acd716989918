package io.hydrophone.wire.source;

import io.hydrophone.wire.SampleRatio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Sources that share the work: each delivers the packets of some connections, whole, to a worker of its own. Often there
 * is just one.
 */
public final class PacketSources implements AutoCloseable {
    private final List<PacketSource> all;

    PacketSources(List<PacketSource> all) {
        this.all = List.copyOf(all);
    }

    /** One source, which delivers everything. */
    public static PacketSources of(PacketSource source) {
        return new PacketSources(List.of(source));
    }

    PacketSource first() {
        return all.getFirst();
    }

    /** How many handlers {@link #run} wants. */
    public int count() {
        return all.size();
    }

    /**
     * Delivers packets, to the first handler on the calling thread, to each other on a thread of its own, until all
     * sources have ended. When one fails, the others are stopped.
     *
     * @param handlers one for each source
     * @throws io.hydrophone.core.ProblemException as {@link PacketSource#run}, once all have ended
     */
    public void run(List<? extends PacketHandler> handlers) throws IOException {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            PacketSource source = all.get(i);
            PacketHandler handler = handlers.get(i);
            tasks.add(new FutureTask<>(() -> {
                boolean ended = false;
                try {
                    source.run(handler);
                    ended = true;
                    return null;
                } finally {
                    if (!ended) {
                        stop();
                    }
                }
            }));
        }
        for (int i = 1; i < tasks.size(); i++) {
            Thread.ofPlatform().name("capture-" + (i + 1)).daemon().start(tasks.get(i));
        }
        tasks.getFirst().run();
        await(tasks);
    }

    private static void await(List<FutureTask<Void>> tasks) throws IOException {
        Throwable failure = null;
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while listening", e);
            }
        }
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** Ends {@link #run} soon; from any thread. */
    public void stop() {
        all.forEach(PacketSource::stop);
    }

    /** Asks each for this part of the connections; from any thread. */
    public void sample(SampleRatio ratio) {
        all.forEach(source -> source.sample(ratio));
    }

    /** Packets and drops so far, of all; from any thread. */
    public CaptureCounters counters() {
        return all.stream().map(PacketSource::counters).reduce(CaptureCounters.NONE, CaptureCounters::plus);
    }

    /** By device, in the order in which they were named; empty where there are none. From any thread. */
    public List<DeviceCounters> devices() {
        Map<String, DeviceCounters> sums = new LinkedHashMap<>();
        for (PacketSource source : all) {
            source.devices().forEach(device -> sums.merge(device.device(), device, DeviceCounters::plus));
        }
        return List.copyOf(sums.values());
    }

    @Override
    public void close() {
        all.forEach(PacketSource::close);
    }
}
