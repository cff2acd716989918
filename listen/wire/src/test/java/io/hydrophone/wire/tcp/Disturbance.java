package io.hydrophone.wire.tcp;

import io.hydrophone.wire.tcp.Packets.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What networks and captures do to the segments of a connection without anything being lost. */
public final class Disturbance {
    private Disturbance() {}

    /** Repeats, glues together and swaps. */
    public static List<Packet> all(List<Packet> packets, Random random) {
        return swap(overlap(repeat(packets, random), random), random);
    }

    /** Repeats some segments, whole or their ends. */
    public static List<Packet> repeat(List<Packet> packets, Random random) {
        List<Packet> result = new ArrayList<>();
        for (Packet packet : packets) {
            result.add(packet);
            int length = packet.payload().length;
            if (length > 0 && random.nextInt(4) == 0) {
                result.add(random.nextBoolean() ? packet : packet.part(random.nextInt(length), length));
            }
        }
        return result;
    }

    /** Repeats some segments with other bytes in them, which nobody reads: those that came first count. */
    public static List<Packet> garble(List<Packet> packets, Random random) {
        List<Packet> result = new ArrayList<>();
        for (Packet packet : packets) {
            result.add(packet);
            if (packet.payload().length > 0 && random.nextInt(4) == 0) {
                byte[] garbage = new byte[packet.payload().length];
                random.nextBytes(garbage);
                result.add(new Packet(
                        packet.fromClient(), packet.flags(), packet.sequence(), packet.acknowledgement(), garbage));
            }
        }
        return result;
    }

    /** Glues some neighbours together, as a retransmission does, behind a part of the first. */
    public static List<Packet> overlap(List<Packet> packets, Random random) {
        List<Packet> result = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            int length = packet.payload().length;
            Packet next = i + 1 < packets.size() ? packets.get(i + 1) : packet;
            boolean neighbours = next.fromClient() == packet.fromClient()
                    && next.sequence() == packet.sequence() + length
                    && next.payload().length > 0
                    && length + next.payload().length <= Packets.MAX_PAYLOAD;
            if (length > 0 && neighbours && random.nextInt(6) == 0) {
                result.add(packet.part(0, length - random.nextInt(length)));
                result.add(together(packet, next));
            } else {
                result.add(packet);
            }
        }
        return result;
    }

    private static Packet together(Packet packet, Packet next) {
        byte[] both = new byte[packet.payload().length + next.payload().length];
        System.arraycopy(packet.payload(), 0, both, 0, packet.payload().length);
        System.arraycopy(next.payload(), 0, both, packet.payload().length, next.payload().length);
        return new Packet(packet.fromClient(), packet.flags(), packet.sequence(), next.acknowledgement(), both);
    }

    /** Swaps some segments with others near them, but for the handshake and the end. */
    public static List<Packet> swap(List<Packet> packets, Random random) {
        List<Packet> result = new ArrayList<>(packets);
        int reach = random.nextInt(1, 10);
        for (int i = 2; i + reach < result.size() - 2; i++) {
            if (random.nextInt(4) == 0) {
                int other = i + random.nextInt(reach);
                Packet moved = result.get(i);
                result.set(i, result.get(other));
                result.set(other, moved);
            }
        }
        return result;
    }

    /** Behind each segment the two forms of a probe whether the other side is there: with one byte of garbage, with none. */
    public static List<Packet> keepAlive(List<Packet> packets) {
        List<Packet> result = new ArrayList<>();
        for (Packet packet : packets) {
            result.add(packet);
            if (packet.payload().length > 0) {
                int last = packet.sequence() + packet.payload().length - 1;
                for (int length = 1; length >= 0; length--) {
                    result.add(new Packet(
                            packet.fromClient(), Segment.ACK, last, packet.acknowledgement(), new byte[length]));
                }
            }
        }
        return result;
    }

    /** Repeats the handshake's packets, and the first of them once more behind the second. */
    public static List<Packet> repeatHandshake(List<Packet> packets) {
        List<Packet> result = new ArrayList<>(packets);
        Packet syn = packets.get(0);
        Packet answer = packets.get(1);
        result.addAll(1, List.of(syn, answer, syn, answer));
        return result;
    }
}
