package io.hydrophone.traffic.broker;

import io.hydrophone.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of a topic. They are assigned, not subscribed to: nobody takes them away from a replay that pauses. How far it came is
 * kept with the brokers under the group's name.
 */
final class KafkaReceiver implements Receiver {
    private static final int ANSWER_MILLIS = 10_000;
    private static final int MAX_POLLED = 16;
    private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final KafkaConnection connection;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Deque<ConsumerRecord<byte[], byte[]>> polled = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private long committedNanos = System.nanoTime();

    private KafkaReceiver(
            KafkaConnection connection, KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.connection = connection;
        this.consumer = consumer;
        this.ends = ends;
    }

    static KafkaReceiver open(KafkaConnection connection, String group) throws BrokerException {
        Map<String, Object> properties = connection.properties();
        properties.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLLED);
        KafkaConsumer<byte[], byte[]> consumer = null;
        try {
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            List<PartitionInfo> partitions =
                    consumer.partitionsFor(connection.address().topic());
            if (partitions == null || partitions.isEmpty()) {
                throw KafkaProblems.noTopic(connection.address());
            }
            List<TopicPartition> all = partitions.stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(all);
            return new KafkaReceiver(connection, consumer, consumer.endOffsets(all));
        } catch (KafkaException e) {
            close(consumer, Duration.ZERO);
            throw KafkaProblems.notRead(connection.address(), e);
        } catch (BrokerException e) {
            close(consumer, Duration.ZERO);
            throw e;
        }
    }

    @Override
    public Received next(Duration patience) throws BrokerException, InterruptedException {
        try {
            commitWhenDue();
            if (polled.isEmpty()) {
                consumer.poll(patience).forEach(polled::addLast);
            }
        } catch (InterruptException e) {
            Thread.interrupted(); // It is set again by the exception's constructor.
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (KafkaException e) {
            throw KafkaProblems.notRead(connection.address(), e);
        }
        ConsumerRecord<byte[], byte[]> next = polled.poll();
        if (next == null) {
            return null;
        }
        String where = connection.address() + ":" + next.partition() + ":" + next.offset();
        byte[] body = next.value() == null ? new byte[0] : next.value();
        return new Received(this, next.partition(), next.offset(), where, body);
    }

    @Override
    public boolean isAtEnd() {
        return polled.isEmpty()
                && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** {@inheritDoc} Also one of an earlier session: an offset stays what it is. */
    @Override
    public void done(Received message) throws BrokerException {
        TopicPartition partition = new TopicPartition(connection.address().topic(), message.place());
        done.put(partition, new OffsetAndMetadata(message.tag() + 1));
        try {
            commitWhenDue();
        } catch (KafkaException e) {
            throw KafkaProblems.notRead(connection.address(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (!done.isEmpty()) {
                consumer.commitSync(done, CLOSE_PATIENCE);
            }
        } catch (KafkaException e) {
            // They are given once more, and whoever reads them drops them by their numbers.
        } finally {
            close(consumer, CLOSE_PATIENCE);
        }
    }

    private void commitWhenDue() {
        long now = System.nanoTime();
        if (!done.isEmpty() && now - committedNanos >= COMMIT_NANOS) {
            consumer.commitAsync(Map.copyOf(done), null);
            done.clear();
            committedNanos = now;
        }
    }

    private static void close(KafkaConsumer<byte[], byte[]> consumer, Duration patience) {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(patience));
        }
    }
}
