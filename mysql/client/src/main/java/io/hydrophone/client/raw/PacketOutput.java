package io.hydrophone.client.raw;

import java.io.IOException;

/** Writes packets; a short one, with its header, in one call of the system. */
final class PacketOutput {
    private static final int HEADER = 4;
    private static final int BUFFER_BYTES = 16 << 10;
    /** The most of a file that fits with its header. */
    static final int PIECE_BYTES = BUFFER_BYTES - HEADER;

    private Transport transport;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    PacketOutput(Transport transport) {
        this.transport = transport;
    }

    /** Goes on in TLS, or in frames. */
    void over(Transport other) {
        transport = other;
    }

    /**
     * Sends a payload of any length, in parts where it is as long as a packet can be or longer.
     *
     * @param first the first packet's number
     * @return the last one's
     */
    int send(byte[] payload, int offset, int length, int first) throws IOException {
        int number = first;
        int at = offset;
        int left = length;
        while (left >= PacketInput.MAX_PAYLOAD) {
            packet(payload, at, PacketInput.MAX_PAYLOAD, number);
            at += PacketInput.MAX_PAYLOAD;
            left -= PacketInput.MAX_PAYLOAD;
            number++;
        }
        packet(payload, at, left, number);
        return number;
    }

    private void packet(byte[] payload, int offset, int length, int number) throws IOException {
        buffer[0] = (byte) length;
        buffer[1] = (byte) (length >> 8);
        buffer[2] = (byte) (length >> 16);
        buffer[3] = (byte) number;
        int head = Math.min(length, PIECE_BYTES);
        System.arraycopy(payload, offset, buffer, HEADER, head);
        transport.write(buffer, 0, HEADER + head);
        if (length > head) {
            transport.write(payload, offset + head, length - head);
        }
    }
}
