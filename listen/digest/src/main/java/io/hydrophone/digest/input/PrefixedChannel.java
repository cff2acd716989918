package io.hydrophone.digest.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A channel of which the beginning was read already: gives that first, then the rest. */
final class PrefixedChannel implements ReadableByteChannel {
    private final ByteBuffer prefix;
    private final ReadableByteChannel rest;

    PrefixedChannel(ByteBuffer prefix, ReadableByteChannel rest) {
        this.prefix = prefix;
        this.rest = rest;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!prefix.hasRemaining()) {
            return rest.read(target);
        }
        int size = Math.min(prefix.remaining(), target.remaining());
        target.put(prefix.slice(prefix.position(), size));
        prefix.position(prefix.position() + size);
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
