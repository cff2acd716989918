package io.hydrophone.traffic.recording;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SeldomTold;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Records traffic into the files of a directory; docs/recording-format.md has their format. Events come from any thread, which never
 * waits: a thread of its own writes them, and what neither the disk nor the blocks in memory take is dropped and counted. An event is in
 * the file half a second later at most, and on the disk a second after that.
 */
public final class RecordingWriter extends QueuedTarget {
    /** How long an event waits at most for others to share its block. */
    private static final long GATHER_MILLIS = 500;

    /** Pause before a full disk is tried again. */
    private static final long RETRY_MILLIS = 500;

    private final RecordingDirectory directory;
    private final BlockSealer sealer;
    private final Syncer syncer;
    private final FileSequence files;
    private final Consumer<Problem> told;
    private final AtomicLong failures = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("recording-writer").unstarted(this::run);

    private RecordingWriter(
            RecordingDirectory directory, int firstNumber, RecordingOptions options, Consumer<Problem> told) {
        super(options.poolBlocks());
        this.directory = directory;
        this.told = new SeldomTold(told);
        this.sealer = new BlockSealer(options.encryption(), options.compressionLevel(), told);
        this.syncer = new Syncer(this.told);
        this.files = new FileSequence(directory, firstNumber, options, sealer, syncer);
    }

    /**
     * Begins a recording, or goes on with one: in a file of its own, the others are left as they are.
     *
     * @param path of the directory; made for its owner alone when it is not there
     * @param told what goes wrong on the way, on any thread, each kind once a minute
     * @throws ProblemException when the directory cannot be written, or another process records into it
     */
    public static RecordingWriter open(Path path, RecordingOptions options, Consumer<Problem> told) {
        RecordingDirectory directory = null;
        RecordingWriter writer = null;
        try {
            directory = RecordingDirectory.hold(path);
            writer = new RecordingWriter(directory, directory.nextNumber(), options, told);
            writer.files.begin();
            writer.syncer.start();
            writer.thread.start();
            return writer;
        } catch (IOException e) {
            if (writer != null) {
                writer.sealer.close();
            }
            close(directory);
            throw RecordingProblems.notWritable(path, e);
        }
    }

    /** Sixteen hexadecimal digits that name this run. */
    public String recording() {
        return sealer.recording();
    }

    @Override
    public TargetCounters counters() {
        RecordingCounters all = recorded();
        return new TargetCounters(
                all.events(), all.droppedEvents(), all.storedBytes(), all.waitingBlocks(), failures.get());
    }

    public RecordingCounters recorded() {
        return files.counters(queue);
    }

    /** Writes what there is and ends the file. A disk that takes no more is tried once: the rest is dropped and counted. */
    @Override
    public void close() {
        queue.close();
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It ends by itself.
        }
    }

    private void run() {
        try {
            writeAll();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the writer", e);
        } finally {
            syncer.close();
            sealer.close();
            close(directory);
        }
    }

    private void writeAll() throws InterruptedException {
        boolean more = true;
        while (more) {
            more = !queue.isClosed(); // Asked first: what came before it was closed is still taken.
            for (EventEncoder block = queue.take(GATHER_MILLIS); block != null; block = queue.take(GATHER_MILLIS)) {
                write(block);
                rotateWhenDue();
            }
            rotateWhenDue();
        }
        end();
    }

    private void write(EventEncoder block) throws InterruptedException {
        ByteBuffer sealed = sealer.seal(block);
        while (true) {
            try {
                files.append(sealed, block);
                queue.release(block);
                return;
            } catch (IOException e) {
                failures.incrementAndGet();
                told.accept(RecordingProblems.notWritten(files.place(), e));
            }
            if (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                queue.drop(block);
                return;
            }
        }
    }

    private void rotateWhenDue() {
        if (files.isDue()) {
            end();
        }
    }

    private void end() {
        Path place = files.place();
        try {
            files.end();
        } catch (IOException e) {
            told.accept(RecordingProblems.notWritten(place, e));
        }
    }

    private static void close(RecordingDirectory directory) {
        try {
            if (directory != null) {
                directory.close();
            }
        } catch (IOException e) {
            // Nothing was written through it.
        }
    }
}
