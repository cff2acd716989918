package io.hydrophone.traffic.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.RabbitMq;
import io.hydrophone.servers.SelfSigned;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.RecordingKey;
import io.hydrophone.traffic.recording.TrafficEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** With a real RabbitMQ, which is stopped and killed on the way. */
class AmqpTest {
    private static final RecordingKey KEY = new RecordingKey(new byte[32]);
    private static final int MAX_MESSAGE_BYTES = 2 << 20;

    @TempDir
    private static Path home;

    private static SelfSigned own;
    private static int tlsPort;
    private static RabbitMq broker;

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());
    private String url;

    @BeforeAll
    static void start() throws Exception {
        own = SelfSigned.make(home);
        tlsPort = FreePort.find();
        List<String> settings = new ArrayList<>(List.of(RabbitMq.tls(tlsPort, own)));
        settings.add("max_message_size = " + MAX_MESSAGE_BYTES);
        broker = RabbitMq.start(home, settings.toArray(String[]::new));
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void queueOfItsOwn(TestInfo test) {
        url = broker.url() + "?queue=" + queue(test);
    }

    private static String queue(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void whatIsRecordedIsReadInOrderAndOnce() throws Exception {
        try (BrokerTarget target = target(BrokerTargetOptions.of(directory));
                BrokerSource source = source()) {
            Traffic.tell(target, 1, 60_000);
            List<TrafficEvent> events = Traffic.readTo(source, 60_000);
            assertThat(Traffic.numbers(events)).isEqualTo(Traffic.numbers(1, 60_000));
            assertThat(source.counters().blocks()).isGreaterThan(1);
            Traffic.awaitConfirmed(target);
            assertThat(target.counters().events()).isEqualTo(120_000);
            assertThat(target.counters().droppedEvents()).isZero();
            assertThat(target.counters().errors()).isZero();
            assertThat(target.counters().storedBytes()).isPositive();
            assertThat(source.next(Traffic.PATIENCE)).isInstanceOf(Answered.class);
            source.acknowledge(source.position());
            assertThat(source.next(Duration.ofMillis(100))).isNull();
        }
        try (BrokerSource later = BrokerSource.open(url, true, List.of(KEY), told::add)) {
            assertThat(Traffic.numbers(Traffic.readToEnd(later))).isEmpty();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aBrokerThatIsStoppedAndKilledWhileRecordingLosesNothing() throws Exception {
        long number = 0;
        try (BrokerTarget target = target(BrokerTargetOptions.of(directory))) {
            for (Runnable blow : List.<Runnable>of(broker::kill, broker::stop)) {
                number = tellFor(target, number, Duration.ofSeconds(2));
                blow.run();
                number = tellFor(target, number, Duration.ofSeconds(2));
                broker.start();
                number = tellFor(target, number, Duration.ofSeconds(1));
            }
            Traffic.awaitConfirmed(target);
            assertThat(target.counters().errors()).isPositive();
            assertThat(target.counters().droppedEvents()).isZero();
        }
        try (BrokerSource source = source()) {
            assertThat(Traffic.numbers(Traffic.readTo(source, number))).isEqualTo(Traffic.numbers(1, number));
            assertThat(source.counters().missingBlocks()).isZero();
        }
        assertThat(told).extracting(Problem::code).contains("amqp-not-reached");
    }

    private static long tellFor(BrokerTarget target, long told, Duration time) throws InterruptedException {
        long number = told;
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Traffic.tell(target, number + 1, number + 500);
            number += 500;
            Thread.sleep(10);
        }
        return number;
    }

    @Test
    void aSourceGoesOnWhenItsBrokerCameBack() throws Exception {
        try (BrokerTarget target = target(BrokerTargetOptions.of(directory));
                BrokerSource source = source()) {
            Traffic.tell(target, 1, 100);
            List<TrafficEvent> events = new ArrayList<>(Traffic.readTo(source, 100));
            Thread.sleep(3_000); // RabbitMQ writes down a moment later that it has a new queue.
            broker.kill();
            assertThat(source.next(Duration.ofMillis(500))).isNotInstanceOf(Asked.class);
            Traffic.tell(target, 101, 200);
            broker.start();
            events.addAll(Traffic.readTo(source, 200));
            assertThat(Traffic.numbers(events)).isEqualTo(Traffic.numbers(1, 200));
            assertThat(source.counters().reconnects()).isPositive();
            assertThat(source.counters().duplicateMessages())
                    .as("what was not acknowledged came once more")
                    .isPositive();
            source.acknowledge(source.position());
        }
        try (BrokerSource later = BrokerSource.open(url, true, List.of(KEY), told::add)) {
            assertThat(Traffic.numbers(Traffic.readToEnd(later)))
                    .as("the block of the last command was not read to its end")
                    .doesNotContain(1L, 100L);
        }
    }

    @Test
    void whatAnEarlierRunCouldNotPublishGoesFirst() throws Exception {
        broker.stop();
        try (BrokerTarget target = target(BrokerTargetOptions.of(directory))) {
            Traffic.tell(target, 1, 50);
        }
        try (BrokerTarget target = target(BrokerTargetOptions.of(directory))) {
            Traffic.tell(target, 51, 100);
            Traffic.await("both wait", () -> target.counters().waiting() >= 2);
            broker.start();
            Traffic.awaitConfirmed(target);
        }
        try (BrokerSource source = source()) {
            assertThat(Traffic.numbers(Traffic.readTo(source, 100))).isEqualTo(Traffic.numbers(1, 100));
        }
    }

    @Test
    void whatIsNotAcknowledgedIsGivenAgain() throws Exception {
        try (BrokerTarget target = target(BrokerTargetOptions.of(directory))) {
            for (int block = 0; block < 3; block++) {
                Traffic.tell(target, block * 10 + 1, block * 10 + 10);
                Traffic.awaitConfirmed(target);
            }
        }
        try (BrokerSource source = source()) {
            Traffic.readTo(source, 30);
            source.acknowledge(20 + 19); // All of the first block, all but one event of the second.
        }
        try (BrokerSource source = source()) {
            assertThat(Traffic.numbers(Traffic.readTo(source, 30))).isEqualTo(Traffic.numbers(11, 30));
        }
    }

    @Test
    void whatComesTwiceIsGivenOnceAndWhatIsForeignIsPassedOver(TestInfo test) throws Exception {
        try (BrokerTarget target = target(BrokerTargetOptions.of(directory))) {
            Traffic.tell(target, 1, 10);
            Traffic.awaitConfirmed(target);
        }
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            GetResponse first = channel.basicGet(queue(test), true);
            byte[] damaged = first.getBody().clone();
            damaged[damaged.length - 1] ^= 1;
            byte[] foreign = "no recording".getBytes(StandardCharsets.UTF_8);
            byte[] torn = Arrays.copyOf(first.getBody(), 40);
            for (byte[] body :
                    List.of(foreign, new byte[0], first.getBody(), torn, damaged, first.getBody(), first.getBody())) {
                channel.basicPublish("", queue(test), MessageProperties.PERSISTENT_BASIC, body);
            }
        }
        try (BrokerTarget target = target(BrokerTargetOptions.of(directory));
                BrokerSource source = source()) {
            Traffic.tell(target, 11, 20);
            assertThat(Traffic.numbers(Traffic.readTo(source, 20))).isEqualTo(Traffic.numbers(1, 20));
            SourceCounters counters = source.counters();
            assertThat(counters.foreignMessages()).isEqualTo(2);
            assertThat(counters.damagedMessages()).isEqualTo(2);
            assertThat(counters.duplicateMessages()).isEqualTo(2);
            source.acknowledge(source.position());
        }
        assertThat(told).extracting(Problem::code).contains("recording-foreign", "recording-damaged");
    }

    @Test
    void aMissingKeyIsToldAndTheBrokerKeepsWhatNeedsIt() throws Exception {
        RecordingKey other = new RecordingKey(Arrays.copyOf(new byte[] {1}, 32));
        Encryption foreign = Encryption.with(other);
        try (BrokerTarget target = BrokerTarget.open(url, foreign, 1, BrokerTargetOptions.of(directory), told::add)) {
            Traffic.tell(target, 1, 10);
            Traffic.awaitConfirmed(target);
        }
        try (BrokerSource source = source()) {
            assertThatThrownBy(() -> source.next(Traffic.PATIENCE))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("recording-key"));
        }
        try (BrokerSource source = BrokerSource.open(url, false, List.of(KEY, other), told::add)) {
            assertThat(Traffic.numbers(Traffic.readTo(source, 10))).isEqualTo(Traffic.numbers(1, 10));
        }
    }

    @Test
    void aFullQueueDropsTheOldestAndTheRecordingTellsSo() throws Exception {
        broker.stop();
        long events = 40;
        try (BrokerTarget target = target(new BrokerTargetOptions(directory, 4 << 20, 4))) {
            for (long number = 1; number <= events; number++) {
                Traffic.tellRandom(target, number, 400_000);
                Thread.sleep(30);
            }
            Traffic.await("blocks were dropped", () -> target.counters().droppedEvents() > 0);
            broker.start();
            Traffic.awaitConfirmed(target);
            Traffic.tellRandom(target, events + 1, 10);
            Traffic.awaitConfirmed(target);
            try (BrokerSource source = source()) {
                List<TrafficEvent> read = Traffic.readTo(source, events + 1);
                List<Long> numbers = Traffic.numbers(read);
                long dropped = target.counters().droppedEvents();
                assertThat(numbers).isSorted().doesNotHaveDuplicates().contains(events);
                long lossesDropped = 0;
                for (TrafficEvent event : read) {
                    lossesDropped = event instanceof Losses losses ? losses.queueFull() : lossesDropped;
                }
                assertThat(lossesDropped).isPositive().isLessThanOrEqualTo(dropped);
                int tidings = read.size() - numbers.size();
                assertThat(target.counters().events()).isEqualTo(numbers.size() + tidings);
                assertThat(numbers.size()).isGreaterThanOrEqualTo((int) (events + 1 - dropped));
            }
        }
        assertThat(told).extracting(Problem::code).contains("broker-queue-full");
    }

    @Test
    void aMessageThatTheBrokerNeverTakesIsDroppedAndTheRestGoesOn() throws Exception {
        try (BrokerTarget target = target(BrokerTargetOptions.of(directory));
                BrokerSource source = source()) {
            Traffic.tell(target, 1, 10);
            Traffic.tellRandom(target, 11, MAX_MESSAGE_BYTES + 1);
            Traffic.tell(target, 12, 20);
            List<Long> numbers = Traffic.numbers(Traffic.readTo(source, 20));
            assertThat(numbers).containsAll(Traffic.numbers(1, 10)).doesNotContain(11L);
            Traffic.awaitConfirmed(target);
            assertThat(target.counters().droppedEvents()).isPositive();
            assertThat(source.counters().missingBlocks()).isEqualTo(1);
        }
        assertThat(told).extracting(Problem::code).contains("broker-message-too-large", "recording-blocks-missing");
    }

    @Test
    void sessionsOfTwoRecordersAreKeptApart() throws Exception {
        try (BrokerTarget one = target(BrokerTargetOptions.of(directory.resolve("one")));
                BrokerTarget other = target(BrokerTargetOptions.of(directory.resolve("other")));
                BrokerSource source = source()) {
            Map<Long, List<Long>> numbers = new LinkedHashMap<>();
            for (long round = 0; round < 3; round++) {
                Traffic.tell(one, 2 * round + 1, 2 * round + 1);
                Traffic.awaitConfirmed(one);
                Traffic.tell(other, 2 * round + 2, 2 * round + 2);
                Traffic.awaitConfirmed(other);
            }
            for (TrafficEvent event : Traffic.readTo(source, 6)) {
                if (event instanceof Asked asked) {
                    numbers.computeIfAbsent(asked.session(), session -> new ArrayList<>())
                            .add(asked.number());
                }
            }
            assertThat(numbers).isEqualTo(Map.of(1L, List.of(1L, 3L, 5L), 1L + (1L << 40), List.of(2L, 4L, 6L)));
        }
    }

    @Test
    void aQueueIsReadByOneOnly() {
        try (BrokerSource source = source()) {
            assertThat(source.isOver()).isFalse();
            assertThat(code(this::source)).isEqualTo("amqp-in-use");
        }
        source().close();
    }

    @Test
    void messagesWaitUntilAQueueIsBoundToTheirExchange(TestInfo test) throws Exception {
        String exchange = broker.url() + "?exchange=" + queue(test) + "&routing-key=k";
        try (BrokerTarget target =
                BrokerTarget.open(exchange, Encryption.none(), 1, BrokerTargetOptions.of(directory), told::add)) {
            Traffic.tell(target, 1, 10);
            Traffic.await("the broker refused", () -> target.counters().errors() > 0);
            assertThat(told).extracting(Problem::code).contains("amqp-not-routed");
            try (BrokerSource source =
                    BrokerSource.open(exchange + "&queue=" + queue(test), false, List.of(), told::add)) {
                assertThat(Traffic.numbers(Traffic.readTo(source, 10))).isEqualTo(Traffic.numbers(1, 10));
            }
        }
    }

    @Test
    void theBrokersCertificateIsVerifiedAndPasswordsAreNeverTold() throws Exception {
        String login = RabbitMq.USER + ":" + RabbitMq.PASSWORD;
        String tls = "amqps://" + login + "@localhost:" + tlsPort + "/?queue=tls";
        String trusting = tls + "&ca=" + own.chain();
        try (BrokerTarget target = BrokerTarget.open(
                        trusting, Encryption.none(), 0, BrokerTargetOptions.of(directory), told::add);
                BrokerSource source = BrokerSource.open(trusting, false, List.of(), told::add)) {
            Traffic.tell(target, 1, 10);
            assertThat(Traffic.numbers(Traffic.readTo(source, 10))).isEqualTo(Traffic.numbers(1, 10));
        }
        for (String wrong : List.of(tls, trusting.replace("localhost", "127.0.0.1"), url.replace("fathoms", "feet"))) {
            assertThatThrownBy(() -> BrokerSource.open(wrong, false, List.of(), told::add))
                    .as(wrong)
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().code()).isEqualTo("amqp-not-trusted");
                        assertThat(e.problem().text()).doesNotContain("forty");
                    });
        }
    }

    private BrokerTarget target(BrokerTargetOptions options) {
        return BrokerTarget.open(url, Encryption.with(KEY), 1, options, told::add);
    }

    private BrokerSource source() {
        return BrokerSource.open(url, false, List.of(KEY), told::add);
    }

    private static Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.url().substring(0, broker.url().length() - 1));
        return factory.newConnection();
    }

    private static String code(Runnable act) {
        try {
            act.run();
            return "";
        } catch (ProblemException e) {
            return e.problem().code();
        }
    }
}
