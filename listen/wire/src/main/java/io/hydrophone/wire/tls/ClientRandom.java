package io.hydrophone.wire.tls;

import java.nio.ByteBuffer;

/** The 32 bytes that a client chose for its handshake, by which key logs name a connection. */
record ClientRandom(long first, long second, long third, long fourth) {
    static final int BYTES = 32;

    static ClientRandom of(byte[] data, int offset) {
        ByteBuffer random = ByteBuffer.wrap(data, offset, BYTES);
        return new ClientRandom(random.getLong(), random.getLong(), random.getLong(), random.getLong());
    }
}
