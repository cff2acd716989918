package io.hydrophone.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.life.ForwarderPart;
import io.hydrophone.agent.sink.Compression;
import io.hydrophone.agent.sink.ConsoleSink;
import io.hydrophone.agent.sink.HttpTarget;
import io.hydrophone.core.Problem;
import io.hydrophone.core.Sample;
import io.hydrophone.core.Tags;
import io.hydrophone.servers.FreePort;
import io.hydrophone.servers.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file where the directory of a queue should be stands for a disk that cannot be had. */
class QueueDirectoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<Problem> told = new CopyOnWriteArrayList<>();
    private KeyedReceiver first;
    private KeyedReceiver second;

    @BeforeEach
    void startReceivers() throws IOException {
        first = new KeyedReceiver(FreePort.find(), new Random(1));
        second = new KeyedReceiver(FreePort.find(), new Random(1));
        first.start();
    }

    @AfterEach
    void stopReceivers() {
        first.close();
        second.close();
    }

    @Test
    void oneThatCannotBeMadeLeavesItsSinkInMemoryAndTheOthersAlone() throws Exception {
        Files.writeString(directory.resolve("first"), "in the way");
        second.start();
        try (Forwarder forwarder = start()) {
            accept(forwarder, 1, 2);
            await(first, 2);
            await(second, 2);
            SinkFigures broken = forwarder.figures().sinks().getFirst();
            assertThat(broken.state()).isEqualTo("degraded");
            assertThat(broken.queue().diskProblem().code()).isEqualTo("queue-not-writable");
            assertThat(forwarder.figures().sinks().get(1).state()).isEqualTo("ok");
            assertThat(told).extracting(Problem::code).contains("queue-not-writable");
            assertThat(new ForwarderPart(forwarder::figures).lines())
                    .contains("first [DEGRADED]", "second [OK]")
                    .anyMatch(line -> line.contains(directory.resolve("first").toString()));
        }
    }

    @Test
    void whatThereIsNoRoomForIsCountedAsDroppedThereToo() throws Exception {
        Files.writeString(directory.resolve("second"), "in the way");
        try (Forwarder forwarder = start()) {
            for (long i = 0; i < 40; i++) {
                accept(forwarder, 1_000 * i, 1_000 * i + 999);
            }
            SinkFigures broken = forwarder.figures().sinks().get(1);
            long dropped = broken.queue().dropped().get(DropReason.QUEUE_FULL);
            assertThat(dropped).isPositive();
            assertThat(broken.queue().signals() + dropped).isEqualTo(40_000);
            await(first, 40_000);

            Files.delete(directory.resolve("second"));
            Pause.until("the disk takes it", LIMIT, () -> {
                accept(forwarder, 40_000, 40_000);
                return forwarder.figures().sinks().get(1).queue().diskProblem() == null;
            });
            QueueFigures mended = forwarder.figures().sinks().get(1).queue();
            assertThat(mended.memoryBytes()).isZero();
            assertThat(mended.dropped().get(DropReason.QUEUE_FULL)).isEqualTo(dropped);
        }
        try (Forwarder next = start()) {
            assertThat(next.figures().sinks().get(1).queue().dropped().get(DropReason.QUEUE_FULL))
                    .as("the count is on the disk now")
                    .isPositive();
        }
    }

    @Test
    void whatAnEarlierProcessLeftIsDeliveredOnceTheDirectoryIsThere() throws Exception {
        try (Forwarder forwarder = start()) {
            accept(forwarder, 1, 10);
        }
        Path away = directory.resolve("away");
        Files.move(directory.resolve("second"), away);
        Files.writeString(directory.resolve("second"), "in the way");
        try (Forwarder forwarder = start()) {
            accept(forwarder, 11, 20);
            assertThat(forwarder.figures().sinks().get(1).queue().memoryBytes()).isPositive();
            Files.delete(directory.resolve("second"));
            Files.move(away, directory.resolve("second"));
            AtomicLong point = new AtomicLong(20);
            Pause.until("the disk takes it", LIMIT, () -> {
                accept(forwarder, point.incrementAndGet(), point.get());
                return forwarder.figures().sinks().get(1).queue().memoryBytes() == 0;
            });
        }
        second.start();
        try (Forwarder forwarder = start()) {
            assertThat(forwarder.figures().sinks().get(1).state()).isEqualTo("ok");
            await(second, first.points().size());
            assertThat(second.points())
                    .containsAll(LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    private Forwarder start() {
        return Forwarder.start(
                new ForwarderOptions("agent", "here", Tags.NONE),
                List.of(destination("first", first), destination("second", second)),
                told::add);
    }

    private Forwarder.Destination destination(String name, KeyedReceiver receiver) {
        HttpTarget target = new HttpTarget(receiver.uri(), null, null, Duration.ofSeconds(5), Compression.NONE);
        return new Forwarder.Destination(
                new SinkOptions(
                        name,
                        directory.resolve(name),
                        new QueueLimits(QueueLimits.MIN_BYTES, 256 << 10, Duration.ofHours(1)),
                        Duration.ofSeconds(1)),
                new ConsoleSink(target, ConsoleSink.Format.MSGPACK));
    }

    private static void accept(Forwarder forwarder, long from, long through) {
        forwarder.accept(LongStream.rangeClosed(from, through)
                .mapToObj(point -> Sample.gauge("point", (double) point, Tags.NONE, 1_000_000 * (1 + point)))
                .toList());
    }

    private static void await(KeyedReceiver receiver, int points) throws Exception {
        Pause.until(points + " points came", LIMIT, () -> receiver.points().size() >= points);
        assertThat(receiver.wrong()).isEmpty();
    }
}
