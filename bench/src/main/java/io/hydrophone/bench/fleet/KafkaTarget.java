package io.hydrophone.bench.fleet;

import io.hydrophone.bench.process.Background;
import io.hydrophone.bench.process.Tool;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.JsonNode;

/** A broker in a process of its own, and one copy of a master that takes from it. */
final class KafkaTarget implements FleetTarget {
    private static final String TOPIC = "reports";
    private static final int PARTITIONS = 4;

    private final Background broker;
    private final MasterProcess copy;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong acknowledged = new AtomicLong();

    private KafkaTarget(Background broker, MasterProcess copy, KafkaProducer<byte[], byte[]> producer) {
        this.broker = broker;
        this.copy = copy;
        this.producer = producer;
    }

    /** @param directory of the broker, made by it */
    static KafkaTarget start(Path hydrophone, Path directory, Path logs) throws IOException, InterruptedException {
        int port = FreePort.find();
        Background broker = Background.start(
                Tool.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaBroker.class.getName(),
                        directory.toString(),
                        Integer.toString(port),
                        TOPIC + ":" + PARTITIONS),
                logs.resolve("broker.log"));
        try {
            broker.await("the broker", () -> broker.said().contains("broker at "));
            String address = "127.0.0.1:" + port;
            MasterProcess copy = MasterProcess.start(
                    hydrophone,
                    logs.resolve("copy.log"),
                    "--engine",
                    "kafka-streams",
                    "--from",
                    "kafka://" + address + "/" + TOPIC);
            return new KafkaTarget(broker, copy, producer(address));
        } catch (IOException | InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** As a probe writes. */
    private static KafkaProducer<byte[], byte[]> producer(String address) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", address, "acks", "all", "max.request.size", 32 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void connect(int probes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!copy.status().path("whole").asBoolean(false)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the copy has no partitions");
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void send(int probe, byte[] frame) {
        byte[] key = SimulatedReports.name(probe).getBytes(StandardCharsets.UTF_8);
        Future<RecordMetadata> _ = producer.send(new ProducerRecord<>(TOPIC, key, frame), (place, failure) -> {
            if (failure == null) {
                acknowledged.incrementAndGet();
            }
        });
    }

    @Override
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public JsonNode get(String path) throws IOException, InterruptedException {
        return copy.get(path);
    }

    @Override
    public long betweenCpuNanos() {
        return ProcessHandle.of(broker.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        copy.close();
        broker.close();
    }
}
