package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFilesTest {
    private static final RecordingKey KEY = BlockTest.key(1);

    @TempDir
    private Path temporary;

    private Path directory;
    private final List<Problem> told = new ArrayList<>();

    @BeforeEach
    void name() {
        directory = temporary.resolve("recording");
    }

    @Test
    void whatIsRecordedIsReadAgain() throws Exception {
        List<TrafficEvent> events = Events.random(3, 2_000);
        RecordingOptions options = RecordingOptions.of(Encryption.with(KEY), Map.of("device", "lo", "masked", "no"));
        try (RecordingWriter writer = RecordingWriter.open(directory, options, told::add)) {
            events.forEach(event -> Events.tell(event, writer));
            assertThat(writer.recorded().droppedEvents()).isZero();
        }
        try (RecordingReader reader = RecordingReader.open(directory, List.of(KEY), told::add)) {
            assertThat(reader.header().metadata()).containsOnly(Map.entry("device", "lo"), Map.entry("masked", "no"));
            assertThat(reader.header().keyId()).isEqualTo(KEY.id());
            assertThat(reader.header().version()).isEqualTo("1.0");
            assertThat(Events.values(Events.all(reader))).isEqualTo(Events.values(events));
            assertThat(reader.counters().missingBlocks()).isZero();
        }
        assertThat(told).isEmpty();
    }

    /** Each run begins to count its sessions anew. */
    @Test
    void sessionsOfSeveralRunsAreToldApart() throws Exception {
        Recordings.record(directory, Recordings.plain(1 << 20), List.of(List.of(1L)));
        Recordings.record(directory, Recordings.plain(1 << 20), List.of(List.of(2L)));
        List<TrafficEvent> once;
        try (RecordingReader reader = RecordingReader.open(directory, List.of(), told::add)) {
            once = Events.all(reader);
        }
        assertThat(once.stream().map(event -> ((Asked) event).session()).distinct())
                .hasSize(2);
        try (RecordingReader reader = RecordingReader.open(directory, List.of(), told::add)) {
            reader.seek(once.getLast().nanos());
            assertThat(((Asked) Events.all(reader).getLast()).session()).isEqualTo(((Asked) once.getLast()).session());
        }
    }

    @Test
    void filesAreForTheirOwnerAlone() throws Exception {
        Recordings.record(directory, Recordings.plain(1 << 20), List.of(List.of(1L)));
        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("000001.hrec"))).isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsFullIsFollowedByTheNext() throws Exception {
        try (RecordingWriter writer = RecordingWriter.open(directory, Recordings.plain(3 << 20), told::add)) {
            byte[] payload = new byte[900_000];
            for (long number = 1; number <= 20; number++) {
                writer.asked(1, number, Events.START, payload, 0, payload.length, false);
                Recordings.settle(writer, number - 2); // The pool has four, and one may be on its way back.
            }
        }
        assertThat(files()).hasSize(5);
        for (Path file : files()) {
            assertThat(Files.size(file)).isLessThan(4 << 20);
        }
        assertThat(Events.numbers(directory)).isEqualTo(range(1, 20));
        assertThat(Events.numbers(directory.resolve("000002.hrec"))).isEqualTo(range(5, 8));
    }

    @Test
    void aFileThatIsOldIsFollowedByTheNext() throws Exception {
        RecordingOptions options =
                new RecordingOptions(1 << 20, Duration.ofSeconds(1), 1, Encryption.none(), 4, Map.of());
        try (RecordingWriter writer = RecordingWriter.open(directory, options, told::add)) {
            Events.tell(Events.asked(1), writer);
            Recordings.until(
                    () -> writer.recorded().files() == 1 && writer.recorded().blocks() == 1);
            Path first = directory.resolve("000001.hrec");
            long size = Files.size(first);
            Recordings.until(() -> Files.size(first) > size); // Its index is its end.
            Events.tell(Events.asked(2), writer);
        }
        assertThat(Events.numbers(directory.resolve("000002.hrec"))).containsExactly(2L);
    }

    @Test
    void aRecordingIsGoneOnWithInAFileOfItsOwn() throws Exception {
        Recordings.record(directory, Recordings.plain(1 << 20), List.of(List.of(1L)));
        byte[] first = Files.readAllBytes(directory.resolve("000001.hrec"));
        Recordings.record(directory, Recordings.plain(1 << 20), List.of(List.of(2L)));
        assertThat(Events.numbers(directory)).containsExactly(1L, 2L);
        assertThat(directory.resolve("000001.hrec")).hasBinaryContent(first);
    }

    @Test
    void twoDoNotRecordIntoOneDirectory() {
        RecordingOptions options = Recordings.plain(1 << 20);
        try (RecordingWriter writer = RecordingWriter.open(directory, options, told::add)) {
            assertThat(writer.recording()).hasSize(16);
            assertThatThrownBy(() -> RecordingWriter.open(directory, options, told::add))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("recording-in-use"));
        }
    }

    @Test
    void readingBeginsAtATime() throws Exception {
        List<List<Long>> blocks = List.of(range(1, 5), range(6, 10), range(11, 15));
        Recordings.record(directory, Recordings.plain(1 << 20), blocks);
        Recordings.record(directory, Recordings.plain(1 << 20), List.of(range(16, 20)));
        for (long from = 0; from <= 21; from++) {
            assertThat(from(from)).isEqualTo(range(Math.max(1, from), 20));
        }
    }

    @Test
    void withoutAnIndexTheHeadsTellTheTime() throws Exception {
        Recordings.record(directory, Recordings.plain(1 << 20), List.of(range(1, 5), range(6, 10), range(11, 15)));
        Path file = directory.resolve("000001.hrec");
        byte[] whole = Files.readAllBytes(file);
        int index = 3 * 28 + BlockIndex.TRAILER_BYTES + BlockHead.BYTES;
        Files.write(file, Arrays.copyOf(whole, whole.length - index));
        for (long from = 0; from <= 16; from++) {
            assertThat(from(from)).isEqualTo(range(Math.max(1, from), 15));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aRecordingIsFollowedWhileItIsWritten() throws Exception {
        Duration patience = Duration.ofSeconds(30);
        try (RecordingWriter writer = RecordingWriter.open(directory, Recordings.plain(64 << 10), told::add);
                RecordingReader reader = RecordingReader.follow(directory, List.of(), told::add)) {
            assertThat(reader.next(Duration.ZERO)).isNull();
            byte[] payload = new byte[40_000];
            for (long number = 1; number <= 6; number++) {
                writer.asked(1, number, Events.START, payload, 0, payload.length, false);
                assertThat(((Asked) reader.next(patience)).number()).isEqualTo(number);
            }
            assertThat(reader.next(Duration.ofMillis(10))).isNull();
        }
        assertThat(files().size()).isGreaterThan(1);
        assertThat(told).isEmpty();
    }

    @Test
    void anotherKeyIsToldByItsIdAtOnce() throws Exception {
        RecordingOptions options = RecordingOptions.of(Encryption.with(KEY), Map.of());
        Recordings.record(directory, options, List.of(List.of(1L)));
        assertThatThrownBy(() -> RecordingReader.open(directory, List.of(BlockTest.key(2)), told::add))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("recording-key");
                    assertThat(e.problem().message()).contains(KEY.id());
                    assertThat(e.problem().where()).endsWith("000001.hrec:0");
                });
    }

    @Test
    void aForeignFileIsRefused() throws Exception {
        Path file = Files.write(temporary.resolve("foreign"), new byte[100_000]);
        assertThatThrownBy(() -> RecordingReader.open(file, List.of(), told::add))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("recording-foreign");
                    assertThat(e.problem().where()).isEqualTo(file + ":0");
                });
    }

    @Test
    void aForeignFileAmongARecordingsOwnIsToldAndPassedOver() throws Exception {
        Recordings.record(directory, Recordings.plain(1 << 20), List.of(List.of(1L)));
        Files.write(directory.resolve("000002.hrec"), new byte[1_000]);
        Recordings.record(directory, Recordings.plain(1 << 20), List.of(List.of(3L)));
        Files.write(directory.resolve("000004.hrec"), new byte[1_000]);
        try (RecordingReader reader = RecordingReader.open(directory, List.of(), told::add)) {
            assertThat(Events.numbers(Events.all(reader))).containsExactly(1L, 3L);
        }
        assertThat(told).extracting(Problem::code).containsExactly("recording-foreign", "recording-foreign");
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        assertThatThrownBy(() -> RecordingReader.open(directory, List.of(), told::add))
                .hasMessageContaining("no such file");
        Files.createDirectory(directory);
        assertThatThrownBy(() -> RecordingReader.open(directory, List.of(), told::add))
                .hasMessageContaining("there is no recording here");
    }

    private List<Long> from(long number) throws InterruptedException {
        try (RecordingReader reader = RecordingReader.open(directory, List.of(), told::add)) {
            reader.seek(Events.START + number);
            return Events.numbers(Events.all(reader));
        }
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".hrec"))
                    .sorted()
                    .toList();
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<Long> range(long from, long through) {
        return LongStream.rangeClosed(from, through).boxed().toList();
    }
}
