package io.hydrophone.queue;

import io.hydrophone.core.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The reader's place in the queue. */
final class Cursor {
    private final QueueState state;
    private final Consumer<Problem> told;

    /** Held while reading, so that the files are closed under nobody. */
    private final ReentrantLock reading = new ReentrantLock();

    /** The next sequence to give out, or one that is done. */
    private volatile long next;

    private SegmentReader reader;

    Cursor(QueueState state, Consumer<Problem> told) {
        this.state = state;
        this.told = told;
    }

    Entry read(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        reading.lockInterruptibly();
        try {
            for (long from = state.awaitSealed(next, deadline); from >= 0; from = state.awaitSealed(next, deadline)) {
                next = from;
                Entry entry = readOn();
                if (entry != null) {
                    return entry;
                }
            }
            return null;
        } finally {
            reading.unlock();
        }
    }

    boolean hasMore() {
        return state.hasMore(next);
    }

    void rewind() {
        reading.lock();
        try {
            next = 0;
            closeReader();
        } finally {
            reading.unlock();
        }
    }

    void close() {
        reading.lock();
        try {
            closeReader();
        } finally {
            reading.unlock();
        }
    }

    /** The record that is next, or null when it is missing or was dropped meanwhile. */
    private Entry readOn() {
        QueueState.Stretch stretch = state.stretch(next);
        Entry entry = stretch.segment() == null ? null : fetch(stretch.segment(), stretch.through());
        if (state.isDone(next)) {
            return null;
        }
        long found = entry == null ? stretch.through() + 1 : entry.sequence();
        state.lost(next, found);
        next = entry == null ? found : found + 1;
        return entry;
    }

    private Entry fetch(Segment segment, long through) {
        try {
            if (reader == null || !reader.segment().equals(segment)) {
                closeReader();
                reader = SegmentReader.open(segment);
            }
            return reader.next(next, through);
        } catch (IOException e) {
            closeReader();
            if (!state.isDone(next)) { // Else it was dropped before it was opened.
                told.accept(QueueProblems.notRead(segment, e));
            }
            return null;
        }
    }

    private void closeReader() {
        Quietly.close(reader);
        reader = null;
    }
}
