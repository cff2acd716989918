package io.hydrophone.probe.kafka;

import io.hydrophone.servers.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as any other program may. */
final class Records {
    private Records() {}

    /** All that a topic has now, of what was committed. */
    static List<ConsumerRecord<byte[], byte[]>> all(KafkaBroker broker, String topic, int partitions) {
        List<TopicPartition> from = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            from.add(new TopicPartition(topic, partition));
        }
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(from);
            consumer.seekToBeginning(from);
            Map<TopicPartition, Long> ends = consumer.endOffsets(from);
            while (from.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }
}
