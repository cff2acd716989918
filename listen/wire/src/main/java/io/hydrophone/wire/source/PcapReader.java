package io.hydrophone.wire.source;

import io.hydrophone.core.ProblemException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The classic format of tcpdump: a header of 24 bytes, then records of 16 bytes and a packet.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/">PCAP Capture File Format</a>
 */
final class PcapReader implements RecordReader {
    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;
    /** Kuznetzov's patched libpcap: a record header of 24 bytes. Seen in old embedded captures. */
    static final int MODIFIED = 0xa1b2cd34;

    private static final int FILE_HEADER = 24;

    private final boolean bigEndian;
    private final int recordHeader;
    private final long nanosPerFraction;
    private LinkType link;
    private long packets;
    private long bytes;
    private long nanos;

    /** For a file that begins with one of the magic numbers above, in this byte order. */
    PcapReader(int magic, boolean bigEndian) {
        this.bigEndian = bigEndian;
        recordHeader = magic == MODIFIED ? 24 : 16;
        nanosPerFraction = magic == NANOSECONDS ? 1 : 1000;
    }

    @Override
    public int deliver(CaptureInput in, PacketHandler handler) {
        if (link == null) {
            if (in.available() < FILE_HEADER) {
                return FILE_HEADER;
            }
            link = link(in);
            in.position += FILE_HEADER;
        }
        in.position = walk(in, handler);
        if (in.available() < recordHeader) {
            return recordHeader;
        }
        return recordHeader + Words.int32(in.data, in.position + 8, bigEndian);
    }

    private LinkType link(CaptureInput in) {
        // The upper half holds the length of the frame check sequence.
        int code = Words.int32(in.data, in.position + 20, bigEndian) & 0xffff;
        LinkType type = LinkType.of(code);
        if (type == null) {
            throw unknownLinkType(code, in.name());
        }
        return type;
    }

    static ProblemException unknownLinkType(int code, String name) {
        return new ProblemException(
                "unknown-link-type",
                "packets have link type " + code + ", which Hydrophone does not read",
                name,
                "capture on an Ethernet or loopback device, or on any; understood are "
                        + Arrays.stream(LinkType.values())
                                .map(type -> type + " (" + type.code() + ")")
                                .collect(Collectors.joining(", ")));
    }

    /** Returns the index of the first record that is not whole. */
    private int walk(CaptureInput in, PacketHandler handler) {
        byte[] data = in.data;
        int limit = in.limit;
        int at = in.position;
        long wire = bytes;
        long count = packets;
        while (limit - at >= recordHeader) {
            int captured = Words.int32(data, at + 8, bigEndian);
            if (captured < 0 || captured > CaptureInput.MAX_RECORD_BYTES) {
                throw in.damaged(at, "a packet of " + Integer.toUnsignedString(captured) + " bytes");
            }
            int packet = at + recordHeader;
            if (captured > limit - packet) {
                break;
            }
            int length = Math.max(captured, Words.int32(data, at + 12, bigEndian));
            nanos = Words.unsigned32(data, at, bigEndian) * 1_000_000_000
                    + Words.unsigned32(data, at + 4, bigEndian) * nanosPerFraction;
            count++;
            wire += length;
            handler.packet(nanos, link, data, packet, captured, length);
            at = packet + captured;
        }
        bytes = wire;
        packets = count;
        return at;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void report(Tally tally) {
        tally.received(packets, bytes);
    }
}
