package io.hydrophone.client.raw;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A method of compression: makes the bodies of frames small, and large again piece by piece. */
interface FrameCodec {
    /**
     * Compresses a body.
     *
     * @param into where it goes, from {@code at} to the array's end
     * @return its length, or −1 when it does not become smaller
     */
    int deflate(byte[] data, int offset, int length, byte[] into, int at);

    /** A body begins. */
    void begin();

    /**
     * Takes some of a body, and gives some of what was in it.
     *
     * @param from taken wholly when nothing is given, unless it is no body of this method
     * @param length at least 1
     * @return how many bytes were given
     */
    int inflate(ByteBuffer from, byte[] into, int offset, int length) throws IOException;

    /** Gives back native memory. */
    void release();
}
