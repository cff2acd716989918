package io.hydrophone.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.kafka.KafkaSettings;
import io.hydrophone.probe.Until;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong when a copy begins. */
class StartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path kafka;

    private static KafkaBroker broker;

    @TempDir
    private Path directory;

    private final Queue<Problem> told = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(kafka);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void brokersThatAreNotThereAreToldSoon() throws IOException {
        KafkaAddress nowhere = KafkaAddress.parse("kafka://127.0.0.1:" + FreePort.find() + "/reports");
        long begin = System.nanoTime();
        assertThat(refused(new KafkaConnection(nowhere, KafkaSettings.NONE, false), "any")
                        .code())
                .isEqualTo("kafka-not-reached");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isLessThan(Duration.ofSeconds(55)); // Kafka itself tries for a minute
    }

    @Test
    void aTopicThatIsNotThereIsToldWithTheCommandThatMakesIt() {
        assertThat(refused(Topic.connection(broker, "nowhere"), "any").action())
                .isEqualTo("make it: kafka-topics.sh --bootstrap-server " + broker.bootstrap()
                        + " --create --topic nowhere --partitions 12 --replication-factor 1"
                        + " --config max.message.bytes=8388608");
    }

    @Test
    void moreCopiesOfTheStateThanBrokersAreRefused() throws Exception {
        broker.createTopic("replicated", 1);
        Path file = Files.writeString(directory.resolve("kafka.properties"), "replication.factor=3\n");
        KafkaConnection connection =
                new KafkaConnection(Topic.address(broker, "replicated"), KafkaSettings.fromFile(file), false);
        assertThat(refused(connection, "replicated").code()).isEqualTo("bad-replication");
    }

    @Test
    void aTopicThatGrewIsToldFromTheState() throws Exception {
        broker.createTopic("growing", 1);
        StreamsOptions options = StreamsOptions.of(Topic.connection(broker, "growing"), "growing");
        try (StreamsMaster master = StreamsMaster.of(options, told::add);
                HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(master))) {
            master.start(server.uri(), () -> {});
            Until.holds(master::state, "running"::equals, PATIENCE);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createPartitions(Map.of("growing", NewPartitions.increaseTo(2)))
                    .all()
                    .get();
        }
        Until.holds(() -> code(options), "wrong-partitions"::equals, PATIENCE);
    }

    @Test
    void stateOfAnotherVersionEndsTheCopyAndSaysWhy() throws Exception {
        broker.createTopic("versions", 1);
        StreamsOptions options = StreamsOptions.of(Topic.connection(broker, "versions"), "versions");
        try (StreamsMaster master = StreamsMaster.of(options, told::add);
                HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(master))) {
            master.start(server.uri(), () -> {});
            Until.holds(master::state, "running"::equals, PATIENCE);
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("versions-receipts-changelog", new byte[] {'d'}, new byte[] {99}))
                    .get();
        }
        CountDownLatch failed = new CountDownLatch(1);
        try (StreamsMaster master = StreamsMaster.of(options, told::add);
                HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(master))) {
            master.start(server.uri(), failed::countDown);
            assertThat(failed.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(told).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("bad-state");
            assertThat(problem.action()).contains("--group");
        });
    }

    @Test
    void settingsThatMakeNoSenseAreTold() throws IOException {
        KafkaAddress address = Topic.address(broker, "any");
        for (String line : List.of("security.protocol=SSL\nssl.protocol=none", "security.protocol=nonsense")) {
            Path file = Files.writeString(directory.resolve("kafka.properties"), line);
            KafkaConnection connection = new KafkaConnection(address, KafkaSettings.fromFile(file), false);
            assertThat(refused(connection, "any").code()).isEqualTo("kafka-not-reached");
        }
    }

    private Problem refused(KafkaConnection connection, String group) {
        StreamsOptions options = StreamsOptions.of(connection, group);
        Problem[] problem = new Problem[1];
        assertThatThrownBy(() -> StreamsMaster.of(options, told::add))
                .isInstanceOfSatisfying(ProblemException.class, e -> problem[0] = e.problem());
        return problem[0];
    }

    private String code(StreamsOptions options) {
        try (StreamsMaster master = StreamsMaster.of(options, told::add)) {
            return master.state();
        } catch (ProblemException e) {
            return e.problem().code();
        }
    }
}
