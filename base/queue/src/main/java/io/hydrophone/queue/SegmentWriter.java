package io.hydrophone.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes one segment. The appender writes, another thread syncs; {@link RandomAccessFile} and not a channel, because a channel is closed
 * under everybody when a thread that uses it is interrupted.
 */
final class SegmentWriter implements Closeable {
    private final Segment segment;
    private final RandomAccessFile file;
    private long end;
    private boolean named;

    private SegmentWriter(Segment segment, RandomAccessFile file) {
        this.segment = segment;
        this.file = file;
        this.end = SegmentHeader.BYTES;
    }

    /** Makes the file; when that fails, none is left. */
    static SegmentWriter create(Directory directory, long firstSequence) throws IOException {
        SegmentHeader header = new SegmentHeader(ThreadLocalRandom.current().nextInt(), firstSequence);
        Segment segment = new Segment(directory.segment(firstSequence), header);
        RandomAccessFile file = new RandomAccessFile(segment.file().toFile(), "rw");
        try {
            file.setLength(0);
            file.write(header.encode());
            return new SegmentWriter(segment, file);
        } catch (IOException e) {
            file.close();
            Files.deleteIfExists(segment.file());
            throw e;
        }
    }

    Segment segment() {
        return segment;
    }

    /** Bytes written so far. */
    long end() {
        return end;
    }

    /** Writes a record; when that fails, what was written of it is cut off again. */
    void append(long sequence, byte[] record) throws IOException {
        byte[] bytes = RecordHeader.encode(segment.header().salt(), sequence, record);
        try {
            file.seek(end);
            file.write(bytes);
            end += bytes.length;
        } catch (IOException e) {
            file.setLength(end);
            throw e;
        }
    }

    /** All that was written before is on the disk when this returns, the file's name included. For one thread at a time. */
    void sync(Directory directory) throws IOException {
        file.getFD().sync();
        if (!named) {
            directory.sync();
            named = true;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
