package io.hydrophone.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskQueueTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final QueueOptions SMALL = new QueueOptions(256 << 10, 16 << 10, 64 << 10, Duration.ofMillis(5));

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void recordsComeOutInTheirOrder() throws InterruptedException {
        try (DiskQueue queue = open()) {
            append(queue, 1, 100);
            queue.seal();
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(range(1, 100));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aRecordIsSealedWithoutBeingAsked() throws InterruptedException {
        try (DiskQueue queue = open()) {
            queue.append(Records.numbered(1, 10));
            assertThat(queue.read(PATIENCE).sequence()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyRecordIsARecord() throws InterruptedException {
        try (DiskQueue queue = open()) {
            queue.append(new byte[0]);
            assertThat(queue.read(PATIENCE).record()).isEmpty();
        }
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAfterARewindAndAfterARestart() throws InterruptedException {
        try (DiskQueue queue = open()) {
            append(queue, 1, 50);
            queue.seal();
            assertThat(Records.drain(queue)).hasSize(50);
            queue.acknowledge(20);
            queue.rewind();
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(range(21, 50));
            queue.acknowledge(30);
        }
        try (DiskQueue queue = open()) {
            append(queue, 51, 60);
            queue.seal();
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(range(31, 60));
            assertThat(queue.counters().records()).isEqualTo(30);
            assertThat(queue.counters().lostRecords()).isZero();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void acknowledgedSegmentsLeaveTheDisk() throws InterruptedException {
        try (DiskQueue queue = open()) {
            append(queue, 1, 150);
            queue.seal();
            long before = queue.counters().bytes();
            assertThat(before).isGreaterThan(150_000);
            Records.drain(queue);
            queue.acknowledge(150);
            queue.seal();
            assertThat(queue.counters().bytes()).isLessThan(20_000);
            assertThat(queue.counters().records()).isZero();
        }
    }

    @Test
    void aFullQueueDropsTheOldestAndCountsThem() throws InterruptedException {
        long dropped;
        try (DiskQueue queue = open()) {
            append(queue, 1, 1_000);
            queue.seal();
            QueueCounters counters = queue.counters();
            dropped = counters.droppedRecords();
            assertThat(counters.bytes()).isBetween(200_000L, SMALL.maxBytes());
            assertThat(counters.records() + dropped).isEqualTo(1_000);
            assertThat(counters.droppedBytes()).isEqualTo(dropped * 1_000);
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(range(dropped + 1, 1_000));
            assertThat(queue.counters().lostRecords()).isZero();
        }
        try (DiskQueue queue = open()) {
            assertThat(queue.counters().droppedRecords()).isEqualTo(dropped);
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(range(dropped + 1, 1_000));
            assertThat(queue.counters().lostRecords()).isZero();
        }
    }

    @Test
    void aReaderIsNotDisturbedByADrop() throws InterruptedException {
        try (DiskQueue queue = open()) {
            append(queue, 1, 100);
            queue.seal();
            assertThat(Records.number(queue.read(PATIENCE).record())).isEqualTo(1);
            append(queue, 101, 1_000);
            queue.seal();
            long dropped = queue.counters().droppedRecords();
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(range(dropped + 1, 1_000));
            queue.acknowledge(1);
            assertThat(queue.counters().records()).isEqualTo(1_000 - dropped);
        }
    }

    @Test
    void aReaderAndAnAppenderWorkAtATime() throws Exception {
        try (DiskQueue queue = open()) {
            CompletableFuture<Void> appender = CompletableFuture.runAsync(() -> append(queue, 1, 5_000));
            long next = 1;
            while (next <= 5_000) {
                Entry entry = queue.read(PATIENCE);
                assertThat(entry).isNotNull();
                long number = Records.number(entry.record());
                assertThat(number).isGreaterThanOrEqualTo(next);
                next = number + 1;
                queue.acknowledge(entry.sequence());
            }
            appender.get(1, TimeUnit.MINUTES);
            assertThat(queue.counters().lostRecords()).isZero();
            assertThat(queue.counters().records()).isZero();
        }
    }

    @Test
    void anInterruptedReaderLeavesTheQueueWhole() throws Exception {
        try (DiskQueue queue = open()) {
            append(queue, 1, 10);
            queue.seal();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> queue.read(PATIENCE)).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            queue.append(Records.numbered(11, 100));
            queue.seal();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(range(1, 11));
        }
    }

    @Test
    void aRecordMayBeLargerThanASegment() throws InterruptedException {
        try (DiskQueue queue = open()) {
            queue.append(Records.numbered(1, 60_000));
            queue.append(Records.numbered(2, 10));
            queue.seal();
            assertThat(Records.numbers(Records.drain(queue))).containsExactly(1L, 2L);
        }
    }

    @Test
    void aRecordThatIsTooLargeIsRefused() {
        try (DiskQueue queue = open()) {
            assertThatThrownBy(() -> queue.append(new byte[(64 << 10) + 1]))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("queue-record-too-large"));
            assertThat(queue.counters().records()).isZero();
        }
    }

    @Test
    void aDirectoryHasOneOwner() {
        try (DiskQueue queue = open()) {
            assertThatThrownBy(this::open).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problem().code()).isEqualTo("queue-in-use");
                assertThat(e.problem().where())
                        .isEqualTo(directory.resolve("queue").toString());
            });
            queue.append(new byte[1]);
        }
        open().close();
    }

    @Test
    void aNewDirectoryIsForItsOwnerAlone() throws IOException {
        open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("queue"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aClosedQueueWakesItsReader() throws Exception {
        DiskQueue queue = open();
        CompletableFuture<Entry> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.read(Duration.ofMinutes(5));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        queue.close();
        assertThat(reader.get(1, TimeUnit.MINUTES)).isNull();
        assertThatThrownBy(() -> queue.append(new byte[1])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasNeverReadCannotBeAcknowledged() {
        try (DiskQueue queue = open()) {
            assertThatThrownBy(() -> queue.acknowledge(1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sizesThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> QueueOptions.of(1_000)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new QueueOptions(1 << 20, 1 << 20, 1_000, Duration.ZERO))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new QueueOptions(1 << 20, 1 << 16, 1 << 20, Duration.ZERO))
                .isInstanceOf(ProblemException.class);
        assertThat(QueueOptions.of(256 << 20).segmentBytes()).isEqualTo(4 << 20);
    }

    private DiskQueue open() {
        return DiskQueue.open(directory.resolve("queue"), SMALL, told::add);
    }

    private static void append(DiskQueue queue, long from, long through) {
        for (long number = from; number <= through; number++) {
            queue.append(Records.numbered(number, 1_000));
        }
    }

    private static List<Long> range(long from, long through) {
        return LongStream.rangeClosed(from, through).boxed().toList();
    }
}
