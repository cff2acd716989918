package io.hydrophone.wire.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** The TCP segment in a packet: just enough of a decoder to know what a source delivered. */
record Segment(int sourcePort, int targetPort, int sequence, String payload) {
    static Segment of(Heard.Packet packet) {
        ByteBuffer bytes = packet.bytes();
        int at = network(packet.link(), bytes);
        int total;
        if (bytes.get(at) >> 4 == 4) {
            total = bytes.getShort(at + 2) & 0xffff;
            total += at;
            at += (bytes.get(at) & 15) * 4;
        } else {
            total = at + 40 + (bytes.getShort(at + 4) & 0xffff);
            at += 40;
        }
        int payload = at + ((bytes.get(at + 12) >> 4) & 15) * 4;
        byte[] text = new byte[total - payload];
        bytes.get(payload, text);
        return new Segment(
                bytes.getShort(at) & 0xffff,
                bytes.getShort(at + 2) & 0xffff,
                bytes.getInt(at + 4),
                new String(text, ISO_8859_1));
    }

    private static int network(LinkType link, ByteBuffer bytes) {
        return switch (link) {
            case ETHERNET -> bytes.getShort(12) == (short) 0x8100 ? 18 : 14;
            case LINUX_SLL -> 16;
            case LINUX_SLL2 -> 20;
            case RAW -> 0;
            default -> throw new AssertionError(link);
        };
    }
}
