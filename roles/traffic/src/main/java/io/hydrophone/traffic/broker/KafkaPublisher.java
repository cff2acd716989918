package io.hydrophone.traffic.broker;

import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.traffic.recording.BlockOpener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes blocks to a topic. A record's key is the run of the recording, so that all its blocks lie in one partition. */
final class KafkaPublisher implements Publisher {
    private static final int MAX_BLOCK_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 10_000;
    private static final int DELIVERY_MILLIS = 30_000;

    /** What a topic takes is said by its brokers, not by us. */
    private static final int MAX_RECORD_BYTES = 66 << 20;

    private final KafkaConnection connection;
    private final KafkaProducer<byte[], byte[]> producer;

    private KafkaPublisher(KafkaConnection connection, KafkaProducer<byte[], byte[]> producer) {
        this.connection = connection;
        this.producer = producer;
    }

    static KafkaPublisher open(KafkaConnection connection) throws BrokerException {
        Map<String, Object> properties = connection.properties();
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_RECORD_BYTES);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try {
            return new KafkaPublisher(
                    connection, new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw KafkaProblems.notWritten(connection.address(), e, 0);
        }
    }

    @Override
    public void publish(List<byte[]> messages) throws BrokerException, InterruptedException {
        int largest = 0;
        try {
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            for (byte[] message : messages) {
                largest = Math.max(largest, message.length);
                answers.add(
                        producer.send(new ProducerRecord<>(connection.address().topic(), key(message), message)));
            }
            for (Future<RecordMetadata> answer : answers) {
                answer.get(); // In the time that the client gives itself for delivery.
            }
        } catch (ExecutionException | KafkaException e) {
            throw KafkaProblems.notWritten(connection.address(), e, largest);
        }
    }

    private static byte[] key(byte[] message) {
        return HexFormat.of().toHexDigits(BlockOpener.recording(message)).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void abort() {
        producer.close(Duration.ZERO);
    }

    /** What was not confirmed by now is published again by another one. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
