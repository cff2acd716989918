package io.hydrophone.traffic.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The files of a recording that is being written, one after the other. For the thread that writes; counting is for any. */
final class FileSequence {
    private final RecordingDirectory directory;
    private final RecordingOptions options;
    private final BlockSealer sealer;
    private final Syncer syncer;
    private int nextNumber;
    private RecordingFile file;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong blocks = new AtomicLong();
    private final AtomicLong contentBytes = new AtomicLong();
    private final AtomicLong storedBytes = new AtomicLong();

    FileSequence(
            RecordingDirectory directory,
            int firstNumber,
            RecordingOptions options,
            BlockSealer sealer,
            Syncer syncer) {
        this.directory = directory;
        this.nextNumber = firstNumber;
        this.options = options;
        this.sealer = sealer;
        this.syncer = syncer;
    }

    /** Begins the next file, when none is open. */
    void begin() throws IOException {
        if (file != null) {
            return;
        }
        RecordingKey key = options.encryption().key();
        RecordingHeader header = new RecordingHeader(
                BlockHead.MAJOR + "." + BlockHead.MINOR,
                sealer.recording(),
                nextNumber,
                key == null ? "" : key.id(),
                options.metadata());
        file = RecordingFile.create(directory, nextNumber, sealer.plain(BlockHead.HEADER, header.encode()));
        nextNumber++;
        begun.incrementAndGet();
        storedBytes.addAndGet(file.end());
        syncer.follow(file);
    }

    /** Writes a block into the file that is open, or the next one; when that fails it is in none. */
    void append(ByteBuffer block, EventEncoder events) throws IOException {
        begin();
        file.append(block, events);
        blocks.incrementAndGet();
        contentBytes.addAndGet(events.length());
        storedBytes.addAndGet(block.remaining());
    }

    /** Whether the file has reached its size, its time or its number of blocks. */
    boolean isDue() {
        return file != null
                && file.blocks() > 0
                && (file.end() >= options.rotateBytes()
                        || file.blocks() >= BlockIndex.MAX_BLOCKS
                        || file.ageNanos() >= options.rotateAfter().toNanos());
    }

    /** Ends the file with its index. A disk without room for it leaves a file without: that is read all the same. */
    void end() throws IOException {
        if (file == null) {
            return;
        }
        RecordingFile ending = file;
        file = null;
        syncer.follow(null);
        long before = ending.end();
        try {
            ending.writeIndex(sealer);
        } finally {
            storedBytes.addAndGet(ending.end() - before);
            syncer.sync(ending);
            ending.close();
        }
    }

    /** What is written now, for a problem. */
    Path place() {
        return file == null ? directory.file(nextNumber) : file.path();
    }

    RecordingCounters counters(BlockQueue queue) {
        return new RecordingCounters(
                queue.events(),
                queue.dropped(),
                blocks.get(),
                contentBytes.get(),
                storedBytes.get(),
                begun.get(),
                queue.waiting());
    }
}
