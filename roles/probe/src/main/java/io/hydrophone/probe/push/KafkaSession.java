package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.kafka.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer, from its making to its first failure. */
final class KafkaSession implements AutoCloseable {
    private static final int MAX_BLOCK_MILLIS = 2_000;
    private static final int REQUEST_MILLIS = 10_000;
    private static final int DELIVERY_MILLIS = 30_000;

    private final String topic;
    /** Null when it could not be made. */
    private final KafkaProducer<byte[], byte[]> producer;

    private final KafkaConnection target;
    private final InFlight inFlight;
    private final Semaphore bell;
    private final Consumer<SealedReport> tooLarge;
    private volatile Problem failure;
    private long number;

    /**
     * Connects to nobody yet.
     *
     * @param bell rung when something failed
     * @param tooLarge gets reports that the topic does not take
     */
    KafkaSession(KafkaConnection target, InFlight inFlight, Semaphore bell, Consumer<SealedReport> tooLarge) {
        this.target = target;
        this.topic = target.address().topic();
        this.inFlight = inFlight;
        this.bell = bell;
        this.tooLarge = tooLarge;
        Map<String, Object> properties = target.properties();
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaConnection.MAX_RECORD_BYTES);
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * KafkaConnection.MAX_RECORD_BYTES);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer = producer(properties);
    }

    /** Not made when no broker's name is known, nor with settings that make no sense; the reports wait all the same. */
    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> properties) {
        try {
            return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            fail(e);
            return null;
        }
    }

    InFlight inFlight() {
        return inFlight;
    }

    /** Null while nothing failed. */
    Problem failure() {
        return failure;
    }

    void send(Pending next) {
        long mine = ++number;
        SealedReport report = next.report();
        inFlight.add(next, mine, System.nanoTime());
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, bytes(report.id().probe()), report.bytes());
        Headers headers = message.headers();
        headers.add("probe", bytes(report.id().probe()));
        headers.add("epoch", bytes(Long.toString(report.id().epoch())));
        headers.add("sequence", bytes(Long.toString(report.id().sequence())));
        try {
            Future<RecordMetadata> _ = producer.send(message, (metadata, problem) -> answered(mine, report, problem));
        } catch (KafkaException e) {
            fail(e);
        }
    }

    private void answered(long mine, SealedReport report, Exception problem) {
        boolean never = problem instanceof RecordTooLargeException;
        if (problem != null && !never) {
            fail(problem);
        }
        if (failure != null) {
            return; // It is written again, in its turn.
        }
        if (never) {
            tooLarge.accept(report);
        }
        inFlight.arrived(mine);
    }

    private void fail(Exception problem) {
        if (failure == null) {
            failure = KafkaProblems.notWritten(target.address(), problem);
            bell.release();
        }
    }

    /** What was not acknowledged by now is written again by another one. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
