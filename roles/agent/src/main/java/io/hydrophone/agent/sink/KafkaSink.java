package io.hydrophone.agent.sink;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchJson;
import io.hydrophone.agent.batch.BatchPack;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.Problem;
import io.hydrophone.core.Reason;
import io.hydrophone.core.Signal;
import io.hydrophone.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic, with a message a batch; the agent is the message's key, so that one agent's batches are in one partition, in order. */
public final class KafkaSink implements Sink {
    private static final String KEY_HEADER = "idempotency-key";

    private final KafkaConnection connection;
    private final ConsoleSink.Format format;
    private final Duration timeout;
    private final Traffic traffic = new Traffic();
    /** Null until there is something to send, and after a failure. */
    private Producer<byte[], byte[]> producer;

    /**
     * A sink that is not connected yet.
     *
     * @param timeout until a batch has to be acknowledged
     */
    public KafkaSink(KafkaConnection connection, ConsoleSink.Format format, Duration timeout) {
        this.connection = connection;
        this.format = format;
        this.timeout = timeout;
    }

    @Override
    public boolean takes(Signal signal) {
        return true;
    }

    @Override
    public Delivery deliver(Batch batch) throws IOException, InterruptedException {
        byte[] body = format == ConsoleSink.Format.JSON ? BatchJson.write(batch) : BatchPack.write(batch);
        byte[] key = batch.key().agent().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(connection.address().topic(), key, body);
        message.headers().add(KEY_HEADER, batch.key().header().getBytes(StandardCharsets.US_ASCII));
        try {
            producer().send(message).get();
            traffic.sent(body.length);
            return Delivery.TAKEN;
        } catch (ExecutionException e) {
            return fail(e.getCause());
        } catch (RuntimeException e) { // Kafka's, from send() itself.
            return fail(e);
        }
    }

    private Delivery fail(Throwable cause) throws IOException {
        if (cause instanceof RecordTooLargeException) {
            return new Delivery.Refused(new Problem(
                    "sink-refused",
                    "the topic takes no message of that size",
                    connection.address().toString(),
                    "raise max.message.bytes of the topic; the batch is given up and counted"));
        }
        close();
        throw new IOException(Reason.innermost(cause), cause);
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> properties = connection.properties();
            int millis = (int) timeout.toMillis();
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
            properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
            properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
