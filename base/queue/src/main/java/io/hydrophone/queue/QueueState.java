package io.hydrophone.queue;

import io.hydrophone.core.Problem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the appender, the reader and the sealer share: which segments there are, and how far each of the three is. Its lock is never held
 * during an fsync but the one of a drop, nor while the reader reads; so the appender waits for its own write, mostly.
 */
final class QueueState {
    /** Where the reader finds a sequence: its segment, null when that is missing, and the last sequence to look at there. */
    record Stretch(Segment segment, long through) {}

    /** What an fsync is due for: these segments, up to this sequence. */
    record Due(List<SegmentWriter> writers, long through) {}

    private final QueueOptions options;
    private final Directory directory;
    private final PositionFile positionFile;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sealedMore = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Segments segments;
    private final Unsealed unsealed = new Unsealed();
    private final long appendedBefore;
    private Position position;
    private boolean positionIsWritten;
    private long appended;
    private long sealed;
    private long unsynced;
    private Problem sealFailure;
    private boolean closed;

    QueueState(
            QueueOptions options,
            Directory directory,
            PositionFile positionFile,
            Segments segments,
            Position position) {
        this.options = options;
        this.directory = directory;
        this.positionFile = positionFile;
        this.segments = segments;
        this.position = position;
        positionIsWritten = position.equals(positionFile.position());
        appendedBefore = Math.max(segments.last(), position.through());
        appended = appendedBefore;
        sealed = appendedBefore;
    }

    long append(byte[] record) throws IOException {
        if (record.length > options.maxRecordBytes()) {
            throw QueueProblems.tooLarge(directory, record.length, options.maxRecordBytes());
        }
        lock.lock();
        try {
            requireOpen();
            long bytes = (long) RecordHeader.BYTES + record.length;
            while (segments.bytes() + SegmentHeader.BYTES + bytes > options.maxBytes() && !segments.isEmpty()) {
                dropOldest();
            }
            SegmentWriter writer = writer(bytes);
            writer.append(appended + 1, record);
            segments.grew(writer.segment(), bytes);
            appended++;
            work.signal();
            return appended;
        } finally {
            lock.unlock();
        }
    }

    private SegmentWriter writer(long bytes) throws IOException {
        SegmentWriter active = unsealed.active();
        if (active != null && active.end() + bytes <= options.segmentBytes()) {
            return active;
        }
        SegmentWriter next = SegmentWriter.create(directory, appended + 1);
        unsealed.begin(next);
        segments.add(next.segment(), next.end());
        return next;
    }

    private void dropOldest() {
        Segment oldest = segments.oldest();
        unsealed.retire(oldest);
        long last = Math.min(appended, segments.beginningAfter(oldest.firstSequence()) - 1);
        if (last > position.through()) {
            move(position.without(oldest, last));
            sealed = Math.max(sealed, last);
            try {
                positionFile.write(position); // Before the file goes, so that a crash between does not hide the count.
            } catch (IOException e) {
                // The sealer tries again, and tells when it cannot either.
            }
        }
        segments.remove(oldest);
    }

    void acknowledge(long sequence) {
        lock.lock();
        try {
            if (sequence > sealed) {
                throw new IllegalArgumentException("record " + sequence + " was never read; the last is " + sealed);
            }
            if (sequence > position.through()) {
                move(position.acknowledged(sequence));
            }
        } finally {
            lock.unlock();
        }
    }

    QueueCounters counters() {
        lock.lock();
        try {
            return new QueueCounters(
                    appended - position.through(),
                    segments.bytes(),
                    appended - appendedBefore,
                    position.droppedRecords(),
                    position.droppedBytes(),
                    position.lostRecords(),
                    segments.tornBytes(),
                    unsynced);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a sealed record. Returns the first sequence from this one on to look for, or -1 at the deadline and when closed. */
    long awaitSealed(long from, long deadlineNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long next = Math.max(from, position.through() + 1);
                if (next <= sealed) {
                    return next;
                }
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0) {
                    return -1;
                }
                sealedMore.awaitNanos(left);
            }
            return -1;
        } finally {
            lock.unlock();
        }
    }

    Stretch stretch(long sequence) {
        lock.lock();
        try {
            long through = Math.min(sealed, segments.beginningAfter(sequence) - 1);
            return new Stretch(segments.holding(sequence), through);
        } finally {
            lock.unlock();
        }
    }

    /** Whether there are records from a sequence on that are not done. */
    boolean hasMore(long from) {
        lock.lock();
        try {
            return Math.max(from, position.through() + 1) <= appended;
        } finally {
            lock.unlock();
        }
    }

    boolean isDone(long sequence) {
        lock.lock();
        try {
            return sequence <= position.through();
        } finally {
            lock.unlock();
        }
    }

    /** The reader looked for a sequence and found a later one: what lies between is lost. */
    void lost(long expected, long found) {
        lock.lock();
        try {
            Position counted = position.lost(Math.max(expected, position.through() + 1), found);
            if (!counted.equals(position)) {
                move(counted);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to seal or a position to write; false when closed. */
    boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && sealed == appended && positionIsWritten) {
                work.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Null when all is sealed. */
    Due due() {
        lock.lock();
        try {
            return appended == sealed ? null : new Due(unsealed.waiting(), appended);
        } finally {
            lock.unlock();
        }
    }

    /**
     * An fsync has run. Where it failed the records are given out all the same: to deliver them is the best that can be done.
     *
     * @param failure or null
     */
    void synced(Due due, Problem failure) {
        lock.lock();
        try {
            unsealed.synced(due.writers, failure != null);
            if (failure != null) {
                unsynced += Math.max(0, due.through - sealed);
                sealFailure = failure;
            }
            sealed = Math.max(sealed, due.through);
            sealedMore.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What failed since it was asked last, or null. */
    Problem takeSealFailure() {
        lock.lock();
        try {
            Problem failure = sealFailure;
            sealFailure = null;
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Null when it is on the disk. */
    Position unwrittenPosition() {
        lock.lock();
        try {
            return positionIsWritten ? null : position;
        } finally {
            lock.unlock();
        }
    }

    /** A position is on the disk: now segments that are done may go. Before, a crash would make a loss of what was acknowledged. */
    void positionWritten(Position written) {
        lock.lock();
        try {
            positionIsWritten = written.equals(position);
            segments.removeThrough(written.through());
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more records, and wakes who waits; false when it was closed before. */
    boolean close() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            sealedMore.signalAll();
            work.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }

    void closeFiles() {
        lock.lock();
        try {
            unsealed.close();
        } finally {
            lock.unlock();
        }
    }

    private void move(Position next) {
        position = next;
        positionIsWritten = false;
        work.signal();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the queue is closed");
        }
    }
}
