package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a disk may do to a recording: whatever comes out was put in, and what is missing is told. */
class DamagedRecordingTest {
    private static final RecordingKey KEY = BlockTest.key(1);
    private static final List<List<Long>> BLOCKS = List.of(List.of(1L, 2L), List.of(3L), List.of(4L, 5L));

    @TempDir
    private Path directory;

    private Path file;
    private final List<Problem> told = new ArrayList<>();

    @BeforeEach
    void name() {
        file = directory.resolve("000001.hrec");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFlippedBitAnywhereCostsABlockAtMost(boolean encrypted) throws Exception {
        byte[] whole = recorded(encrypted);
        int first = head(whole, 0);
        int index = head(whole, head(whole, head(whole, first)));
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            Files.write(file, flipped);
            told.clear();
            if (i == 4 || i == 5) {
                assertThat(failure()).as("byte %d", i).isEqualTo("recording-version");
                continue;
            }
            List<Long> read = read();
            assertThat(isSubsequenceOfWholeBlocks(read))
                    .as("byte %d: %s", i, read)
                    .isTrue();
            if (i >= first && i < index) {
                assertThat(read.size()).as("byte %d", i).isBetween(3, 4);
                assertThat(told).as("byte %d", i).extracting(Problem::code).containsExactly("recording-damaged");
                assertThat(told.getFirst().where()).startsWith(file + ":");
            } else {
                assertThat(read).as("byte %d", i).hasSize(5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTornFileGivesAllWholeBlocksBeforeTheTear(boolean encrypted) throws Exception {
        byte[] whole = recorded(encrypted);
        List<Integer> ends = new ArrayList<>();
        for (int at = 0; at < whole.length; at = head(whole, at)) {
            ends.add(head(whole, at));
        }
        assertThat(ends).hasSize(5); // header, three blocks, index
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            told.clear();
            List<Long> expected = new ArrayList<>();
            for (int block = 0; block < 3; block++) {
                if (ends.get(block + 1) <= length) {
                    expected.addAll(BLOCKS.get(block));
                }
            }
            assertThat(read()).as("%d bytes", length).isEqualTo(expected);
            boolean torn = length > 0 && !ends.contains(length);
            assertThat(told)
                    .as("%d bytes", length)
                    .extracting(Problem::code)
                    .isEqualTo(torn ? List.of("recording-torn") : List.of());
        }
    }

    @Test
    void aDamagedBlockIsCounted() throws Exception {
        byte[] whole = recorded(true);
        whole[head(whole, head(whole, 0)) - 1] ^= 1;
        Files.write(file, whole);
        try (RecordingReader reader = RecordingReader.open(file, List.of(KEY), told::add)) {
            assertThat(Events.numbers(Events.all(reader))).containsExactly(3L, 4L, 5L);
            assertThat(reader.counters()).isEqualTo(new ReadingCounters(2, 1, 0, 0, 0, 0));
        }
    }

    @Test
    void aBlockThatWasCutOutIsMissed() throws Exception {
        byte[] whole = recorded(true);
        int second = head(whole, head(whole, 0));
        int third = head(whole, second);
        byte[] without = Arrays.copyOf(whole, whole.length - (third - second));
        System.arraycopy(whole, third, without, second, whole.length - third);
        Files.write(file, without);
        try (RecordingReader reader = RecordingReader.open(file, List.of(KEY), told::add)) {
            assertThat(Events.numbers(Events.all(reader))).containsExactly(1L, 2L, 4L, 5L);
            assertThat(reader.counters().missingBlocks()).isEqualTo(1);
        }
    }

    @Test
    void bytesThatAreNoBlockArePassedOver() throws Exception {
        byte[] whole = recorded(false);
        int second = head(whole, head(whole, 0));
        byte[] longer = new byte[whole.length + 200_000];
        System.arraycopy(whole, 0, longer, 0, second);
        System.arraycopy(whole, second, longer, second + 200_000, whole.length - second);
        Files.write(file, longer);
        try (RecordingReader reader = RecordingReader.open(file, List.of(), told::add)) {
            assertThat(Events.numbers(Events.all(reader))).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(reader.counters().skippedBytes()).isEqualTo(200_000);
        }
        assertThat(told).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("200000 bytes are no block");
            assertThat(problem.where()).isEqualTo(file + ":" + second);
        });
    }

    private byte[] recorded(boolean encrypted) throws Exception {
        Encryption encryption = encrypted ? Encryption.with(KEY) : Encryption.none();
        RecordingOptions options =
                new RecordingOptions(1 << 20, Duration.ofHours(1), 1, encryption, 4, Map.of("ports", "3306"));
        Recordings.record(directory, options, BLOCKS);
        return Files.readAllBytes(file);
    }

    /** Where the block ends that begins at a place of an undamaged file. */
    private static int head(byte[] whole, int at) {
        return at + (int) BlockHead.decode(whole, at, whole.length).blockBytes();
    }

    private List<Long> read() throws InterruptedException {
        try (RecordingReader reader = RecordingReader.open(file, List.of(KEY), told::add)) {
            return Events.numbers(Events.all(reader));
        }
    }

    private String failure() throws InterruptedException {
        try {
            return "read " + read();
        } catch (ProblemException e) {
            return e.problem().code();
        }
    }

    private static boolean isSubsequenceOfWholeBlocks(List<Long> read) {
        List<Long> left = new ArrayList<>(read);
        for (List<Long> block : BLOCKS) {
            if (left.size() >= block.size() && left.subList(0, block.size()).equals(block)) {
                left.subList(0, block.size()).clear();
            }
        }
        return left.isEmpty();
    }
}
