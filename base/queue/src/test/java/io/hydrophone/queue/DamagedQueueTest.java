package io.hydrophone.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk may do to a queue: each damage is a counted loss or a problem, and the rest comes out as it was put in. */
class DamagedQueueTest {
    private static final QueueOptions SMALL = new QueueOptions(256 << 10, 16 << 10, 64 << 10, Duration.ofMillis(5));
    private static final int RECORD = 1_000;
    private static final int STORED = RecordHeader.BYTES + RECORD;

    /** Sixteen records a segment, so five segments, the last with 6. */
    private static final int RECORDS = 70;

    private static final int PER_SEGMENT = 16;

    @TempDir
    private Path directory;

    private final List<Problem> told = new ArrayList<>();

    @BeforeEach
    void fill() {
        try (DiskQueue queue = open()) {
            for (int number = 1; number <= RECORDS; number++) {
                queue.append(Records.numbered(number, RECORD));
            }
        }
        told.clear();
    }

    @Test
    void aFlippedBitInARecordLosesThatRecord() throws Exception {
        flip(segment(1), SegmentHeader.BYTES + 2 * STORED + RecordHeader.BYTES + 500);
        assertThat(readAll(1)).isEqualTo(without(3, 3));
    }

    @Test
    void aFlippedBitInAnyByteOfARecordsHeaderLosesThatRecord() throws Exception {
        for (int i = 0; i < RecordHeader.BYTES; i++) {
            flip(segment(1), SegmentHeader.BYTES + 2 * STORED + i);
            try (DiskQueue queue = open()) {
                assertThat(Records.numbers(Records.drain(queue))).isEqualTo(without(3, 3));
            }
            flip(segment(1), SegmentHeader.BYTES + 2 * STORED + i);
        }
    }

    @Test
    void aFlippedBitInTheLastSegmentLosesThatRecord() throws Exception {
        flip(segment(4 * PER_SEGMENT + 1), SegmentHeader.BYTES + STORED + 2);
        assertThat(readAll(1)).isEqualTo(without(66, 66));
        assertThat(told).isEmpty();
    }

    @Test
    void aLossIsCountedOnceHoweverOftenItIsRead() throws Exception {
        flip(segment(1), SegmentHeader.BYTES + 2 * STORED + RecordHeader.BYTES);
        try (DiskQueue queue = open()) {
            Records.drain(queue);
            queue.rewind();
            Records.drain(queue);
            assertThat(queue.counters().lostRecords()).isEqualTo(1);
        }
        assertThat(readAll(1)).isEqualTo(without(3, 3));
    }

    @Test
    void aMissingSegmentIsCounted() throws Exception {
        Files.delete(segment(PER_SEGMENT + 1));
        assertThat(readAll(PER_SEGMENT)).isEqualTo(without(PER_SEGMENT + 1, 2 * PER_SEGMENT));
    }

    @Test
    void aMissingFirstSegmentIsCounted() throws Exception {
        Files.delete(segment(1));
        assertThat(readAll(PER_SEGMENT)).isEqualTo(without(1, PER_SEGMENT));
    }

    @Test
    void aSegmentThatGoesWhileTheQueueIsOpenIsCounted() throws Exception {
        try (DiskQueue queue = open()) {
            Files.delete(segment(PER_SEGMENT + 1));
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(without(PER_SEGMENT + 1, 2 * PER_SEGMENT));
            assertThat(queue.counters().lostRecords()).isEqualTo(PER_SEGMENT);
        }
        assertThat(told).extracting(Problem::code).containsExactly("queue-not-read");
    }

    @Test
    void aSegmentWithADamagedHeaderIsCounted() throws Exception {
        flip(segment(PER_SEGMENT + 1), 20);
        assertThat(readAll(PER_SEGMENT)).isEqualTo(without(PER_SEGMENT + 1, 2 * PER_SEGMENT));
        assertThat(told).extracting(Problem::code).containsExactly("queue-damaged");
    }

    @Test
    void aTornTailIsLeftOutAndTold() throws Exception {
        Path last = segment(4 * PER_SEGMENT + 1);
        byte[] bytes = Files.readAllBytes(last);
        for (int cut = 1; cut <= STORED; cut += 101) {
            Files.write(last, Arrays.copyOf(bytes, bytes.length - cut));
            told.clear();
            try (DiskQueue queue = open()) {
                assertThat(Records.numbers(Records.drain(queue))).isEqualTo(without(RECORDS, RECORDS));
                assertThat(queue.counters().lostRecords()).isZero();
                assertThat(queue.counters().tornBytes()).isEqualTo(STORED - cut);
            }
            assertThat(told).extracting(Problem::code).containsExactly("queue-torn");
        }
    }

    @Test
    void whatIsAppendedAfterATornTailIsRead() throws Exception {
        Path last = segment(4 * PER_SEGMENT + 1);
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length - 10));
        try (DiskQueue queue = open()) {
            queue.append(Records.numbered(RECORDS, 500));
            queue.seal();
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(range(1, RECORDS));
            assertThat(queue.counters().lostRecords()).isZero();
        }
    }

    @Test
    void aSegmentThatWasNeverBegunIsNoLoss() throws Exception {
        Files.write(segment(RECORDS + 1), new byte[12]);
        assertThat(readAll(0)).isEqualTo(range(1, RECORDS));
        assertThat(told).isEmpty();
    }

    @Test
    void aRecordThatHoldsAnotherSegmentsRecordsIsNotTakenForThem() throws Exception {
        byte[] stolen = Files.readAllBytes(segment(1));
        int host = RECORDS + 1;
        try (DiskQueue queue = open()) {
            // Headers with the very sequences that are looked for, when the host's own header is damaged.
            ByteBuffer forged = ByteBuffer.allocate(3 * STORED);
            for (int i = 0; i < 3; i++) {
                forged.put(RecordHeader.encode(ByteBuffer.wrap(stolen).getInt(12), host + i, new byte[RECORD]));
            }
            queue.append(forged.array());
            queue.append(Records.numbered(host + 1, RECORD));
        }
        flip(segment(host), SegmentHeader.BYTES);
        assertThat(readAll(1))
                .isEqualTo(LongStream.rangeClosed(1, host + 1)
                        .filter(number -> number != host)
                        .boxed()
                        .toList());
    }

    @Test
    void anUnknownPositionDeliversAllThatIsThere() throws Exception {
        try (DiskQueue queue = open()) {
            Records.drain(queue);
            queue.acknowledge(PER_SEGMENT + 4);
        }
        Files.write(directory.resolve("position"), new byte[1_536]);
        assertThat(readAll(0)).isEqualTo(range(PER_SEGMENT + 1, RECORDS));
        assertThat(told).extracting(Problem::code).containsExactly("queue-position-unknown");
    }

    @Test
    void aPositionThatWasCutOffLeavesTheOneBefore() throws Exception {
        try (DiskQueue queue = open()) {
            Records.drain(queue);
            queue.acknowledge(10);
            queue.seal();
            queue.acknowledge(20);
            queue.seal();
        }
        ByteBuffer slots = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("position")));
        flip(directory.resolve("position"), slots.getLong(512 + 8) == 20 ? 512 + 9 : 1_024 + 9);
        try (DiskQueue queue = open()) {
            // The first segment went when 20 was acknowledged: what is gone and not known as acknowledged counts as
            // lost.
            assertThat(Records.numbers(Records.drain(queue))).isEqualTo(range(PER_SEGMENT + 1, RECORDS));
            assertThat(queue.counters().lostRecords()).isEqualTo(PER_SEGMENT - 10);
        }
    }

    @Test
    void aLaterMajorVersionIsRefusedAndLeftAlone() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(1));
        bytes[5] = 2;
        Files.write(segment(1), bytes);
        assertThatThrownBy(this::open).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("queue-version");
            assertThat(e.problem().message()).contains("format 2", "reads 1");
        });
        assertThat(segment(1)).hasBinaryContent(bytes);
    }

    @Test
    void otherFilesInTheDirectoryAreLeftAlone() throws Exception {
        Path other = Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("9999999999999999999.segment"), "no number of ours");
        assertThat(readAll(0)).isEqualTo(range(1, RECORDS));
        assertThat(other).hasContent("mine");
    }

    private List<Long> readAll(long lost) throws InterruptedException {
        try (DiskQueue queue = open()) {
            List<Long> numbers = Records.numbers(Records.drain(queue));
            assertThat(queue.counters().lostRecords()).isEqualTo(lost);
            return numbers;
        }
    }

    private DiskQueue open() {
        return DiskQueue.open(directory, SMALL, told::add);
    }

    private Path segment(long first) {
        return directory.resolve("%019d.segment".formatted(first));
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x10;
        Files.write(file, bytes);
    }

    private static List<Long> without(long from, long through) {
        return Stream.concat(range(1, from - 1).stream(), range(through + 1, RECORDS).stream())
                .toList();
    }

    private static List<Long> range(long from, long through) {
        return LongStream.rangeClosed(from, through).boxed().toList();
    }
}
