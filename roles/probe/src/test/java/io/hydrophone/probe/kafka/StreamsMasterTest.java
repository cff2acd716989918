package io.hydrophone.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.Until;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.servers.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One copy in this process, on a broker in this process. That it runs at all shows that RocksDB is not needed: it is not on the class path. */
class StreamsMasterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path directory;

    private static KafkaBroker broker;

    private final Queue<Problem> told = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aRecordThatIsNoReportIsCountedAndSkippedWithAReason() throws Exception {
        broker.createTopic("poisoned", 1);
        Made made = new Made(1, 3);
        Made ignored = new Made(2, 3);
        long now = System.currentTimeMillis() / 1_000 * Made.SECOND;
        try (StreamsMaster master = master("poisoned");
                HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(master));
                TopicWriter reports = new TopicWriter(broker, "poisoned")) {
            reports.send(bytes("db-1"), bytes("not a report"));
            reports.send(bytes("db-1"), null);
            reports.send(null, bytes(""));
            IntervalReport foreign = ignored.report("db-1", 1, 1, now);
            reports.send(bytes("db-2"), Frames.write(foreign));
            reports.send(ignored.report("x".repeat(256), 1, 1, now));
            IntervalReport good = made.report("db-1", 1, 1, now);
            reports.send(good);
            reports.send(good);
            reports.flush();
            master.start(server.uri(), () -> {});
            Until.holds(() -> figures(master), made.figures()::equals, PATIENCE);
            StreamCounters.Counts counts = master.counts();
            assertThat(counts.accepted()).isEqualTo(1);
            assertThat(counts.duplicates()).isEqualTo(1);
            assertThat(counts.refused())
                    .containsEntry("wrong-key", 1L)
                    .containsEntry("empty-record", 1L)
                    .containsEntry("bad-probe-name", 1L)
                    .containsEntry("bad-snappy", 2L);
            assertThat(told).extracting(Problem::code).contains("bad-snappy", "wrong-key");
        }
    }

    @Test
    void clocksThatAreWrongDelayNothingAndTakeNoRoom() throws Exception {
        broker.createTopic("clocks", 2);
        Made made = new Made(3, 2);
        long now = System.currentTimeMillis() / 1_000 * Made.SECOND;
        long year = 365L * 86_400 * Made.SECOND;
        try (StreamsMaster master = master("clocks");
                HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(master));
                TopicWriter reports = new TopicWriter(broker, "clocks")) {
            reports.send(made.report("ahead", 1, 1, now + 50 * year));
            reports.send(made.report("behind", 1, 1, 0));
            reports.send(made.report("back", 1, 1, now + 50 * year));
            reports.send(made.report("back", 1, 2, now));
            reports.flush();
            master.start(server.uri(), () -> {});
            Until.holds(() -> figures(master), made.figures()::equals, PATIENCE);
            assertThat(master.counts().misdated()).isEqualTo(3);
            Question always = Question.between(0, Long.MAX_VALUE);
            assertThat(master.fleet(always).sum("ahead:3306").statements()).isEmpty();
            assertThat(master.fleet(always).sum("behind:3306").statements()).isEmpty();
            assertThat(master.fleet(always).sum("back:3306").statements()).hasSize(2);
        }
    }

    @Test
    void anotherCopyGoesOnWhereOneEndedInTheMiddleOfAnInterval() throws Exception {
        broker.createTopic("handed-on", 1);
        Made made = new Made(5, 4);
        long hour = System.currentTimeMillis() / 3_600_000 * 3_600 * Made.SECOND;
        StreamsOptions slow = options("handed-on").withInterval(Duration.ofSeconds(20), Duration.ofHours(2));
        try (TopicWriter reports = new TopicWriter(broker, "handed-on")) {
            reports.send(made.report("db-1", 1, 1, hour));
            reports.send(made.report("db-1", 1, 2, hour + Made.SECOND));
            reports.flush();
            try (StreamsMaster first = StreamsMaster.of(slow, told::add);
                    HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(first))) {
                first.start(server.uri(), () -> {});
                Until.holds(() -> first.counts().accepted(), accepted -> accepted == 2, PATIENCE);
                assertThat(first.counts().closed()).isZero();
            }
            reports.send(made.report("db-1", 1, 3, hour + 2 * Made.SECOND));
            reports.flush();
            try (StreamsMaster second = StreamsMaster.of(slow, told::add);
                    HttpServer server = HttpServer.start(ServerOptions.local(0), Serving.routes(second))) {
                second.start(server.uri(), () -> {});
                Until.holds(() -> figures(second), made.figures()::equals, PATIENCE);
                assertThat(second.counts().accepted()).isEqualTo(1);
                Question interval = Question.between(hour, hour + 1);
                Until.holds(() -> figures(second, interval), made.figures()::equals, PATIENCE);
            }
        }
    }

    @Test
    void rocksDbIsNotThere() {
        assertThatThrownBy(() -> Class.forName("org.rocksdb.RocksDB")).isInstanceOf(ClassNotFoundException.class);
    }

    private StreamsMaster master(String topic) {
        return StreamsMaster.of(options(topic), told::add);
    }

    private static StreamsOptions options(String topic) {
        return StreamsOptions.of(Topic.connection(broker, topic), "group-" + topic)
                .withInterval(Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    private static Made.Figures figures(StreamsMaster master) {
        return figures(master, Question.ALL);
    }

    private static Made.Figures figures(StreamsMaster master, Question question) {
        try {
            return Made.Figures.of(master.fleet(question).sum(null));
        } catch (NotWhole | InterruptedException e) {
            return new Made.Figures(-1, -1, -1);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
