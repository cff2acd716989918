package io.hydrophone.wire.synthetic;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;

/**
 * A TCP connection over IPv4 and Ethernet whose packets are made here: for warming up, and for listening where the
 * bytes come from somewhere else than a network card. Checksums are zero; listeners do not look at them.
 */
public final class SyntheticConnection {
    private static final int HEADERS = 14 + 20 + 20;
    /** So that the total length fits IPv4's field. */
    private static final int MAX_SEGMENT = 65_535 - 40;

    private static final int FIN_ACK = 0x11;
    private static final int SYN = 0x02;
    private static final int RST_ACK = 0x14;
    private static final int SYN_ACK = 0x12;
    private static final int PSH_ACK = 0x18;

    private final PacketHandler handler;
    private final int clientAddress;
    private final int clientPort;
    private final int serverAddress;
    private final int serverPort;
    private byte[] frame = new byte[2048];
    private int clientSequence;
    private int serverSequence;

    /** Addresses are IPv4, as big-endian integers. */
    public SyntheticConnection(
            PacketHandler handler, int clientAddress, int clientPort, int serverAddress, int serverPort) {
        this.handler = handler;
        this.clientAddress = clientAddress;
        this.clientPort = clientPort;
        this.serverAddress = serverAddress;
        this.serverPort = serverPort;
        clientSequence = clientPort * 7919;
        serverSequence = serverPort * 104_729 + clientPort;
    }

    /** The three-way handshake, up to the server's answer. */
    public void open(long nanos) {
        packet(nanos, true, SYN, new byte[0], 0, 0);
        clientSequence++;
        packet(nanos, false, SYN_ACK, new byte[0], 0, 0);
        serverSequence++;
    }

    public void client(long nanos, byte[] data, int offset, int length) {
        send(nanos, true, data, offset, length);
    }

    public void server(long nanos, byte[] data, int offset, int length) {
        send(nanos, false, data, offset, length);
    }

    /** Both directions end in order. */
    public void close(long nanos) {
        packet(nanos, true, FIN_ACK, new byte[0], 0, 0);
        clientSequence++;
        packet(nanos, false, FIN_ACK, new byte[0], 0, 0);
        serverSequence++;
    }

    /** The connection breaks. */
    public void reset(long nanos) {
        packet(nanos, true, RST_ACK, new byte[0], 0, 0);
    }

    private void send(long nanos, boolean fromClient, byte[] data, int offset, int length) {
        for (int sent = 0; sent < length; ) {
            int count = Math.min(MAX_SEGMENT, length - sent);
            packet(nanos, fromClient, PSH_ACK, data, offset + sent, count);
            if (fromClient) {
                clientSequence += count;
            } else {
                serverSequence += count;
            }
            sent += count;
        }
    }

    private void packet(long nanos, boolean fromClient, int flags, byte[] data, int offset, int length) {
        if (frame.length < HEADERS + length) {
            frame = new byte[HEADERS + MAX_SEGMENT];
        }
        frame[12] = 0x08; // IPv4
        frame[13] = 0;
        frame[14] = 0x45;
        put2(16, 40 + length);
        frame[20] = 0x40; // do not fragment
        frame[22] = 64;
        frame[23] = 6; // TCP
        put4(26, fromClient ? clientAddress : serverAddress);
        put4(30, fromClient ? serverAddress : clientAddress);
        put2(34, fromClient ? clientPort : serverPort);
        put2(36, fromClient ? serverPort : clientPort);
        put4(38, fromClient ? clientSequence : serverSequence);
        put4(42, flags == SYN ? 0 : fromClient ? serverSequence : clientSequence);
        frame[46] = 0x50;
        frame[47] = (byte) flags;
        put2(48, 0xffff);
        System.arraycopy(data, offset, frame, HEADERS, length);
        handler.packet(nanos, LinkType.ETHERNET, frame, 0, HEADERS + length, HEADERS + length);
    }

    private void put2(int at, int value) {
        frame[at] = (byte) (value >> 8);
        frame[at + 1] = (byte) value;
    }

    private void put4(int at, int value) {
        put2(at, value >>> 16);
        put2(at + 2, value);
    }
}
