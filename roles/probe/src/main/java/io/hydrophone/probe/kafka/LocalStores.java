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
    List<Part> parts(Question question) {
        List<Part> parts = new ArrayList<>();
        for (int partition : partitions()) {
            try {
                parts.add(new Part(partition, frames(partition, question)));
            } catch (InvalidStateStoreException e) {
                // Whoever asks sees that it is missing.
            }
        }
        return parts;
    }

    private List<byte[]> frames(int partition, Question question) {
        ReadOnlyKeyValueStore<String, byte[]> store = streams.store(StoreQueryParameters.fromNameAndType(
                        question.store(), QueryableStoreTypes.<String, byte[]>keyValueStore())
                .withPartition(partition));
        List<byte[]> frames = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = question.isRange()
                ? store.range(KeptIntervals.key(question.fromNanos(), ""), KeptIntervals.key(question.toNanos(), ""))
                : store.all()) {
            found.forEachRemaining(entry -> frames.add(entry.value));
        }
        return frames;
    }
}
