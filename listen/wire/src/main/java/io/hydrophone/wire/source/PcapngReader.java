package io.hydrophone.wire.source;

import java.util.ArrayList;
import java.util.List;

/**
 * The format of Wireshark: typed blocks, in sections that each choose their byte order, from interfaces that each
 * choose their link type and clock. Blocks that carry no packet are passed over.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/">PCAP Now Generic (pcapng) Capture File
 *     Format</a>
 */
final class PcapngReader implements RecordReader {
    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

    /** Type and length before the body, the length again behind it. */
    private static final int BLOCK_OVERHEAD = 12;

    /** A section header's type, length and byte order: what is needed to know its length. */
    private static final int ENOUGH = 12;

    /** Bounds what a hostile file may make us remember. */
    private static final int MAX_INTERFACES = 65_536;

    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private boolean bigEndian;
    private long packets;
    private long bytes;
    private long skipped;
    private long nanos;
    private long drops;

    @Override
    public int deliver(CaptureInput in, PacketHandler handler) {
        while (in.available() >= ENOUGH) {
            int length = blockLength(in);
            if (in.available() < length) {
                return length;
            }
            block(in, length, handler);
            in.position += length;
        }
        return ENOUGH;
    }

    private int blockLength(CaptureInput in) {
        byte[] data = in.data;
        int at = in.position;
        if (Words.int32(data, at, false) == SECTION_HEADER) {
            bigEndian = byteOrder(in);
        }
        int length = Words.int32(data, at + 4, bigEndian);
        if (length < BLOCK_OVERHEAD || length > CaptureInput.MAX_RECORD_BYTES || length % 4 != 0) {
            throw in.damaged(at, "a block of " + Integer.toUnsignedString(length) + " bytes");
        }
        return length;
    }

    private static boolean byteOrder(CaptureInput in) {
        if (Words.int32(in.data, in.position + 8, false) == BYTE_ORDER_MAGIC) {
            return false;
        }
        if (Words.int32(in.data, in.position + 8, true) == BYTE_ORDER_MAGIC) {
            return true;
        }
        throw in.damaged(in.position, "a section without the byte-order magic 1A2B3C4D");
    }

    private void block(CaptureInput in, int length, PacketHandler handler) {
        byte[] data = in.data;
        int at = in.position;
        int end = at + length - 4;
        if (Words.int32(data, end, bigEndian) != length) {
            throw in.damaged(
                    at,
                    "a block of " + length + " bytes that ends with the length "
                            + Integer.toUnsignedString(Words.int32(data, end, bigEndian)));
        }
        switch (Words.int32(data, at, bigEndian)) {
            case ENHANCED_PACKET -> {
                require(in, length, 20);
                PcapngInterface from = from(in, Words.int32(data, at + 8, bigEndian));
                nanos = from.nanos(timestamp(data, at + 12));
                int captured = Words.int32(data, at + 20, bigEndian);
                packet(in, from, at + 28, end, captured, Words.int32(data, at + 24, bigEndian), handler);
            }
            case SIMPLE_PACKET -> {
                require(in, length, 4);
                PcapngInterface from = from(in, 0);
                int wire = Words.int32(data, at + 8, bigEndian);
                packet(in, from, at + 12, end, from.captured(wire, end - at - 12), wire, handler);
            }
            case OBSOLETE_PACKET -> {
                require(in, length, 20);
                PcapngInterface from = from(in, Words.int16(data, at + 8, bigEndian));
                nanos = from.nanos(timestamp(data, at + 12));
                int captured = Words.int32(data, at + 20, bigEndian);
                packet(in, from, at + 28, end, captured, Words.int32(data, at + 24, bigEndian), handler);
            }
            case INTERFACE_DESCRIPTION -> {
                require(in, length, 8);
                if (interfaces.size() == MAX_INTERFACES) {
                    throw in.damaged(at, "more than " + MAX_INTERFACES + " interfaces in a section");
                }
                interfaces.add(PcapngInterface.parse(data, at + 8, end, bigEndian));
            }
            case INTERFACE_STATISTICS -> {
                require(in, length, 12);
                drops += from(in, Words.int32(data, at + 8, bigEndian)).newDrops(data, at + 20, end, bigEndian);
            }
            case SECTION_HEADER -> {
                require(in, length, 16);
                interfaces.clear();
            }
            default -> {}
        }
    }

    private static void require(CaptureInput in, int blockLength, int body) {
        if (blockLength - BLOCK_OVERHEAD < body) {
            throw in.damaged(in.position, "a block of " + blockLength + " bytes, too short for its type");
        }
    }

    private PcapngInterface from(CaptureInput in, int number) {
        if (number < 0 || number >= interfaces.size()) {
            throw in.damaged(
                    in.position,
                    "a packet of interface " + Integer.toUnsignedString(number) + ", of which the section described "
                            + interfaces.size());
        }
        return interfaces.get(number);
    }

    /** Always the upper half first, whatever the byte order. */
    private long timestamp(byte[] data, int at) {
        return Words.unsigned32(data, at, bigEndian) << 32 | Words.unsigned32(data, at + 4, bigEndian);
    }

    private void packet(
            CaptureInput in, PcapngInterface from, int at, int end, int captured, int wire, PacketHandler handler) {
        if (captured < 0 || captured > end - at) {
            throw in.damaged(
                    in.position,
                    "a packet of " + Integer.toUnsignedString(captured) + " bytes in a block with " + (end - at));
        }
        if (from.link() == null) {
            skipped++;
            return;
        }
        int length = Math.max(captured, wire);
        packets++;
        bytes += length;
        handler.packet(nanos, from.link(), in.data, at, captured, length);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void report(Tally tally) {
        tally.received(packets, bytes);
        tally.skipped(skipped);
        tally.kernelDrops(drops);
    }
}
