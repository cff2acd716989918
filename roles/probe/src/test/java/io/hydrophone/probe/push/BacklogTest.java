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
    private static final Duration PATIENCE = Duration.ofMillis(200);
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
            assertThat(drain(backlog)).isEqualTo(range(1, 3));
            backlog.rewind();
            Files.move(queue, away);
            add(backlog, 4, 20);
            assertThat(told).extracting(Problem::code).containsExactly("queue-not-written");
            assertThat(backlog.figures().memoryReports()).isPositive();
            Files.move(away, queue);
            add(backlog, 21, 25);
            assertThat(backlog.figures().memoryReports()).isZero();
            assertThat(drain(backlog)).isEqualTo(range(1, 25));
        }
        assertThat(told).hasSize(1);
        try (Backlog backlog = open(queue, 1 << 20)) {
            assertThat(drain(backlog)).isEqualTo(range(1, 25));
        }
    }

    @Test
    void reportsInMemoryAreDeliveredAfterThoseOnTheDisk() throws Exception {
        Path queue = directory.resolve("queue");
        Path away = directory.resolve("away");
        try (Backlog backlog = open(queue, 1 << 20)) {
            add(backlog, 1, 10);
            assertThat(drain(backlog)).isEqualTo(range(1, 10));
            Files.move(queue, away);
            add(backlog, 11, 20);
            List<Pending> late = take(backlog);
            backlog.acknowledge(late.get(4));
            backlog.rewind();
            assertThat(drain(backlog)).isEqualTo(range(16, 20));
            // On their way, they stay in memory, and so does what comes after them.
            Files.move(away, queue);
            add(backlog, 21, 21);
            assertThat(backlog.figures().memoryReports()).isEqualTo(6);
            assertThat(drain(backlog)).containsExactly(21L);
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
            assertThat(drain(backlog)).isEqualTo(range(91, 100));
            Files.move(away, queue);
        }
        assertThat(told).extracting(Problem::code).containsExactly("queue-not-written");
        try (Backlog backlog = open(queue, 10_000)) {
            assertThat(drain(backlog)).isEqualTo(range(91, 100));
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

    private static List<Pending> take(Backlog backlog) throws InterruptedException {
        List<Pending> all = new ArrayList<>();
        for (Pending next = backlog.next(PATIENCE); next != null; next = backlog.next(PATIENCE)) {
            all.add(next);
        }
        return all;
    }

    private static List<Long> drain(Backlog backlog) throws InterruptedException {
        return take(backlog).stream()
                .map(pending -> pending.report().id().sequence())
                .toList();
    }

    private static List<Long> range(long from, long through) {
        return LongStream.rangeClosed(from, through).boxed().toList();
    }
}
