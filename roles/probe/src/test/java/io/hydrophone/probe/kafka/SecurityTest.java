package io.hydrophone.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.kafka.KafkaLogin;
import io.hydrophone.kafka.KafkaLogin.Mechanism;
import io.hydrophone.kafka.KafkaSettings;
import io.hydrophone.kafka.KafkaTls;
import io.hydrophone.probe.Until;
import io.hydrophone.probe.push.KafkaOptions;
import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.probe.push.ReportPusher;
import io.hydrophone.queue.QueueOptions;
import io.hydrophone.servers.KafkaBroker;
import io.hydrophone.servers.KafkaSecurity;
import io.hydrophone.servers.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides, against a broker with TLS, logins and clients' certificates. */
class SecurityTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String WRONG = "not-the-password";

    @TempDir
    private static Path shared;

    private static SelfSigned own;
    private static SelfSigned client;
    private static KafkaSecurity security;
    private static KafkaBroker broker;

    @TempDir
    private Path directory;

    private final Queue<Problem> told = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws Exception {
        own = SelfSigned.make(Files.createDirectory(shared.resolve("own")));
        client = SelfSigned.make(Files.createDirectory(shared.resolve("client")));
        security = KafkaSecurity.of(own, client);
        broker = KafkaBroker.start(Files.createDirectory(shared.resolve("kafka")), security);
        KafkaSecurity.allowScram(broker);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void reportsGoFromAProbeToACopyOverTlsAndScram() throws Exception {
        deliver("scram", connection("scram", security.loginPort(), tls(), login(Mechanism.SCRAM_SHA_512)));
    }

    @Test
    void reportsGoOverTlsAndPlain() throws Exception {
        deliver("plain", connection("plain", security.loginPort(), tls(), login(Mechanism.PLAIN)));
    }

    @Test
    void reportsGoOverTlsWithACertificateOfOurs() throws Exception {
        KafkaTls both = new KafkaTls(own.chain(), client.chain(), client.key());
        deliver("certified", connection("certified", security.certificatePort(), both, null));
    }

    private void deliver(String topic, KafkaConnection connection) throws Exception {
        broker.createTopic(topic, 1);
        Made made = new Made(1, 3);
        StreamsOptions options = StreamsOptions.of(connection, "group-" + topic)
                .withInterval(Duration.ofSeconds(1), Duration.ofMinutes(10));
        try (ReportPusher pusher = push(connection, made);
                StreamsMaster master = StreamsMaster.of(options, told::add);
                HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(master))) {
            master.start(server.uri(), () -> {});
            Until.holds(() -> counted(master), count -> count == made.figures().queries(), PATIENCE);
            assertThat(pusher.pusher().counters().acknowledged()).isEqualTo(1);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aWrongPasswordIsToldByBothSidesAndTheIntervalWaits() throws Exception {
        broker.createTopic("wrong", 1);
        KafkaLogin wrong = KafkaLogin.of(Mechanism.SCRAM_SHA_512, KafkaSecurity.USER, WRONG);
        isNotTrusted(connection("wrong", security.loginPort(), tls(), wrong), "user and password");
    }

    @Test
    void aBrokerWithACertificateThatNobodyKnowsIsNotTrusted() throws Exception {
        broker.createTopic("unknown", 1);
        KafkaTls other = new KafkaTls(client.chain(), null, null);
        isNotTrusted(connection("unknown", security.loginPort(), other, login(Mechanism.SCRAM_SHA_512)), "certificate");
    }

    @Test
    void aClientWithoutACertificateIsNotTrusted() throws Exception {
        broker.createTopic("anonymous", 1);
        isNotTrusted(connection("anonymous", security.certificatePort(), tls(), null), "certificate");
    }

    private void isNotTrusted(KafkaConnection connection, String reason) throws Exception {
        long begin = System.nanoTime();
        try (ReportPusher pusher = push(connection, new Made(1, 3))) {
            Until.holds(told::size, size -> size > 0, PATIENCE);
            Problem problem = told.peek();
            assertThat(problem.code()).isEqualTo("kafka-not-trusted");
            assertThat(problem.message()).contains(reason);
            assertThat(problem.text()).doesNotContain(WRONG);
            assertThat(pusher.pusher().counters().queue().records()).isEqualTo(1);
            assertThat(pusher.pusher().counters().dropped()).isZero();
        }
        assertThatThrownBy(() -> StreamsMaster.of(StreamsOptions.of(connection, "wrong"), told::add))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("kafka-not-trusted");
                    assertThat(e.problem().message()).contains(reason);
                });
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(90));
    }

    @Test
    void whatWaitedGoesWhenThePasswordIsRight() throws Exception {
        broker.createTopic("corrected", 1);
        KafkaLogin wrong = KafkaLogin.of(Mechanism.PLAIN, KafkaSecurity.USER, WRONG);
        try (ReportPusher pusher = push(connection("corrected", security.loginPort(), tls(), wrong), new Made(1, 3))) {
            Until.holds(told::size, size -> size > 0, PATIENCE);
            assertThat(pusher.pusher().counters().queue().records()).isEqualTo(1);
        }
        KafkaConnection right = connection("corrected", security.loginPort(), tls(), login(Mechanism.PLAIN));
        try (ReportPusher pusher = ReportPusher.open(options(right), told::add)) {
            pusher.deliver(null);
            Until.holds(() -> pusher.pusher().counters().queue().records(), left -> left == 0, PATIENCE);
        }
        assertThat(Records.all(broker, "corrected", 1)).hasSize(1);
    }

    @Test
    void aListenerThatSpeaksTlsIsHintedAt() {
        KafkaAddress clear = KafkaAddress.parse("kafka://localhost:" + security.certificatePort() + "/t");
        KafkaConnection connection = new KafkaConnection(clear, KafkaSettings.NONE, false);
        assertThatThrownBy(() -> StreamsMaster.of(StreamsOptions.of(connection, "clear"), told::add))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("kafka-not-reached");
                    assertThat(e.problem().action()).contains("TLS");
                });
    }

    private ReportPusher push(KafkaConnection connection, Made made) {
        ReportPusher pusher = ReportPusher.open(options(connection), told::add);
        pusher.deliver(null);
        pusher.accept(made.report("db-1", 1, 1, System.currentTimeMillis() / 1_000 * Made.SECOND));
        return pusher;
    }

    private KafkaOptions options(KafkaConnection connection) {
        return new KafkaOptions(
                connection, directory.resolve("queue"), QueueOptions.of(64 << 20), PushOptions.MEMORY_BYTES);
    }

    private static long counted(StreamsMaster master) {
        try {
            return Made.Figures.of(master.fleet(Question.ALL).sum(null)).queries();
        } catch (NotWhole | InterruptedException e) {
            return -1;
        }
    }

    private static KafkaTls tls() {
        return new KafkaTls(own.chain(), null, null);
    }

    private static KafkaLogin login(Mechanism mechanism) {
        return KafkaLogin.of(mechanism, KafkaSecurity.USER, KafkaSecurity.PASSWORD);
    }

    private static KafkaConnection connection(String topic, int port, KafkaTls tls, KafkaLogin login) {
        KafkaSettings settings = KafkaSettings.NONE.with(tls);
        return new KafkaConnection(
                KafkaAddress.parse("kafkas://localhost:" + port + "/" + topic),
                login == null ? settings : settings.with(login),
                false);
    }
}
