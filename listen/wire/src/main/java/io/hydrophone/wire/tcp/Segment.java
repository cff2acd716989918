package io.hydrophone.wire.tcp;

import io.hydrophone.wire.ConnectionHash;

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
        return ConnectionHash.of(sourceHigh, sourceLow, sourcePort, destinationHigh, destinationLow, destinationPort);
    }

    /** Sets the capture time, in nanoseconds since 1970. */
    public void at(long captureNanos) {
        nanos = captureNanos;
    }
}
