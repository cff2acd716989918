package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.Until;
import io.hydrophone.queue.QueueOptions;
import io.hydrophone.report.ReportId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.eclipse.jetty.websocket.api.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real WebSocket servers on loopback. */
class PusherTest {
    private static final PushTimes SOON = Patience.acknowledgedWithin(Duration.ofSeconds(1));

    /** A slow machine answers a ping within it. */
    private static final Duration PING = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void reportsArriveInTheirOrderAndLeaveTheQueue() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                Pusher pusher = pushTo(receiver)) {
            push(pusher, 1, 500);
            await(pusher, counters -> counters.acknowledged() == 500);
            assertThat(Reports.sequences(receiver.received())).isEqualTo(range(1, 500));
            PushCounters counters = pusher.counters();
            assertThat(counters.sent()).isEqualTo(500);
            assertThat(counters.resent()).isZero();
            assertThat(counters.queue().records()).isZero();
            assertThat(counters.server()).isEqualTo(receiver.uri());
            assertThat(counters.reconnects()).containsOnly(Map.entry(receiver.uri(), 0L));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void anOutageLosesNothing() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                Pusher pusher = pushTo(receiver)) {
            push(pusher, 1, 100);
            await(pusher, counters -> counters.acknowledged() > 10);
            receiver.stop();
            push(pusher, 101, 900);
            await(pusher, counters -> counters.server() == null);
            Thread.sleep(1_000);
            push(pusher, 901, 1_000);
            assertThat(pusher.counters().server()).isNull();
            receiver.start();
            push(pusher, 1_001, 1_100);
            await(pusher, counters -> counters.queue().records() == 0);
            assertThat(Reports.sequences(Reports.once(receiver.received()))).isEqualTo(range(1, 1_100));
            assertThat(pusher.counters().reconnects().get(receiver.uri())).isPositive();
            assertThat(pusher.counters().dropped()).isZero();
            // What was on its way when the server went, and nothing else.
            assertThat(receiver.received().size() - 1_100).isLessThanOrEqualTo(InFlight.MAX_REPORTS);
        }
        assertThat(told).extracting(Problem::code).isSubsetOf("push-closed", "push-broken", "push-not-connected");
    }

    @Test
    void anotherServerTakesOverWhenOneGoes() throws Exception {
        try (TestReceiver a = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                TestReceiver b = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                TestReceiver c = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                Pusher pusher = pushTo(Receiver.NATIVE, false, Patience.TIMES, a, b, c)) {
            List<URI> served = new ArrayList<>();
            long next = 1;
            for (int round = 0; round < 3; round++) {
                push(pusher, next, next + 99);
                next += 100;
                await(pusher, counters -> counters.queue().records() == 0);
                URI server = pusher.counters().server();
                served.add(server);
                for (TestReceiver receiver : List.of(a, b, c)) {
                    if (receiver.uri().equals(server) && round < 2) {
                        receiver.stop();
                    }
                }
            }
            assertThat(served).containsExactlyElementsOf(ServerOrder.of("db-7", List.of(a.uri(), b.uri(), c.uri())));
            List<Long> all = new ArrayList<>();
            for (TestReceiver receiver : List.of(a, b, c)) {
                all.addAll(Reports.sequences(Reports.once(receiver.received())));
            }
            assertThat(all).containsAll(range(1, 300)).hasSize(300);
        }
    }

    @Test
    void connectionsAreKeptToAllServersWhenAskedFor() throws Exception {
        try (TestReceiver a = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                TestReceiver b = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                TestReceiver c = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                Pusher pusher = pushTo(Receiver.NATIVE, true, Patience.heardWithin(PING), a, b, c)) {
            await(pusher, counters -> a.connections() + b.connections() + c.connections() == 3);
            // Longer than a ping's patience: what is idle stays open.
            Thread.sleep(PING.plusSeconds(2));
            push(pusher, 1, 10);
            await(pusher, counters -> counters.acknowledged() == 10);
            assertThat(a.connections() + b.connections() + c.connections()).isEqualTo(3);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aServerThatNeverAcknowledgesGetsAWindowAndIsGivenUp() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.SAYS_NOTHING);
                Pusher pusher = pushTo(Receiver.NATIVE, false, SOON, receiver)) {
            push(pusher, 1, 300);
            await(
                    pusher,
                    counters -> counters.reconnects().get(receiver.uri()) >= 2
                            && counters.resent() >= InFlight.MAX_REPORTS);
            await(pusher, counters -> Reports.once(receiver.received()).size() >= InFlight.MAX_REPORTS);
            assertThat(Reports.sequences(Reports.once(receiver.received()))).isEqualTo(range(1, InFlight.MAX_REPORTS));
            assertThat(pusher.counters().acknowledged()).isZero();
            assertThat(pusher.counters().queue().records()).isEqualTo(300);
            assertThat(told).extracting(Problem::code).containsExactly("push-not-acknowledged"); // Once.
            receiver.conduct(TestReceiver.ACKNOWLEDGES);
            await(pusher, counters -> counters.queue().records() == 0);
            assertThat(Reports.sequences(Reports.once(receiver.received()))).isEqualTo(range(1, 300));
        }
    }

    @Test
    void anAcknowledgementOfWhatWasNotSentIsCountedAndIgnored() throws Exception {
        try (TestReceiver receiver = TestReceiver.start((id, session, callback) -> {
                    ReportId later = new ReportId(id.probe(), id.epoch(), id.sequence() + 1_000_000);
                    session.sendText(TestReceiver.acknowledgement(later), Callback.NOOP);
                    ReportId other = new ReportId("db-8", id.epoch(), id.sequence());
                    session.sendText(TestReceiver.acknowledgement(other), Callback.NOOP);
                    session.sendText("no JSON", Callback.NOOP);
                    callback.succeed();
                });
                Pusher pusher = pushTo(receiver)) {
            push(pusher, 1, 5);
            await(pusher, counters -> counters.stray() >= 15);
            assertThat(pusher.counters().acknowledged()).isZero();
            assertThat(pusher.counters().queue().records()).isEqualTo(5);
        }
    }

    @Test
    void aCumulativeAcknowledgementCoversWhatCameBefore() throws Exception {
        try (TestReceiver receiver = TestReceiver.start((id, session, callback) -> {
                    if (id.sequence() % 10 == 0) {
                        session.sendText(TestReceiver.acknowledgement(id), Callback.NOOP);
                    }
                    callback.succeed();
                });
                Pusher pusher = pushTo(receiver)) {
            push(pusher, 1, 200);
            await(pusher, counters -> counters.acknowledged() == 200);
            assertThat(pusher.counters().resent()).isZero();
        }
    }

    @Test
    void aServerThatRefusesIsLeftForTheNext() throws Exception {
        try (TestReceiver a = TestReceiver.start(TestReceiver.REFUSES);
                TestReceiver b = TestReceiver.start(TestReceiver.ACKNOWLEDGES)) {
            // Whichever comes first must be the one that refuses.
            boolean swapped =
                    ServerOrder.of("db-7", List.of(a.uri(), b.uri())).getFirst().equals(b.uri());
            a.conduct(swapped ? TestReceiver.ACKNOWLEDGES : TestReceiver.REFUSES);
            b.conduct(swapped ? TestReceiver.REFUSES : TestReceiver.ACKNOWLEDGES);
            TestReceiver taker = swapped ? a : b;
            try (Pusher pusher = pushTo(Receiver.NATIVE, false, Patience.TIMES, a, b)) {
                push(pusher, 1, 100);
                await(pusher, counters -> counters.queue().records() == 0);
                assertThat(pusher.counters().server()).isEqualTo(taker.uri());
                assertThat(Reports.sequences(taker.received())).isEqualTo(range(1, 100));
                assertThat(told).extracting(Problem::code).containsExactly("push-refused");
                assertThat(told.getFirst().message()).isEqualTo("the server refuses reports: epoch 3 is [2J fenced");
            }
        }
    }

    @Test
    void aServerThatReadsNoMoreIsLeftForTheNext() throws Exception {
        try (TestReceiver a = TestReceiver.start(TestReceiver.READS_NO_MORE);
                TestReceiver b = TestReceiver.start(TestReceiver.ACKNOWLEDGES)) {
            boolean swapped =
                    ServerOrder.of("db-7", List.of(a.uri(), b.uri())).getFirst().equals(b.uri());
            a.conduct(swapped ? TestReceiver.ACKNOWLEDGES : TestReceiver.READS_NO_MORE);
            b.conduct(swapped ? TestReceiver.READS_NO_MORE : TestReceiver.ACKNOWLEDGES);
            PushTimes writing = Patience.writtenWithin(Duration.ofSeconds(5));
            try (Pusher pusher = Pusher.start(options(Receiver.NATIVE, false, writing, 64 << 20, a, b), told::add)) {
                for (int sequence = 1; sequence <= 20; sequence++) {
                    pusher.push(Reports.of(1, sequence, 1 << 20));
                }
                await(pusher, counters -> counters.queue().records() == 0);
                assertThat(told).extracting(Problem::code).containsExactly("push-write-timeout");
            }
        }
    }

    @Test
    void aReceiverOfMysqlProbeHasAReportWhenAPongFollows() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.SAYS_NOTHING);
                Pusher pusher = pushTo(Receiver.MYSQLPROBE, false, Patience.TIMES, receiver)) {
            push(pusher, 1, 300);
            await(pusher, counters -> counters.acknowledged() == 300);
            assertThat(Reports.sequences(receiver.received())).isEqualTo(range(1, 300));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void withoutAPongAReceiverOfMysqlProbeIsSentTheReportAgain() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.SAYS_NOTHING)) {
            receiver.answersPings(false);
            try (Pusher pusher = pushTo(Receiver.MYSQLPROBE, false, SOON, receiver)) {
                push(pusher, 1, 10);
                await(pusher, counters -> counters.resent() >= 10);
                assertThat(pusher.counters().acknowledged()).isZero();
                receiver.answersPings(true);
                await(pusher, counters -> counters.acknowledged() == 10);
                assertThat(Reports.sequences(Reports.once(receiver.received()))).isEqualTo(range(1, 10));
            }
        }
    }

    @Test
    void whatWasNotAcknowledgedIsSentAfterARestart() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.ACKNOWLEDGES)) {
            receiver.stop();
            try (Pusher pusher = pushTo(receiver)) {
                push(pusher, 1, 50);
            }
            receiver.start();
            try (Pusher pusher = pushTo(receiver)) {
                push(pusher, 51, 60);
                await(pusher, counters -> counters.queue().records() == 0);
                assertThat(Reports.sequences(receiver.received())).isEqualTo(range(1, 60));
            }
        }
    }

    @Test
    void aFullQueueDropsTheOldestAndCounts() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.ACKNOWLEDGES)) {
            receiver.stop();
            try (Pusher pusher = pushTo(receiver)) {
                for (int sequence = 1; sequence <= 300; sequence++) {
                    pusher.push(Reports.of(1, sequence, 10_000));
                }
                long dropped = pusher.counters().dropped();
                assertThat(dropped).isPositive();
                receiver.start();
                await(pusher, counters -> counters.queue().records() == 0);
                assertThat(Reports.sequences(receiver.received())).isEqualTo(range(dropped + 1, 300));
                assertThat(told).extracting(Problem::code).contains("push-queue-full");
            }
        }
    }

    @Test
    void aReportThatIsTooLargeIsDroppedAndTheOthersGoOn() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                Pusher pusher = pushTo(receiver)) {
            pusher.push(Reports.of(1, 1, 2 << 20));
            push(pusher, 2, 3);
            await(pusher, counters -> counters.acknowledged() == 2);
            assertThat(pusher.counters().dropped()).isEqualTo(1);
            assertThat(told).extracting(Problem::code).containsExactly("push-report-too-large");
        }
    }

    @Test
    void anAddressInTheClearIsRefusedButForThisMachine() {
        List<URI> far = List.of(URI.create("ws://collector.example.com:8668/websocket"));
        assertThatThrownBy(() -> PushOptions.to(far, "db-7", directory))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("push-in-the-clear"));
        for (String bad : List.of("http://127.0.0.1/", "ws:127.0.0.1", "ws://user:secret@127.0.0.1/", "/websocket")) {
            assertThatThrownBy(() -> PushOptions.to(List.of(URI.create(bad)), "db-7", directory))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageNotContaining("secret");
        }
        assertThat(PushOptions.to(List.of(URI.create("ws://[::1]:8668/websocket")), "db-7", directory)
                        .servers())
                .hasSize(1);
    }

    private Pusher pushTo(TestReceiver receiver) {
        return pushTo(Receiver.NATIVE, false, Patience.TIMES, receiver);
    }

    private Pusher pushTo(Receiver kind, boolean preconnect, PushTimes times, TestReceiver... receivers) {
        return Pusher.start(options(kind, preconnect, times, 2 << 20, receivers), told::add);
    }

    private PushOptions options(
            Receiver kind, boolean preconnect, PushTimes times, int queueBytes, TestReceiver... receivers) {
        List<URI> servers = Arrays.stream(receivers).map(TestReceiver::uri).toList();
        return new PushOptions(
                "db-7",
                servers,
                kind,
                preconnect,
                times,
                PushSecurity.DEFAULT,
                directory.resolve("queue"),
                QueueOptions.of(queueBytes),
                1 << 20);
    }

    private static void push(Pusher pusher, long from, long through) {
        for (long sequence = from; sequence <= through; sequence++) {
            pusher.push(Reports.of(1, sequence, 200));
        }
    }

    private static void await(Pusher pusher, Predicate<PushCounters> holds) throws InterruptedException {
        Until.holds(pusher::counters, holds);
    }

    private static List<Long> range(long from, long through) {
        return LongStream.rangeClosed(from, through).boxed().toList();
    }
}
