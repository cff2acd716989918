package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.servers.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRecordingTest {
    private static final int KILLS = 4;
    /** Of a writer that has time to run; one that has none says nothing, and writes nothing. */
    private static final int LINES_A_SECOND = 150;

    @TempDir
    private Path directory;

    @Test
    void aKillCostsTheLastSecondAtMostAndTheRecordingIsGoneOnWith() throws Exception {
        Random random = new Random(5);
        long next = 1;
        for (int kill = 0; kill < KILLS; kill++) {
            long certain = recordAndKill(next, TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_200, 2_500)));
            assertThat(certain).isGreaterThan(next);

            List<Problem> told = new ArrayList<>();
            try (RecordingReader reader = RecordingReader.open(directory, List.of(BlockTest.key(1)), told::add)) {
                List<Long> numbers = Events.numbers(Events.all(reader));
                assertThat(numbers)
                        .isEqualTo(LongStream.rangeClosed(1, numbers.getLast())
                                .boxed()
                                .toList());
                assertThat(numbers.getLast()).isGreaterThanOrEqualTo(certain);
                assertThat(reader.counters().damagedBlocks()).isZero();
                next = numbers.getLast() + 1;
            }
            assertThat(told).extracting(Problem::code).allMatch("recording-torn"::equals);
        }
    }

    /** Returns the last number that was known as recorded a second before the kill. */
    private long recordAndKill(long first, long nanos) throws Exception {
        List<long[]> said = new ArrayList<>();
        long killed;
        try (Child child = Child.start(KilledWriter.class, directory, first)) {
            String line = child.line();
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end || said.size() <= LINES_A_SECOND) {
                said.add(new long[] {System.nanoTime(), Long.parseLong(line)});
                line = child.line();
            }
            killed = System.nanoTime();
            child.kill();
            child.exitStatus();
        }
        long certain = 0;
        for (int i = 0; i < said.size(); i++) {
            long[] one = said.get(i);
            assertThat(one[1]).as("dropped nothing").isPositive();
            boolean isCertain = killed - one[0] >= TimeUnit.SECONDS.toNanos(1) && i + LINES_A_SECOND < said.size();
            certain = isCertain ? one[1] : certain;
        }
        return certain;
    }
}
