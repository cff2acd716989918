package io.hydrophone.wire.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a channel on a thread of its own, a few blocks ahead, so that the kernel's copying and the decoding go on at
 * the same time: a fifth of the time of a file in the page cache. What a pipe has is handed on as it comes.
 */
final class ReadAhead implements AutoCloseable {
    /** A quarter of a core's cache: of larger blocks, part has left the cache before it is copied. */
    private static final int BLOCK_BYTES = 256 << 10;

    private static final int BLOCKS = 4;
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final ReadableByteChannel channel;
    private final BlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final Thread reader = new Thread(this::readAll, "read-ahead");
    private volatile IOException failure;
    private volatile boolean closed;
    private ByteBuffer current = END;

    ReadAhead(ReadableByteChannel channel) {
        this.channel = channel;
        for (int i = 0; i < BLOCKS; i++) {
            empty.add(ByteBuffer.allocateDirect(BLOCK_BYTES));
        }
        reader.setDaemon(true); // it may wait for a pipe that says nothing any more
        reader.start();
    }

    private void readAll() {
        try {
            while (!closed) {
                ByteBuffer block = empty.take();
                if (channel.read(block.clear()) < 0) {
                    break;
                }
                full.add(block.flip());
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            // Closed: nobody waits for more.
        }
        full.add(END); // there is always room: one more than there are blocks
    }

    /**
     * Bytes in the channel's order, at least one unless there is no room.
     *
     * @return how many, or −1 at the end
     */
    int read(byte[] into, int at, int room) throws IOException {
        if (!current.hasRemaining() && !next()) {
            return -1;
        }
        int count = Math.min(room, current.remaining());
        current.get(into, at, count);
        return count;
    }

    private boolean next() throws IOException {
        try {
            while (!current.hasRemaining()) {
                if (!isEnd(current)) {
                    empty.add(current);
                }
                current = full.take();
                if (isEnd(current)) {
                    full.add(END); // for whoever asks again
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
        if (isEnd(current)) {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (failure != null) {
                throw failure;
            }
            return false;
        }
        return true;
    }

    private static boolean isEnd(ByteBuffer block) {
        return block.capacity() == 0;
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
