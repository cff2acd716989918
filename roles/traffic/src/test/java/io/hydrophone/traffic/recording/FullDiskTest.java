package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On small disks of their own, for which Linux lets any user mount one. */
class FullDiskTest {
    @TempDir
    private Path directory;

    @Test
    void aFullDiskIsToldAndRecordingGoesOnWhenThereIsRoomAgain() throws Exception {
        try (Child child = Child.onItsOwnDisk(directory, "size=8m", FullDisk.class, directory)) {
            List<String> said = child.lines();
            assertThat(child.exitStatus()).isZero();
            assertThat(said)
                    .containsExactly(
                            "told recording-not-written: No space left on device",
                            "full, and dropped some",
                            "goes on",
                            "all in order",
                            "all that was not dropped is there",
                            "the recording tells of all that was dropped");
        }
    }

    @Test
    void whatCannotBeWrittenAtAllIsSaidAtOnce() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (Child child = Child.start(NotWritable.class, file)) {
            assertThat(child.lines()).containsExactly("recording-not-writable");
        }
    }

    /** Fills the disk, then makes room. */
    static final class FullDisk {
        private static final byte[] PAYLOAD = new byte[100_000];

        private FullDisk() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path ballast = Files.write(directory.resolve("ballast"), new byte[5 << 20]);
            Path recording = directory.resolve("recording");
            long given = 0;
            long dropped;
            try (RecordingWriter writer = RecordingWriter.open(
                    recording,
                    Recordings.plain(64 << 20),
                    problem -> System.out.println(
                            "told " + problem.code() + ": " + problem.message().replaceAll(".*\\((.*)\\).*", "$1")))) {
                while (writer.recorded().droppedEvents() < 10) {
                    ask(writer, ++given);
                    Thread.sleep(1);
                }
                Thread.sleep(1_200); // Tried again, and not told again.
                System.out.println("full, and dropped some");
                long blocks = writer.recorded().blocks();
                Files.delete(ballast);
                Recordings.until(() -> writer.recorded().blocks() == blocks + 4); // All that the pool has.
                ask(writer, ++given);
                Recordings.until(() -> writer.recorded().blocks() == blocks + 5);
                System.out.println("goes on");
                dropped = writer.recorded().droppedEvents();
            }
            check(recording, given, dropped);
        }

        private static void check(Path recording, long given, long dropped) throws Exception {
            try (RecordingReader reader =
                    RecordingReader.open(recording, List.of(), problem -> System.out.println(problem.text()))) {
                List<TrafficEvent> events = Events.all(reader);
                List<Long> numbers = Events.numbers(events);
                say(numbers.equals(numbers.stream().sorted().distinct().toList()), "all in order");
                say(
                        numbers.size() == given - dropped && numbers.getLast() == given,
                        "all that was not dropped is there");
                say(
                        events.stream()
                                .anyMatch(event -> event instanceof Losses losses && losses.queueFull() == dropped),
                        "the recording tells of all that was dropped");
            }
        }

        private static void ask(RecordingWriter writer, long number) {
            writer.asked(1, number, Events.START + number, PAYLOAD, 0, PAYLOAD.length, false);
        }

        private static void say(boolean holds, String what) {
            System.out.println(holds ? what : "not: " + what);
        }
    }

    /** Tries to open a recording, and says what is in the way. */
    static final class NotWritable {
        private NotWritable() {}

        public static void main(String[] arguments) {
            try (RecordingWriter writer =
                    RecordingWriter.open(Path.of(arguments[0]), Recordings.plain(1 << 20), problem -> {})) {
                System.out.println("opened with " + writer.recorded());
            } catch (ProblemException e) {
                System.out.println(e.problem().code());
            }
        }
    }
}
