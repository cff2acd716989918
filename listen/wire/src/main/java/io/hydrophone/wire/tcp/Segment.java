package io.hydrophone.wire.tcp;

/**
 * A TCP segment as a packet carried it; reused from packet to packet. Addresses are IPv6 in two halves, IPv4 as
 * {@code ::ffff:a.b.c.d}.
 */
public final class Segment {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int PSH = 0x08;
    static final int ACK = 0x10;

    /** Capture time, nanoseconds since 1970. */
    long nanos;

    long sourceHigh;
    long sourceLow;
    int sourcePort;
    long destinationHigh;
    long destinationLow;
    int destinationPort;

    int sequence;
    int acknowledgement;
    int flags;

    byte[] data;
    int offset;
    /** Payload bytes that were captured, at {@code offset}. */
    int captured;
    /** Payload bytes that were on the wire; more than captured when the capture had a short snap length. */
    int length;

    /** The same for both directions of a connection. */
    int connectionHash() {
        return connectionHash(sourceHigh, sourceLow, sourcePort, destinationHigh, destinationLow, destinationPort);
    }

    static int connectionHash(long high, long low, int port, long otherHigh, long otherLow, int otherPort) {
        long one = (low ^ high * 31) * 0x9e3779b97f4a7c15L + port;
        long other = (otherLow ^ otherHigh * 31) * 0x9e3779b97f4a7c15L + otherPort;
        long h = (one + other) * 0xd6e8feb86659fd93L;
        return (int) (h ^ h >>> 32);
    }

    /** Sets the capture time, in nanoseconds since 1970. */
    public void at(long captureNanos) {
        nanos = captureNanos;
    }
}
