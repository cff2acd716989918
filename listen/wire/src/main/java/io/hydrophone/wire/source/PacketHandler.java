package io.hydrophone.wire.source;

/** Receives captured packets in the order of their capture, on the capturing thread. */
public interface PacketHandler {
    /**
     * One packet. The array is the source's own and valid during the call only.
     *
     * @param nanos capture time since 1970
     * @param captured bytes at {@code offset}, at most {@code length}
     * @param length bytes that were on the wire
     */
    void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length);

    /** Between packets, at least every 100 ms while live: time passes and requests of other threads are served. */
    void tick(long nanos);

    /** No more packets will come. */
    void end();
}
