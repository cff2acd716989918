package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.queue.DiskQueue;
import io.hydrophone.queue.QueueOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing for a while: the queue's directory is away, so that it cannot begin another segment. */
class BacklogTest {
    private static final QueueOptions OPTIONS = new QueueOptions(1 << 20, 4 << 10, 64 << 10, Duration.ofMillis(2));

    @TempDir
    private Path directory;

    private final List<Problem> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void reportsWaitInMemoryWhileTheDiskTakesNone() throws Exception {
        Path queue = directory.resolve("queue");
        Path away = directory.resolve("away");
        try (Backlog backlog = open(queue, 1 << 20)) {
            add(backlog, 1, 3);
            assertDrained(backlog, 1, 3);
            backlog.rewind();
            Files.move(queue, away);
            add(backlog, 4, 20);
            assertThat(told).extracting(Problem::code).containsExactly("queue-not-written");
            assertThat(backlog.figures().memoryReports()).isPositive();
            Files.move(away, queue);
            add(backlog, 21, 25);
            assertThat(backlog.figures().memoryReports()).isZero();
            assertDrained(backlog, 1, 25);
        }
        assertThat(told).hasSize(1);
        try (Backlog backlog = open(queue, 1 << 20)) {
            assertDrained(backlog, 1, 25);
        }
    }

    @Test
    void reportsInMemoryAreDeliveredAfterThoseOnTheDisk() throws Exception {
        Path queue = directory.resolve("queue");
        Path away = directory.resolve("away");
        try (Backlog backlog = open(queue, 1 << 20)) {
            add(backlog, 1, 10);
            assertDrained(backlog, 1, 10);
            Files.move(queue, away);
            add(backlog, 11, 20);
            List<Pending> late = take(backlog, 10);
            backlog.acknowledge(late.get(4));
            backlog.rewind();
            assertDrained(backlog, 16, 20);
            // On their way, they stay in memory, and so does what comes after them.
            Files.move(away, queue);
            add(backlog, 21, 21);
            assertThat(backlog.figures().memoryReports()).isEqualTo(6);
            assertDrained(backlog, 21, 21);
            backlog.rewind();
            add(backlog, 22, 22);
            assertThat(backlog.figures().memoryReports()).isZero();
        }
    }

    @Test
    void memoryIsBoundedAndWhatItDropsIsCounted() throws Exception {
        Path queue = directory.resolve("queue");
        Path away = directory.resolve("away");
        try (Backlog backlog = open(queue, 10_000)) {
            Files.move(queue, away);
            add(backlog, 1, 100);
            Backlog.Figures figures = backlog.figures();
            assertThat(figures.memoryReports()).isEqualTo(10);
            assertThat(figures.dropped()).isEqualTo(90);
            assertDrained(backlog, 91, 100);
            Files.move(away, queue);
        }
        assertThat(told).extracting(Problem::code).containsExactly("queue-not-written");
        try (Backlog backlog = open(queue, 10_000)) {
            assertDrained(backlog, 91, 100);
        }
    }

    private Backlog open(Path queue, int memoryBytes) {
        return new Backlog(DiskQueue.open(queue, OPTIONS, told::add), OPTIONS.maxRecordBytes(), memoryBytes, told::add);
    }

    private static void add(Backlog backlog, long from, long through) {
        for (long sequence = from; sequence <= through; sequence++) {
            backlog.add(Reports.of(1, sequence, 1_000));
        }
    }

    /** So many, however long the disk takes to seal them. */
    private static List<Pending> take(Backlog backlog, long reports) throws InterruptedException {
        List<Pending> all = new ArrayList<>();
        for (long i = 0; i < reports; i++) {
            all.add(backlog.next(Patience.LONG));
        }
        return all;
    }

    /** These in their order, and no other. */
    private static void assertDrained(Backlog backlog, long from, long through) throws InterruptedException {
        List<Pending> all = take(backlog, through - from + 1);
        assertThat(all).doesNotContainNull();
        assertThat(all).extracting(pending -> pending.report().id().sequence()).isEqualTo(range(from, through));
        assertThat(backlog.next(Duration.ofMillis(50))).isNull();
    }

    private static List<Long> range(long from, long through) {
        return LongStream.rangeClosed(from, through).boxed().toList();
    }
}
