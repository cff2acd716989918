package io.hydrophone.traffic.mrte;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads messages as MRTE's player does, by the facts that are known of it: units of little-endian lengths, a checksum that covers the beginning only, pieces of a packet
 * put together for each client.
 */
final class Player {
    /** A packet of a client: {@code address:port}. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    record Packet(String client, int sequence, byte[] payload) {
        int command() {
            return payload.length == 0 ? -1 : payload[0];
        }

        String text() {
            return new String(payload, 1, payload.length - 1, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private final Map<String, byte[]> pieces = new LinkedHashMap<>();

    /** The packets that a message makes whole, by all clients. */
    List<Packet> take(byte[] message) {
        List<Packet> packets = new ArrayList<>();
        require(message.length >= 4, "no address of a server");
        int at = 4;
        while (at < message.length) {
            require(message.length - at >= 4, "a torn length");
            long length = little(message, at, 4);
            at += 4;
            require(length >= 10 && length <= message.length - at, "a unit of " + length + " bytes");
            int end = at + (int) length;
            require(adler(message, at, Math.min(22, end - 4 - at)) == little(message, end - 4, 4), "a wrong checksum");
            String client = (message[at] & 0xff) + "." + (message[at + 1] & 0xff) + "." + (message[at + 2] & 0xff) + "."
                    + (message[at + 3] & 0xff) + ":" + little(message, at + 4, 2);
            piece(client, Arrays.copyOfRange(message, at + 6, end - 4), packets);
            at = end;
        }
        return packets;
    }

    /** Whether every packet was whole. */
    boolean isEven() {
        return pieces.isEmpty();
    }

    private void piece(String client, byte[] piece, List<Packet> packets) {
        byte[] before = pieces.getOrDefault(client, new byte[0]);
        byte[] all = Arrays.copyOf(before, before.length + piece.length);
        System.arraycopy(piece, 0, all, before.length, piece.length);
        int needed = all.length < 4 ? Integer.MAX_VALUE : 4 + (int) little(all, 0, 3);
        if (all.length < needed) {
            pieces.put(client, all);
            return;
        }
        // The real one takes the rest for the same packet, so there must be none.
        require(all.length == needed, "a second packet in the pieces of the first");
        pieces.remove(client);
        packets.add(new Packet(client, all[3], Arrays.copyOfRange(all, 4, all.length)));
    }

    private static long little(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }

    /** RFC 1950. */
    private static long adler(byte[] bytes, int at, int count) {
        long a = 1;
        long b = 0;
        for (int i = at; i < at + count; i++) {
            a = (a + (bytes[i] & 0xff)) % 65_521;
            b = (b + a) % 65_521;
        }
        return b << 16 | a;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
