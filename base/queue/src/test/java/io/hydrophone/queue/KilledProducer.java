package io.hydrophone.queue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * Appends numbered records, and reads and acknowledges some, until it is killed. Says {@code sealed N} after it knows that N is, and
 * {@code acknowledged N} before it acknowledges N.
 * Its arguments are the directory and the number to begin with.
 */
final class KilledProducer {
    private KilledProducer() {}

    public static void main(String[] arguments) throws InterruptedException {
        QueueOptions options = new QueueOptions(64 << 20, 64 << 10, 1 << 20, Duration.ofMillis(2));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        Random random = new Random();
        try (DiskQueue queue = DiskQueue.open(Path.of(arguments[0]), options, problem -> {})) {
            Thread.ofPlatform().daemon().start(() -> acknowledge(queue, out));
            for (long number = Long.parseLong(arguments[1]); ; number++) {
                queue.append(Records.numbered(number, random.nextInt(20_000)));
                if (random.nextInt(10) == 0) {
                    queue.seal();
                    out.println("sealed " + number);
                }
                if (random.nextInt(20) == 0) {
                    Thread.sleep(1);
                }
            }
        }
    }

    /** Every third that it reads, so that much is left to be found. */
    private static void acknowledge(DiskQueue queue, PrintStream out) {
        try {
            for (Entry entry = queue.read(Duration.ofMinutes(1));
                    entry != null;
                    entry = queue.read(Duration.ofMinutes(1))) {
                if (entry.sequence() % 3 == 0) {
                    out.println("acknowledged " + Records.number(entry.record()));
                    queue.acknowledge(entry.sequence());
                    Thread.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
