package io.hydrophone.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On small disks of their own, for which Linux lets any user mount one. */
class FullDiskTest {
    @TempDir
    private Path directory;

    @Test
    void aFullDiskIsToldAndTheQueueGoesOnWhenThereIsRoomAgain() throws Exception {
        try (Child child = Child.onItsOwnDisk(directory, "size=1m", FullDisk.class, directory)) {
            List<String> said = child.lines();
            assertThat(child.exitStatus()).isZero();
            assertThat(said.get(0)).startsWith("full after ").endsWith(" queue-not-written");
            assertThat(said.get(1)).contains("No space left on device");
            assertThat(said.subList(2, said.size()))
                    .containsExactly("read all of them", "and those after them", "lost 0");
        }
    }

    @Test
    void aReadOnlyDiskIsRefused() throws Exception {
        try (Child child = Child.onItsOwnDisk(directory, "ro", ReadOnly.class, directory.resolve("queue"))) {
            assertThat(child.lines()).containsExactly("queue-not-writable");
        }
    }

    @Test
    void aDirectoryWhereAFileStandsIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (Child child = Child.start(ReadOnly.class, file)) {
            assertThat(child.lines()).containsExactly("queue-not-writable");
        }
    }

    /** Fills the disk, then makes room, in another process. */
    static final class FullDisk {
        private static final QueueOptions OPTIONS = new QueueOptions(8 << 20, 64 << 10, 1 << 20, Duration.ofMillis(2));

        private FullDisk() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path ballast = Files.write(directory.resolve("ballast"), new byte[128 << 10]);
            try (DiskQueue queue = DiskQueue.open(directory.resolve("queue"), OPTIONS, problem -> {})) {
                long number = 1;
                try {
                    for (; ; number++) {
                        queue.append(Records.numbered(number, 3_000));
                    }
                } catch (ProblemException e) {
                    System.out.println(
                            "full after " + number + ": " + e.problem().code());
                    System.out.println(e.problem().message());
                }
                queue.seal();
                List<Entry> entries = Records.drain(queue);
                say(entries.size() == number - 1, "read all of them");
                queue.acknowledge(entries.get(10).sequence()); // Written in place, on a disk without room.
                queue.seal();
                Files.delete(ballast);
                queue.append(Records.numbered(number, 3_000));
                queue.seal();
                queue.rewind();
                List<Long> numbers = Records.numbers(Records.drain(queue));
                say(
                        numbers.getFirst() == 12 && numbers.getLast() == number && numbers.size() == number - 11,
                        "and those after them");
                System.out.println("lost " + queue.counters().lostRecords());
            }
        }

        private static void say(boolean holds, String what) {
            System.out.println(holds ? what : "not: " + what);
        }
    }

    /** Tries to open a queue, and says what is in the way. */
    static final class ReadOnly {
        private ReadOnly() {}

        public static void main(String[] arguments) {
            try (DiskQueue queue = DiskQueue.open(Path.of(arguments[0]), QueueOptions.of(1 << 20), problem -> {})) {
                System.out.println("opened with " + queue.counters());
            } catch (ProblemException e) {
                System.out.println(e.problem().code());
            }
        }
    }
}
