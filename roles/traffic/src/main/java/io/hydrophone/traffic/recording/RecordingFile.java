package io.hydrophone.traffic.recording;

import io.hydrophone.core.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that is being written. One thread writes, another syncs; {@link RandomAccessFile} and not a channel, because a channel is closed
 * under everybody when a thread that uses it is interrupted.
 */
final class RecordingFile implements Closeable {
    private final Path path;
    private final RandomAccessFile file;
    private final RecordingDirectory directory;
    private final long begunNanos = System.nanoTime();
    private final BlockIndex index = new BlockIndex();
    private long end;
    /** Held to sync or to close, so that neither meets the other. */
    private final Object syncing = new Object();

    private volatile long written;
    private long synced = -1;
    private boolean closed;

    private RecordingFile(Path path, RandomAccessFile file, RecordingDirectory directory) {
        this.path = path;
        this.file = file;
        this.directory = directory;
    }

    /** Makes the file with its first block; when that fails, none is left. */
    static RecordingFile create(RecordingDirectory directory, int number, ByteBuffer header) throws IOException {
        Path path = directory.file(number);
        OwnerOnly.createFile(path);
        try {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                RecordingFile created = new RecordingFile(path, file, directory);
                created.write(header);
                return created;
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Bytes written so far. */
    long end() {
        return end;
    }

    int blocks() {
        return index.blocks();
    }

    /** How long ago it was begun. */
    long ageNanos() {
        return System.nanoTime() - begunNanos;
    }

    /** Writes a block; when that fails, what was written of it is cut off again. */
    void append(ByteBuffer block, EventEncoder events) throws IOException {
        long offset = end;
        write(block);
        index.add(offset, events.firstNanos(), events.lastNanos(), events.events());
    }

    /** What was written before is on the disk when this returns, the file's name included. */
    void sync() throws IOException {
        synchronized (syncing) {
            long now = written;
            if (closed || synced == now) {
                return;
            }
            file.getFD().sync();
            if (synced < 0) {
                directory.sync();
            }
            synced = now;
        }
    }

    /** Writes the index, as the last block. */
    void writeIndex(BlockSealer sealer) throws IOException {
        write(sealer.plain(BlockHead.INDEX, index.encode(end)));
    }

    @Override
    public void close() throws IOException {
        synchronized (syncing) {
            closed = true;
            file.close();
        }
    }

    private void write(ByteBuffer block) throws IOException {
        try {
            file.seek(end);
            file.write(block.array(), block.arrayOffset() + block.position(), block.remaining());
        } catch (IOException e) {
            file.setLength(end);
            throw e;
        }
        end += block.remaining();
        written = end;
    }
}
