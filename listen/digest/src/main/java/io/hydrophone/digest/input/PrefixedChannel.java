package io.hydrophone.digest.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.atomic.AtomicLong;

/** A channel of which the beginning was read already: gives that first, then the rest, and counts. */
final class PrefixedChannel implements ReadableByteChannel {
    private final ByteBuffer prefix;
    private final ReadableByteChannel rest;
    private final AtomicLong bytes;

    PrefixedChannel(ByteBuffer prefix, ReadableByteChannel rest, AtomicLong bytes) {
        this.prefix = prefix;
        this.rest = rest;
        this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!prefix.hasRemaining()) {
            int read = rest.read(target);
            bytes.addAndGet(Math.max(read, 0));
            return read;
        }
        int size = Math.min(prefix.remaining(), target.remaining());
        target.put(prefix.slice(prefix.position(), size));
        prefix.position(prefix.position() + size);
        bytes.addAndGet(size);
        return size;
    }

    @Override
    public boolean isOpen() {
        return rest.isOpen();
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }
}
