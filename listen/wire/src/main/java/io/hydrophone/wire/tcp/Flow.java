package io.hydrophone.wire.tcp;

import io.hydrophone.wire.ConnectionHash;

/** A TCP connection between a client and a server. Addresses as in {@link Segment}. */
public final class Flow {
    enum State {
        /** Met in the middle: segments are gathered for a moment, so that the earliest comes first. */
        GATHERING,
        OPEN,
        /** Nobody wants its bytes: encrypted, or no MySQL. */
        OPAQUE,
        /** Over; kept for a while so that stragglers are known as such. */
        CLOSED
    }

    final long clientHigh;
    final long clientLow;
    final int clientPort;
    final long serverHigh;
    final long serverLow;
    final int serverPort;
    final int hash;

    State state = State.GATHERING;
    Direction toServer = new Direction(true);
    Direction toClient = new Direction(false);
    Conversation conversation;
    long lastNanos;
    int heldCount;
    int heldBytes;
    /** Since when the oldest held segment waits; only while something is held. */
    long waitingSince;
    /** Whether it stands in the reassembler's list of flows that wait. */
    boolean listed;

    Flow(long clientHigh, long clientLow, int clientPort, long serverHigh, long serverLow, int serverPort, int hash) {
        this.clientHigh = clientHigh;
        this.clientLow = clientLow;
        this.clientPort = clientPort;
        this.serverHigh = serverHigh;
        this.serverLow = serverLow;
        this.serverPort = serverPort;
        this.hash = hash;
    }

    boolean joins(long cHigh, long cLow, int cPort, long sHigh, long sLow, int sPort) {
        return clientLow == cLow
                && clientPort == cPort
                && serverPort == sPort
                && serverLow == sLow
                && clientHigh == cHigh
                && serverHigh == sHigh;
    }

    int connectionHash() {
        return ConnectionHash.of(clientHigh, clientLow, clientPort, serverHigh, serverLow, serverPort);
    }

    public String clientAddress() {
        return Addresses.text(clientHigh, clientLow);
    }

    public int clientPort() {
        return clientPort;
    }

    public String serverAddress() {
        return Addresses.text(serverHigh, serverLow);
    }

    public int serverPort() {
        return serverPort;
    }
}
