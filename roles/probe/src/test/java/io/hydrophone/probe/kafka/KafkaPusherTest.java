package io.hydrophone.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.Until;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.probe.push.KafkaOptions;
import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.probe.push.ReportPusher;
import io.hydrophone.queue.QueueOptions;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.Receipts;
import io.hydrophone.report.merge.ReportSum;
import io.hydrophone.servers.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPusherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int REPORTS = 120;

    @TempDir
    private Path directory;

    private final Queue<Problem> told = new ConcurrentLinkedQueue<>();

    @Test
    void aRestartOfTheBrokerLosesNothingAndDoublesNothingThatTheIdDoesNotTell() throws Exception {
        Made made = new Made(7, 5);
        try (KafkaBroker broker = KafkaBroker.start(Files.createDirectory(directory.resolve("kafka")))) {
            broker.createTopic("reports", 3);
            long begin = System.currentTimeMillis() / 1_000 * Made.SECOND;
            try (ReportPusher pusher = ReportPusher.open(options(broker), told::add)) {
                pusher.deliver(null);
                for (int sequence = 1; sequence <= REPORTS; sequence++) {
                    pusher.accept(made.report("db-1", 77, sequence, begin + sequence * Made.SECOND));
                    if (sequence == REPORTS / 3) {
                        Until.holds(() -> pusher.pusher().counters().acknowledged(), count -> count > 0, PATIENCE);
                        broker.stop();
                    }
                    if (sequence == 2 * REPORTS / 3) {
                        assertThat(pusher.pusher().counters().queue().records()).isPositive();
                        broker.start();
                    }
                    Thread.sleep(20);
                }
                Until.holds(() -> pusher.pusher().counters().queue().records(), left -> left == 0, PATIENCE);
                assertThat(pusher.pusher().counters().acknowledged()).isEqualTo(REPORTS);
                assertThat(pusher.pusher().counters().dropped()).isZero();
            }
            check(Records.all(broker, "reports", 3), made);
        }
    }

    /** Each once and in order, where those that came again are left out by their id. */
    private static void check(List<ConsumerRecord<byte[], byte[]>> arrived, Made made) {
        Receipts receipts = new Receipts();
        ReportSum sum = new ReportSum(Sums.FLEET, true);
        List<Long> order = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : arrived) {
            IntervalReport report = Frames.read(message.value());
            assertThat(message.key()).asString(StandardCharsets.UTF_8).isEqualTo("db-1");
            assertThat(header(message, "probe")).isEqualTo("db-1");
            assertThat(header(message, "epoch")).isEqualTo("77");
            assertThat(header(message, "sequence"))
                    .isEqualTo(Long.toString(report.id().sequence()));
            if (receipts.add(report.id())) {
                order.add(report.id().sequence());
                sum.add(report);
            }
        }
        assertThat(order).isEqualTo(LongStream.rangeClosed(1, REPORTS).boxed().toList());
        assertThat(Made.Figures.of(sum.snapshot(new ReportId("", 1, 1), "").summary()))
                .isEqualTo(made.figures());
    }

    @Test
    void aReportThatTheTopicNeverTakesIsCountedAndHoldsNothingUp() throws Exception {
        Made large = new Made(8, 400);
        Made small = new Made(9, 2);
        try (KafkaBroker broker = KafkaBroker.start(Files.createDirectory(directory.resolve("kafka")))) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                NewTopic narrow = new NewTopic("reports", 1, (short) 1).configs(Map.of("max.message.bytes", "4000"));
                admin.createTopics(List.of(narrow)).all().get();
            }
            try (ReportPusher pusher = ReportPusher.open(options(broker), told::add)) {
                pusher.deliver(null);
                pusher.accept(large.report("db-1", 1, 1, Made.SECOND));
                pusher.accept(small.report("db-1", 1, 2, 2 * Made.SECOND));
                Until.holds(() -> pusher.pusher().counters().queue().records(), left -> left == 0, PATIENCE);
                assertThat(pusher.pusher().counters().dropped()).isEqualTo(1);
                assertThat(pusher.pusher().counters().acknowledged()).isEqualTo(1);
            }
            assertThat(Records.all(broker, "reports", 1))
                    .singleElement()
                    .satisfies(
                            message -> assertThat(header(message, "sequence")).isEqualTo("2"));
            assertThat(told).extracting(Problem::code).containsExactly("push-too-large");
        }
    }

    private KafkaOptions options(KafkaBroker broker) {
        return new KafkaOptions(
                Topic.connection(broker, "reports"),
                directory.resolve("queue"),
                QueueOptions.of(64 << 20),
                PushOptions.MEMORY_BYTES);
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
