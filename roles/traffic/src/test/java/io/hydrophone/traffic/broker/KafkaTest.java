package io.hydrophone.traffic.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.Child;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.KafkaBroker;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.RecordingKey;
import io.hydrophone.traffic.recording.TrafficEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** With a real Kafka broker, which is stopped and killed on the way. */
class KafkaTest {
    private static final RecordingKey KEY = new RecordingKey(new byte[32]);

    @TempDir
    private static Path home;

    private static KafkaBroker broker;

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());
    private String topic;
    private String url;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(home);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void topicOfItsOwn(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        url = "kafka://" + broker.bootstrap() + "/" + topic;
        broker.createTopic(topic, 1);
    }

    @Test
    void whatIsRecordedIsReadInOrderAndOnce() throws Exception {
        try (BrokerTarget target = target();
                BrokerSource source = source(false)) {
            Traffic.tell(target, 1, 60_000);
            List<TrafficEvent> events = Traffic.readTo(source, 60_000);
            assertThat(Traffic.numbers(events)).isEqualTo(Traffic.numbers(1, 60_000));
            assertThat(source.next(Traffic.PATIENCE)).isInstanceOf(Answered.class);
            assertThat(source.counters().blocks()).isGreaterThan(1);
            Traffic.awaitConfirmed(target);
            assertThat(target.counters().events()).isEqualTo(120_000);
            assertThat(target.counters().errors()).isZero();
            source.acknowledge(source.position());
            assertThat(source.next(Duration.ofMillis(100))).isNull();
        }
        assertThat(Traffic.numbers(readToEnd(url))).isEmpty();
        assertThat(Traffic.numbers(readToEnd(url + "?group=another"))).isEqualTo(Traffic.numbers(1, 60_000));
        assertThat(told).isEmpty();
    }

    @Test
    void aBrokerThatIsStoppedWhileRecordingLosesNothing() throws Exception {
        try (BrokerTarget target = target();
                BrokerSource source = source(false)) {
            Traffic.tell(target, 1, 5_000);
            List<TrafficEvent> events = new ArrayList<>(Traffic.readTo(source, 5_000));
            broker.stop();
            Traffic.tell(target, 5_001, 10_000);
            Thread.sleep(6_000);
            Traffic.tell(target, 10_001, 15_000);
            assertThat(source.next(Duration.ofMillis(100)))
                    .isNotInstanceOf(io.hydrophone.traffic.recording.Asked.class);
            broker.start();
            Traffic.tell(target, 15_001, 20_000);
            events.addAll(Traffic.readTo(source, 20_000));
            assertThat(Traffic.numbers(events)).isEqualTo(Traffic.numbers(1, 20_000));
            assertThat(target.counters().droppedEvents()).isZero();
            assertThat(source.counters().missingBlocks()).isZero();
        }
    }

    @Test
    void aBrokerThatIsKilledWhileRecordingLosesNothing() throws Exception {
        Path data = Files.createDirectory(directory.resolve("killed"));
        int port = FreePort.find();
        String killed = "kafka://127.0.0.1:" + port + "/t";
        List<TrafficEvent> events = new ArrayList<>();
        try (BrokerTarget target = target(killed)) {
            Traffic.tell(target, 1, 5_000);
            try (Child process = Child.start(KafkaBroker.class, data, port, "t:1")) {
                assertThat(process.line()).startsWith("broker at");
                Traffic.awaitConfirmed(target);
                Traffic.tell(target, 5_001, 10_000);
                Thread.sleep(300);
                process.kill();
            }
            Traffic.tell(target, 10_001, 15_000);
            try (Child process = Child.start(KafkaBroker.class, data, port)) {
                assertThat(process.line()).startsWith("broker at");
                Traffic.tell(target, 15_001, 20_000);
                // A broker that was killed is let in again when its old session has ended.
                Traffic.awaitConfirmed(target);
                try (BrokerSource source = BrokerSource.open(killed, false, List.of(KEY), told::add)) {
                    events.addAll(Traffic.readTo(source, 20_000));
                }
            }
        }
        assertThat(Traffic.numbers(events)).isEqualTo(Traffic.numbers(1, 20_000));
    }

    @Test
    void whatIsNotAcknowledgedIsGivenAgain() throws Exception {
        try (BrokerTarget target = target()) {
            for (int block = 0; block < 3; block++) {
                Traffic.tell(target, block * 10 + 1, block * 10 + 10);
                Traffic.awaitConfirmed(target);
            }
        }
        try (BrokerSource source = source(false)) {
            Traffic.readTo(source, 30);
            source.acknowledge(20 + 19); // All of the first block, all but one event of the second.
        }
        try (BrokerSource source = source(false)) {
            assertThat(Traffic.numbers(Traffic.readTo(source, 30))).isEqualTo(Traffic.numbers(11, 30));
        }
    }

    @Test
    void foreignMessagesAndLockedOnesArePassedOver() throws Exception {
        RecordingKey other = new RecordingKey(Arrays.copyOf(new byte[] {1}, 32));
        send("no recording".getBytes(StandardCharsets.UTF_8));
        send(null);
        try (BrokerTarget target = target()) {
            Traffic.tell(target, 1, 10);
            Traffic.awaitConfirmed(target);
        }
        try (BrokerTarget target =
                BrokerTarget.open(url, Encryption.with(other), 1, BrokerTargetOptions.of(directory), told::add)) {
            Traffic.tell(target, 100, 110);
            Traffic.awaitConfirmed(target);
        }
        try (BrokerTarget target = target();
                BrokerSource source = source(false)) {
            Traffic.tell(target, 11, 20);
            assertThat(Traffic.numbers(Traffic.readTo(source, 20))).isEqualTo(Traffic.numbers(1, 20));
            assertThat(source.counters().foreignMessages()).isEqualTo(2);
            assertThat(source.counters().lockedMessages()).isEqualTo(1);
        }
        assertThat(told).extracting(Problem::code).contains("recording-foreign", "recording-key");
    }

    @Test
    void aMessageThatTheTopicNeverTakesIsDroppedAndTheRestGoesOn() throws Exception {
        try (BrokerTarget target = target();
                BrokerSource source = source(false)) {
            Traffic.tell(target, 1, 10);
            Traffic.tellRandom(target, 11, 9 << 20);
            Traffic.tell(target, 12, 20);
            assertThat(Traffic.numbers(Traffic.readTo(source, 20)))
                    .containsAll(Traffic.numbers(1, 10))
                    .doesNotContain(11L);
            assertThat(target.counters().droppedEvents()).isPositive();
            assertThat(source.counters().missingBlocks()).isEqualTo(1);
        }
        assertThat(told).extracting(Problem::code).contains("broker-message-too-large", "recording-blocks-missing");
    }

    @Test
    void aTopicThatIsNotThereIsTold() throws Exception {
        String nowhere = "kafka://" + broker.bootstrap() + "/nowhere";
        assertThatThrownBy(() -> BrokerSource.open(nowhere, false, List.of(), told::add))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("no-topic"));
        try (BrokerTarget target = target(nowhere)) {
            Traffic.tell(target, 1, 10);
            Traffic.await("it is told", () -> target.counters().errors() > 0);
            assertThat(told).extracting(Problem::code).contains("kafka-not-written");
            broker.createTopic("nowhere", 1);
            Traffic.awaitConfirmed(target);
        }
    }

    private void send(byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private List<TrafficEvent> readToEnd(String from) throws InterruptedException {
        try (BrokerSource source = BrokerSource.open(from, true, List.of(KEY), told::add)) {
            return Traffic.readToEnd(source);
        }
    }

    private BrokerTarget target() {
        return target(url);
    }

    private BrokerTarget target(String to) {
        return BrokerTarget.open(to, Encryption.with(KEY), 1, BrokerTargetOptions.of(directory), told::add);
    }

    private BrokerSource source(boolean untilEnd) {
        return BrokerSource.open(url, untilEnd, List.of(KEY), told::add);
    }
}
