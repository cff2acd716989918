package io.hydrophone.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledQueueTest {
    private static final int KILLS = 40;
    private static final QueueOptions OPTIONS = new QueueOptions(64 << 20, 64 << 10, 1 << 20, Duration.ofMillis(5));

    @TempDir
    private Path directory;

    @Test
    void whatWasSealedIsThereInOrderAndOnceHoweverOftenTheProcessIsKilled() throws Exception {
        Random random = new Random(8_667);
        long next = 1;
        long acknowledged = 0;
        long sealedInAll = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long sealed = next - 1;
            try (Child child = Child.start(KilledProducer.class, directory, next)) {
                String first = child.line();
                assertThat(first).isNotNull();
                // However slow the machine is, some are sealed before most of the kills.
                int heard = random.nextInt(25);
                for (String line = first; line != null; line = child.line()) {
                    if (heard-- == 0) {
                        Thread.sleep(random.nextInt(30));
                        child.kill();
                    }
                    String[] words = line.split(" ", 2);
                    if (words[0].equals("sealed") && words.length == 2) {
                        sealed = Math.max(sealed, Long.parseLong(words[1]));
                    } else if (words.length == 2) {
                        acknowledged = Math.max(acknowledged, Long.parseLong(words[1]));
                    }
                }
            }
            sealedInAll += sealed - next + 1;
            try (DiskQueue queue = DiskQueue.open(directory, OPTIONS, problem -> {})) {
                List<Entry> entries = Records.drain(queue);
                List<Long> numbers = Records.numbers(entries);
                assertThat(queue.counters().lostRecords()).isZero();
                if (numbers.isEmpty()) {
                    // All that there was had been acknowledged.
                    assertThat(acknowledged).isGreaterThanOrEqualTo(sealed);
                    next = acknowledged + 1;
                } else {
                    long oldest = numbers.getFirst();
                    assertThat(oldest).isLessThanOrEqualTo(acknowledged + 1);
                    assertThat(numbers)
                            .isEqualTo(LongStream.rangeClosed(oldest, numbers.getLast())
                                    .boxed()
                                    .toList());
                    assertThat(numbers.getLast()).isGreaterThanOrEqualTo(sealed);
                    next = numbers.getLast() + 1;
                    acknowledged = numbers.get(numbers.size() / 2);
                    queue.acknowledge(entries.get(numbers.size() / 2).sequence());
                }
            }
        }
        assertThat(sealedInAll).isGreaterThan(KILLS);
    }
}
