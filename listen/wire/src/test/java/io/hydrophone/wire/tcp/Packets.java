package io.hydrophone.wire.tcp;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/** Segments of one connection, cut as a test wants them. */
public final class Packets {
    /** One packet; sequence and acknowledgement as on the wire. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Packet(boolean fromClient, int flags, int sequence, int acknowledgement, byte[] payload) {
        public Packet part(int from, int to) {
            byte[] bytes = new byte[to - from];
            System.arraycopy(payload, from, bytes, 0, bytes.length);
            return new Packet(fromClient, flags, sequence + from, acknowledgement, bytes);
        }
    }

    public static final int SERVER_PORT = 3306;
    /** So that the total length fits IPv4's field. */
    static final int MAX_PAYLOAD = 65_535 - 40;

    private static final int CLIENT_PORT = 40_000;
    private static final long START_NANOS = 1_700_000_000_000_000_000L;

    private Packets() {}

    /**
     * A whole connection, with its handshake and end.
     *
     * @param clientInitial the client's initial sequence number
     * @param cut given the bytes left of a turn, or that fit a packet, says how many the next segment has
     */
    public static List<Packet> of(
            List<Recording.Turn> turns, int clientInitial, int serverInitial, IntUnaryOperator cut) {
        List<Packet> packets = new ArrayList<>();
        packets.add(new Packet(true, Segment.SYN, clientInitial, 0, new byte[0]));
        packets.add(new Packet(false, Segment.SYN | Segment.ACK, serverInitial, clientInitial + 1, new byte[0]));
        int client = clientInitial + 1;
        int server = serverInitial + 1;
        for (Recording.Turn turn : turns) {
            byte[] bytes = turn.bytes();
            for (int at = 0; at < bytes.length; ) {
                int left = Math.min(bytes.length - at, MAX_PAYLOAD);
                int count = Math.max(1, Math.min(cut.applyAsInt(left), left));
                byte[] payload = new byte[count];
                System.arraycopy(bytes, at, payload, 0, count);
                int flags = Segment.ACK | Segment.PSH;
                if (turn.fromClient()) {
                    packets.add(new Packet(true, flags, client, server, payload));
                    client += count;
                } else {
                    packets.add(new Packet(false, flags, server, client, payload));
                    server += count;
                }
                at += count;
            }
        }
        packets.add(new Packet(true, Segment.FIN | Segment.ACK, client, server, new byte[0]));
        packets.add(new Packet(false, Segment.FIN | Segment.ACK, server, client + 1, new byte[0]));
        return packets;
    }

    /** Sends the packets, 10 µs apart, then ends the capture. */
    public static void send(List<Packet> packets, PacketHandler handler) {
        deliver(packets, new BitSet(), Packets::steady, handler);
        handler.end();
    }

    /** The time of a packet by its index, 10 µs after the one before it. */
    public static long steady(int index) {
        return START_NANOS + 10_000L * (index + 1);
    }

    /**
     * Sends those packets that a capture did not miss; the capture may go on.
     *
     * @param missing indices of those that it did
     * @param clock the time of each packet by its index
     */
    public static void deliver(List<Packet> packets, BitSet missing, IntToLongFunction clock, PacketHandler handler) {
        for (int i = missing.nextClearBit(0); i < packets.size(); i = missing.nextClearBit(i + 1)) {
            byte[] frame = frame(packets.get(i));
            handler.packet(clock.applyAsLong(i), LinkType.ETHERNET, frame, 0, frame.length, frame.length);
        }
    }

    static byte[] frame(Packet packet) {
        ByteBuffer frame = ByteBuffer.allocate(14 + 20 + 20 + packet.payload.length);
        frame.putShort(12, (short) 0x0800).position(14);
        frame.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (40 + packet.payload.length))
                .putInt(0);
        frame.put((byte) 64).put((byte) 6).putShort((short) 0);
        frame.putInt(packet.fromClient ? 0x0a000001 : 0x0a000002).putInt(packet.fromClient ? 0x0a000002 : 0x0a000001);
        frame.putShort((short) (packet.fromClient ? CLIENT_PORT : SERVER_PORT));
        frame.putShort((short) (packet.fromClient ? SERVER_PORT : CLIENT_PORT));
        frame.putInt(packet.sequence).putInt(packet.acknowledgement);
        frame.put((byte) 0x50).put((byte) packet.flags).putShort((short) 0xffff).putInt(0);
        frame.put(packet.payload);
        return frame.array();
    }
}
