package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.Until;
import io.hydrophone.queue.QueueOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers come and go, and are masters or were; against real WebSocket servers on loopback. */
class MasterChangeTest {
    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());
    private final List<TestReceiver> receivers = new ArrayList<>();
    /** In the order in which the probe tries them. */
    private TestReceiver first;

    private TestReceiver second;
    private TestReceiver third;

    @BeforeEach
    void startThree() throws Exception {
        for (int i = 0; i < 3; i++) {
            receivers.add(TestReceiver.start(TestReceiver.ACKNOWLEDGES));
        }
        List<URI> order =
                ServerOrder.of("db-7", receivers.stream().map(TestReceiver::uri).toList());
        receivers.sort((a, b) -> Integer.compare(order.indexOf(a.uri()), order.indexOf(b.uri())));
        first = receivers.get(0);
        second = receivers.get(1);
        third = receivers.get(2);
    }

    @AfterEach
    void stopThem() {
        receivers.forEach(TestReceiver::close);
    }

    @Test
    void whatIsOnItsWayGoesToTheServersThatTakeThePlaceOfOthers() throws Exception {
        first.conduct(TestReceiver.SAYS_NOTHING);
        try (Pusher pusher = pushTo(first)) {
            push(pusher, 1, 50);
            Until.holds(() -> first.received().size(), size -> size == 50);
            pusher.setServers(List.of(second.uri(), third.uri()));
            await(pusher, counters -> counters.acknowledged() == 50);
            assertThat(Reports.sequences(second.received())).isEqualTo(range(1, 50));
            assertThat(pusher.counters().resent()).isEqualTo(50);
            assertThat(pusher.counters().reconnects()).containsOnlyKeys(second.uri(), third.uri());
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aServerThatStaysKeepsItsConnection() throws Exception {
        try (Pusher pusher = pushTo(first)) {
            push(pusher, 1, 10);
            await(pusher, counters -> counters.acknowledged() == 10);
            pusher.setServers(List.of(third.uri(), first.uri()));
            push(pusher, 11, 20);
            await(pusher, counters -> counters.acknowledged() == 20);
            assertThat(first.connections()).isEqualTo(1);
            assertThat(pusher.counters().resent()).isZero();
            for (List<URI> bad :
                    List.of(List.of(first.uri(), first.uri()), List.of(URI.create("ws://far.example.com/intake")))) {
                assertThatThrownBy(() -> pusher.setServers(bad)).isInstanceOf(ProblemException.class);
            }
            assertThat(pusher.counters().reconnects()).containsOnlyKeys(first.uri(), third.uri());
        }
    }

    @Test
    void whileThereIsNobodyToPushToReportsWait() throws Exception {
        try (TestReceiver receiver = TestReceiver.start(TestReceiver.ACKNOWLEDGES);
                Pusher pusher = pushTo(receiver)) {
            pusher.setServers(List.of());
            await(pusher, counters -> counters.reconnects().isEmpty());
            push(pusher, 1, 10);
            Thread.sleep(300);
            assertThat(pusher.counters().queue().records()).isEqualTo(10);
            pusher.setServers(List.of(receiver.uri()));
            await(pusher, counters -> counters.acknowledged() == 10);
        }
    }

    @Test
    void anAcknowledgementOfAnEarlierMasterIsRefused() throws Exception {
        first.conduct(TestReceiver.master(5));
        second.conduct(TestReceiver.master(4));
        try (Pusher pusher = pushTo(first, second)) {
            push(pusher, 1, 10);
            await(pusher, counters -> counters.acknowledged() == 10 && counters.masterEpoch() == 5);
            first.conduct(TestReceiver.REFUSES);
            push(pusher, 11, 20);
            Until.holds(() -> codes(), codes -> codes.contains("push-fenced"));
            assertThat(second.received()).isNotEmpty();
            assertThat(pusher.counters().acknowledged()).isEqualTo(10);
            second.conduct(TestReceiver.master(6));
            await(pusher, counters -> counters.acknowledged() == 20 && counters.masterEpoch() == 6);
            assertThat(Reports.sequences(Reports.once(second.received()))).isEqualTo(range(11, 20));
        }
        assertThat(codes()).containsOnly("push-refused", "push-fenced");
    }

    @Test
    void aConnectionToAnEarlierMasterIsGivenUpWhenAnotherTellsItsEpoch() throws Exception {
        first.greets("{\"master_epoch\":3}");
        first.conduct(TestReceiver.SAYS_NOTHING);
        second.greets("{\"master_epoch\":7}");
        try (Pusher pusher = push(options(true, PushSecurity.DEFAULT, first))) {
            push(pusher, 1, 10);
            await(pusher, counters -> counters.masterEpoch() == 3);
            pusher.setServers(List.of(first.uri(), second.uri()));
            await(pusher, counters -> counters.acknowledged() == 10);
            assertThat(pusher.counters().server()).isEqualTo(second.uri());
            assertThat(Reports.sequences(second.received())).isEqualTo(range(1, 10));
            assertThat(pusher.counters().stray()).isZero();
        }
        assertThat(codes()).containsOnly("push-fenced");
    }

    @Test
    void theMasterThatARefusalNamesIsTriedNext() throws Exception {
        first.conduct(TestReceiver.sendsTo(third.uri()));
        try (Pusher pusher = pushTo(first, second, third)) {
            push(pusher, 1, 100);
            await(pusher, counters -> counters.acknowledged() == 100);
            assertThat(Reports.sequences(third.received())).isEqualTo(range(1, 100));
            assertThat(second.connections()).isZero();
            // It is tried again although it failed a moment ago.
            third.conduct(TestReceiver.sendsTo(second.uri()));
            second.conduct(TestReceiver.sendsTo(first.uri()));
            first.conduct(TestReceiver.ACKNOWLEDGES);
            push(pusher, 101, 110);
            await(pusher, counters -> counters.acknowledged() == 110);
            assertThat(pusher.counters().server()).isEqualTo(first.uri());
        }
    }

    @Test
    void aMasterThatIsNotOneOfTheServersIsFollowedOnlyWhenThatIsAllowed() throws Exception {
        first.conduct(TestReceiver.sendsTo(third.uri()));
        second.conduct(TestReceiver.sendsTo(third.uri()));
        try (Pusher pusher = pushTo(first, second)) {
            push(pusher, 1, 10);
            Until.holds(() -> first.connections() + second.connections(), connections -> connections > 4);
            assertThat(third.connections()).isZero();
        }
        try (Pusher pusher = push(options(false, new PushSecurity(null, null, false, true), first, second))) {
            await(pusher, counters -> counters.queue().records() == 0);
            assertThat(Reports.sequences(third.received())).isEqualTo(range(1, 10));
            first.conduct(TestReceiver.sendsTo(URI.create("ws://far.example.com/intake")));
            second.conduct(TestReceiver.sendsTo(URI.create("ws://far.example.com/intake")));
            third.conduct(TestReceiver.REFUSES);
            push(pusher, 11, 11);
            Until.holds(() -> codes(), codes -> codes.contains("push-in-the-clear"));
        }
    }

    @Test
    void twoThatNameEachOtherAreNotAskedWithoutAPause() throws Exception {
        first.conduct(TestReceiver.sendsTo(second.uri()));
        second.conduct(TestReceiver.sendsTo(first.uri()));
        try (Pusher pusher = pushTo(first, second)) {
            push(pusher, 1, 10);
            Until.holds(() -> second.connections(), connections -> connections > 0);
            long begun = System.nanoTime();
            int before = first.connections() + second.connections();
            Thread.sleep(2_000);
            int more = first.connections() + second.connections() - before;
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            // Each at most every 400 ms, when the pauses have grown.
            assertThat(more).isLessThan((int) (6 + 2 * millis / 400));
            first.conduct(TestReceiver.ACKNOWLEDGES);
            await(pusher, counters -> counters.acknowledged() == 10);
        }
    }

    private List<String> codes() {
        synchronized (told) {
            return told.stream().map(Problem::code).distinct().toList();
        }
    }

    private Pusher pushTo(TestReceiver... servers) {
        return push(options(false, PushSecurity.DEFAULT, servers));
    }

    private Pusher push(PushOptions options) {
        return Pusher.start(options, told::add);
    }

    private PushOptions options(boolean preconnect, PushSecurity security, TestReceiver... servers) {
        return new PushOptions(
                "db-7",
                List.of(servers).stream().map(TestReceiver::uri).toList(),
                Receiver.NATIVE,
                preconnect,
                Patience.TIMES,
                security,
                directory.resolve("queue"),
                QueueOptions.of(2 << 20),
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
