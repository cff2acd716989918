package io.hydrophone.queue;

import io.hydrophone.core.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs the fsyncs: a while after a record was appended, so that one serves several, or at once when it is asked to. Writes the
 * position with it, and retries every second what the disk refuses.
 */
final class Sealer {
    private static final long RETRY_SECONDS = 1;

    private final QueueState state;
    private final PositionFile positionFile;
    private final Directory directory;
    private final Duration delay;
    private final Consumer<Problem> told;

    /** One fsync at a time; who waits for it finds its own records sealed by the one before, mostly. */
    private final ReentrantLock sealing = new ReentrantLock();

    /** Codes of what was told and is not over. */
    private final Set<String> failing = new HashSet<>();

    private boolean closed;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("queue-sealer").unstarted(this::run);

    Sealer(QueueState state, PositionFile positionFile, Directory directory, Duration delay, Consumer<Problem> told) {
        this.state = state;
        this.positionFile = positionFile;
        this.directory = directory;
        this.delay = delay;
        this.told = told;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (state.awaitWork() && !ending.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                if (!seal()) {
                    ending.await(RETRY_SECONDS, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the sealer", e);
        }
    }

    /** Seals what was appended, and writes the position. Returns whether all of it went well. */
    boolean seal() {
        sealing.lock();
        try {
            if (closed) {
                return true;
            }
            boolean recordsAreSealed = sealRecords();
            return keepPosition() && recordsAreSealed;
        } finally {
            sealing.unlock();
        }
    }

    /** For the last time. */
    void close() {
        ending.countDown();
        sealing.lock();
        try {
            seal();
            closed = true;
        } finally {
            sealing.unlock();
        }
    }

    private boolean sealRecords() {
        QueueState.Due due = state.due();
        if (due == null) {
            return true;
        }
        Problem failure = null;
        for (SegmentWriter writer : due.writers()) {
            try {
                writer.sync(directory);
            } catch (IOException e) {
                failure = QueueProblems.notSynced(directory, e);
            }
        }
        state.synced(due, failure);
        return tell("queue-not-synced", failure);
    }

    private boolean keepPosition() {
        Position position = state.unwrittenPosition();
        if (position == null) {
            return true;
        }
        try {
            positionFile.write(position);
        } catch (IOException e) {
            return tell("queue-not-written", QueueProblems.notWritten(directory, e));
        }
        state.positionWritten(position);
        return tell("queue-not-written", null);
    }

    /** @param failure null when it went well */
    private boolean tell(String code, Problem failure) {
        if (failure == null) {
            failing.remove(code);
        } else if (failing.add(code)) {
            told.accept(failure);
        }
        return failure == null;
    }
}
