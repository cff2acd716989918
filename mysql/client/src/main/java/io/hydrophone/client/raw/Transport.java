package io.hydrophone.client.raw;

import java.io.IOException;

/** What carries packets: a socket, TLS on it, frames of compression on either. */
interface Transport {
    /** A command is about to be sent: a new exchange, in which packets and frames are numbered from 0. */
    default void begin() {}

    /** Waits for bytes; at least one, −1 at the end. */
    int read(byte[] into, int offset, int length) throws IOException;

    void write(byte[] data, int offset, int length) throws IOException;

    /** Gives back what the heap does not hold; nothing is carried afterwards. */
    default void release() {}
}
