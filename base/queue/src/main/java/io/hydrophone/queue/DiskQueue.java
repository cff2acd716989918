package io.hydrophone.queue;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A bounded first-in first-out queue of records in a directory; docs/queue-format.md has its files. A record is <em>sealed</em> when its
 * fsync has run; only then is it given out. It stays until it is acknowledged, or until the queue is full and the oldest make room.
 *
 * <p>For one thread that appends and one that reads; acknowledging and counting are for any. An interrupted thread harms nothing.
 */
public final class DiskQueue implements AutoCloseable {
    private final Directory directory;
    private final PositionFile positionFile;
    private final QueueState state;
    private final Sealer sealer;
    private final Cursor cursor;

    private DiskQueue(
            Directory directory,
            PositionFile positionFile,
            QueueState state,
            Duration sealDelay,
            Consumer<Problem> told) {
        this.directory = directory;
        this.positionFile = positionFile;
        this.state = state;
        this.sealer = new Sealer(state, positionFile, directory, sealDelay, told);
        this.cursor = new Cursor(state, told);
    }

    /**
     * Opens a queue, or makes one.
     *
     * @param told what goes wrong on the way, on any thread; what lasts is told once, until it went well again
     * @throws ProblemException when the directory cannot be written, another process has it, or another major version wrote it
     */
    public static DiskQueue open(Path path, QueueOptions options, Consumer<Problem> told) {
        Directory directory = Directory.hold(path);
        PositionFile positionFile = null;
        try {
            positionFile = PositionFile.open(directory.positionFile());
            Segments segments = Segments.open(directory, told);
            Position position = position(directory, positionFile, segments, told);
            QueueState state = new QueueState(options, directory, positionFile, segments, position);
            DiskQueue queue = new DiskQueue(directory, positionFile, state, options.sealDelay(), told);
            queue.sealer.start();
            return queue;
        } catch (IOException e) {
            closeFiles(positionFile, directory);
            throw new ProblemException(QueueProblems.notWritten(directory, e), e);
        } catch (RuntimeException e) {
            closeFiles(positionFile, directory);
            throw e;
        }
    }

    /**
     * Puts a record in. It is sealed within the delay of the options, or by {@link #seal()}.
     *
     * @return its sequence
     * @throws ProblemException when it is too large, or the disk does not take it; then nothing was put in
     * @throws IllegalStateException after {@link #close()}
     */
    public long append(byte[] record) {
        try {
            return state.append(record);
        } catch (IOException e) {
            throw new ProblemException(QueueProblems.notWritten(directory, e), e);
        }
    }

    /**
     * Everything that was appended before is on the disk when this returns.
     *
     * @throws ProblemException when that failed, now or in the background since the last call
     */
    public void seal() {
        sealer.seal();
        Problem failure = state.takeSealFailure();
        if (failure != null) {
            throw new ProblemException(failure);
        }
    }

    /** The next sealed record after the one read last, or null when there is none in time or the queue is closed. */
    public Entry read(Duration patience) throws InterruptedException {
        return cursor.read(patience);
    }

    /** Whether there are records that were not read since the start or the last rewind, sealed or not. */
    public boolean hasUnread() {
        return cursor.hasMore();
    }

    /** Begins to read again at the oldest record that is not acknowledged. For the thread that reads. */
    public void rewind() {
        cursor.rewind();
    }

    /**
     * All records up to a sequence are done with. Kept on the disk within the delay of the options: after a crash the last ones may be
     * read again.
     *
     * @param sequence of a record that was read
     * @throws IllegalArgumentException when no such record was ever sealed
     */
    public void acknowledge(long sequence) {
        state.acknowledge(sequence);
    }

    public QueueCounters counters() {
        return state.counters();
    }

    /** Seals what was appended and lets the directory go; a read that waits returns null. */
    @Override
    public void close() {
        if (state.close()) {
            sealer.close();
            cursor.close();
            state.closeFiles();
            closeFiles(positionFile, directory);
        }
    }

    private static Position position(
            Directory directory, PositionFile file, Segments segments, Consumer<Problem> told) {
        if (file.position() != null) {
            return file.position();
        }
        if (file.isFresh() && segments.isEmpty()) {
            return Position.START;
        }
        told.accept(QueueProblems.positionUnknown(directory.positionFile().toString()));
        long before = segments.isEmpty() ? segments.last() : segments.oldest().firstSequence() - 1;
        return new Position(before, 0, 0, 0, before);
    }

    private static void closeFiles(PositionFile positionFile, Directory directory) {
        Quietly.close(positionFile);
        Quietly.close(directory);
    }
}
