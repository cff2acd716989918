package io.hydrophone.agent.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchPack;
import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Sink;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.kafka.KafkaSettings;
import io.hydrophone.servers.KafkaBroker;
import io.hydrophone.servers.Pause;
import io.hydrophone.servers.Prometheus;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sinks and what they are for. */
class RealReceiversTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void prometheusHasWhatItWasWritten() throws Exception {
        long now = Instant.now().getEpochSecond() * 1_000_000;
        try (Prometheus prometheus = Prometheus.start("");
                HttpClient client = HttpClient.newHttpClient();
                Sink sink = new RemoteWriteSink(new HttpTarget(
                        URI.create(prometheus.uri() + "/api/v1/write"),
                        null,
                        null,
                        HttpTarget.USUAL_TIMEOUT,
                        Compression.NONE))) {
            Pause.until("Prometheus is ready", PATIENCE, () -> status(client, prometheus.uri() + "/-/ready") == 200);
            Batch batch = Sent.batch(
                    sample("mysql.net.connections", 12.5, now - 15_000_000, "port:3306", "role:primary"),
                    sample("mysql.net.connections", 13.5, now, "port:3306", "role:primary"),
                    sample("mysql.net.connections", 14.5, now, "port:3306", "role:primary"),
                    sample("mysql_net.connections", 14.5, now, "port:3306", "role:primary"));
            assertThat(sink.deliver(batch)).isEqualTo(new Delivery.Taken(2));
            assertThat(sink.deliver(batch))
                    .as("the same once more, as after an answer that was lost, is refused and changes nothing")
                    .isInstanceOf(Delivery.Refused.class);
            JsonNode result =
                    query(client, prometheus, "mysql_net_connections{port=\"3306\",role=\"primary\",host=\"db1\"}[1m]");
            assertThat(result).hasSize(1);
            assertThat(result.path(0).path("values").path(0).path(1).asString()).isEqualTo("12.5");
            assertThat(result.path(0).path("values").path(1).path(1).asString()).isEqualTo("14.5");
            assertThat(sink.deliver(Sent.batch(
                            sample("mysql.net.connections", 1, now - 5_000_000, "port:3306", "role:primary"))))
                    .as("what is older than the last point is refused")
                    .isInstanceOf(Delivery.Refused.class);
        }
    }

    private static Sample sample(String name, double value, long ts, String... tags) {
        return new Sample(name, Tags.of(tags), "db1", value, ts, SampleKind.GAUGE, Duration.ZERO);
    }

    private static JsonNode query(HttpClient client, Prometheus prometheus, String query) throws Exception {
        URI uri = URI.create(
                prometheus.uri() + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        String body = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return JsonMapper.shared().readTree(body).path("data").path("result");
    }

    private static int status(HttpClient client, String uri) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void kafkaHasBatchesWithTheirKeys(@TempDir Path directory) throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory)) {
            broker.createTopic("signals", 1);
            KafkaConnection connection = new KafkaConnection(
                    KafkaAddress.parse("kafka://" + broker.bootstrap() + "/signals"), KafkaSettings.NONE, false);
            Batch batch = Sent.batch(sample("a", 1, 2));
            try (Sink sink = new KafkaSink(connection, ConsoleSink.Format.MSGPACK, PATIENCE)) {
                assertThat(sink.deliver(batch)).isEqualTo(Delivery.TAKEN);
            }
            ConsumerRecord<byte[], byte[]> message = message(broker);
            assertThat(new String(message.key(), StandardCharsets.UTF_8)).isEqualTo("db1");
            assertThat(message.headers().lastHeader("idempotency-key").value())
                    .isEqualTo(Sent.KEY.header().getBytes(StandardCharsets.US_ASCII));
            assertThat(BatchPack.read(message.value(), 0, message.value().length))
                    .isEqualTo(batch);
        }
    }

    private static ConsumerRecord<byte[], byte[]> message(KafkaBroker broker) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition("signals", 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            return consumer.poll(PATIENCE).iterator().next();
        }
    }
}
