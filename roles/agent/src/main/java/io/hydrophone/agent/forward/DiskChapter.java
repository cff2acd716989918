package io.hydrophone.agent.forward;

import io.hydrophone.agent.batch.Lane;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.queue.DiskQueue;
import io.hydrophone.queue.Entry;
import io.hydrophone.queue.QueueOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A queue on the disk that is written by one process and read out by it or by a later one. */
final class DiskChapter extends Chapter {
    /** Ends the name of a directory that is being deleted. */
    static final String GONE = ".gone";

    private static final Duration AT_ONCE = Duration.ZERO;

    private final Path directory;
    private final QueueOptions options;
    private final Consumer<Problem> told;
    /** Null while it rests. */
    private DiskQueue queue;

    private long bytes;

    private DiskChapter(long number, Lane lane, Path directory, QueueOptions options, Consumer<Problem> told) {
        super(number, lane);
        this.directory = directory;
        this.options = options;
        this.told = told;
    }

    /** @throws ProblemException when the disk does not take it */
    static DiskChapter begin(long number, Lane lane, Path directory, QueueOptions options, Consumer<Problem> told) {
        DiskChapter chapter = new DiskChapter(number, lane, directory, options, told);
        try {
            chapter.open();
        } catch (ProblemException e) {
            chapter.delete();
            throw e;
        }
        return chapter;
    }

    /**
     * One of a process before this one; what it has is counted.
     *
     * @throws ProblemException when it cannot be read
     */
    static DiskChapter found(long number, Lane lane, Path directory, QueueOptions options, Consumer<Problem> told) {
        DiskChapter chapter = new DiskChapter(number, lane, directory, options, told);
        chapter.open();
        chapter.count();
        chapter.close();
        return chapter;
    }

    private void count() {
        try {
            for (Entry entry = queue.read(AT_ONCE); entry != null; entry = queue.read(AT_ONCE)) {
                QueuedBatch record = QueuedBatch.of(entry.record());
                if (record != null) {
                    added(record);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    void append(QueuedBatch record) {
        open();
        queue.append(record.bytes());
        added(record);
    }

    @Override
    void seal() {
        if (queue != null) {
            queue.seal();
        }
    }

    @Override
    long bytes() {
        return queue == null ? bytes : queue.counters().bytes();
    }

    @Override
    Handed read() {
        open();
        try {
            for (Entry entry = queue.read(AT_ONCE); entry != null; entry = queue.read(AT_ONCE)) {
                QueuedBatch record = QueuedBatch.of(entry.record());
                if (record != null) {
                    return new Handed(this, entry.sequence(), record);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    @Override
    void acknowledge(long place) {
        if (queue != null && place > 0) {
            queue.acknowledge(place);
        }
    }

    @Override
    void close() {
        if (queue != null) {
            bytes = queue.counters().bytes();
            queue.close();
            queue = null;
        }
    }

    /** Renamed first: a crash leaves either all of it, or what the next start takes away. */
    @Override
    void delete() {
        close();
        Path gone = directory.resolveSibling(directory.getFileName() + GONE);
        try {
            Files.move(directory, gone);
            deleteTree(gone);
        } catch (IOException e) {
            // The next start finds it, and finds it done or counted.
        }
    }

    static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private void open() {
        if (queue == null) {
            queue = DiskQueue.open(directory, options, told);
        }
    }
}
