package io.hydrophone.probe.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of the partitions that this copy has now. */
final class LocalStores {
    private final KafkaStreams streams;

    LocalStores(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Numbers of the partitions whose reports this copy adds up. */
    Set<Integer> partitions() {
        Set<Integer> partitions = new TreeSet<>();
        streams.metadataForLocalThreads()
                .forEach(thread -> thread.activeTasks()
                        .forEach(task -> partitions.add(task.taskId().partition())));
        return partitions;
    }

    /** What they have for a question; a partition that is on its way to another copy is left out. */
    List<Part> parts(Span span) {
        List<Part> parts = new ArrayList<>();
        for (int partition : partitions()) {
            try {
                parts.add(new Part(partition, frames(partition, span)));
            } catch (InvalidStateStoreException e) {
                // Whoever asks sees that it is missing.
            }
        }
        return parts;
    }

    private List<byte[]> frames(int partition, Span span) {
        String name = span.isAll() ? Totals.STORE : KeptIntervals.STORE;
        ReadOnlyKeyValueStore<String, byte[]> store = streams.store(
                StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, byte[]>keyValueStore())
                        .withPartition(partition));
        List<byte[]> frames = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = span.isAll()
                ? store.all()
                : store.range(KeptIntervals.key(span.fromNanos(), ""), KeptIntervals.key(span.toNanos(), ""))) {
            found.forEachRemaining(entry -> frames.add(entry.value));
        }
        return frames;
    }
}
