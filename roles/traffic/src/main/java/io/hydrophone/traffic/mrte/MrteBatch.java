package io.hydrophone.traffic.mrte;

import io.hydrophone.traffic.broker.MessageForm.Messages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * A message as MRTE-Collector makes it: the server's address, then units, each a piece of one client's packet; docs/mrte.md has the layout. It leaves when it holds more than 20
 * packets or more than 32 KiB.
 */
final class MrteBatch {
    static final int ADDRESS_BYTES = 4;

    /** What a unit holds beside its payload: address, port and checksum; its own length is not counted. */
    private static final int UNIT_EXTRA_BYTES = ADDRESS_BYTES + 2 + 4;

    /** What the checksum is of: address, port and the first bytes of the payload. */
    private static final int CHECKED_BYTES = 22;

    private static final int MAX_PACKETS = 20;
    private static final int MAX_BYTES = 32 << 10;

    /** As much as a segment that the Collector captures; a player puts the pieces together again. */
    static final int MAX_PIECE_BYTES = 8 << 10;

    private final Messages to;
    private final Adler32 checksum = new Adler32();
    private byte[] server = new byte[ADDRESS_BYTES];
    private byte[] batch = new byte[MAX_BYTES + 2 * MAX_PIECE_BYTES];
    private int length;
    private int packets;

    MrteBatch(Messages to) {
        this.to = to;
    }

    /**
     * Puts a packet in.
     *
     * @param server the address of the server that it was sent to
     * @param packet with its header
     */
    void add(byte[] server, MrteClient client, byte[] packet) {
        if (length > 0 && !Arrays.equals(server, this.server)) {
            flush();
        }
        if (length == 0) {
            this.server = server;
            System.arraycopy(server, 0, batch, 0, ADDRESS_BYTES);
            length = ADDRESS_BYTES;
        }
        for (int at = 0; at < packet.length; at += MAX_PIECE_BYTES) {
            unit(client, packet, at, Math.min(MAX_PIECE_BYTES, packet.length - at));
        }
        packets++;
        if (packets > MAX_PACKETS || length > MAX_BYTES) {
            flush();
        }
    }

    /** Lets go what there is. */
    void flush() {
        if (length > 0) {
            to.add(Arrays.copyOf(batch, length), packets);
            length = 0;
            packets = 0;
        }
    }

    private void unit(MrteClient client, byte[] packet, int offset, int count) {
        int size = UNIT_EXTRA_BYTES + count;
        if (batch.length < length + Integer.BYTES + size) {
            batch = Arrays.copyOf(batch, 2 * (length + size));
        }
        ByteBuffer out = ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN).position(length);
        out.putInt(size);
        int body = out.position();
        out.put(client.address()).putShort((short) client.port()).put(packet, offset, count);
        checksum.reset();
        checksum.update(batch, body, Math.min(CHECKED_BYTES, out.position() - body));
        out.putInt((int) checksum.getValue());
        length = out.position();
    }
}
