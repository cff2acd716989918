package io.hydrophone.wire.tcp;

import io.hydrophone.wire.ConnectionHash;
import io.hydrophone.wire.source.LinkType;

/**
 * Finds the TCP segment in a captured frame: link layer, VLAN tags, tunnels, IPv4 or IPv6 with its extension headers.
 * For one thread.
 */
public final class FrameDecoder {
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int TYPE_NONE = 0;
    private static final int PROTOCOL_TCP = 6;
    private static final long IPV4_MAPPED = 0xffffL << 32;
    /** Tunnels in tunnels that are followed. */
    private static final int MAX_DEPTH = 3;

    private final Tunnel tunnel = new Tunnel();
    private int depth;

    /** Fills the segment; false for anything that is not a whole TCP header, for IP fragments among it. */
    public boolean decode(LinkType link, byte[] data, int offset, int captured, int length, Segment segment) {
        depth = 0;
        return frame(link, data, offset, offset + captured, length, segment);
    }

    /**
     * The {@link ConnectionHash} of the connection that a frame belongs to; 0 for what is no TCP. The
     * common form of a frame is not taken apart for that.
     */
    public int connectionHash(LinkType link, byte[] data, int offset, int captured, int length, Segment scratch) {
        if (link == LinkType.ETHERNET
                && captured >= 54
                && u4(data, offset + 12) == (TYPE_IPV4 << 16 | 0x4500)
                && data[offset + 23] == PROTOCOL_TCP) {
            int at = offset + 26;
            return ConnectionHash.ofIpv4(u4(data, at), u2(data, at + 8), u4(data, at + 4), u2(data, at + 10));
        }
        return decode(link, data, offset, captured, length, scratch) ? scratch.connectionHash() : 0;
    }

    private boolean frame(LinkType link, byte[] data, int offset, int end, int length, Segment segment) {
        int at = offset + link.headerLength();
        if (at >= end) {
            return false;
        }
        int typeOffset = link.typeOffset();
        int type;
        if (typeOffset >= 0) {
            type = u2(data, offset + typeOffset);
        } else {
            type = at > offset ? ofFamily(data, offset) : ofVersion(data, offset);
        }
        while (type == 0x8100 || type == 0x88a8 || type == 0x9100) {
            if (end - at < 4) {
                return false;
            }
            type = u2(data, at + 2);
            at += 4;
        }
        int onWire = length - (at - offset);
        if (type == TYPE_IPV4) {
            return ipv4(data, at, end, onWire, segment);
        }
        return type == TYPE_IPV6 && ipv6(data, at, end, onWire, segment);
    }

    /** BSD address families; the number of IPv6 differs by system, and NULL has the capturing machine's byte order. */
    private static int ofFamily(byte[] data, int at) {
        int family = data[at] | data[at + 1] | data[at + 2] | data[at + 3];
        return switch (family) {
            case 2 -> TYPE_IPV4;
            case 10, 24, 28, 30 -> TYPE_IPV6;
            default -> TYPE_NONE;
        };
    }

    private static int ofVersion(byte[] data, int at) {
        return switch (data[at] >> 4) {
            case 4 -> TYPE_IPV4;
            case 6 -> TYPE_IPV6;
            default -> TYPE_NONE;
        };
    }

    private boolean ipv4(byte[] data, int at, int end, int onWire, Segment segment) {
        if (end - at < 20) {
            return false;
        }
        int header = (data[at] & 0x0f) << 2;
        boolean fragment = (u2(data, at + 6) & 0x3fff) != 0; // more fragments, or an offset
        if (header < 20 || fragment) {
            return false;
        }
        int total = u2(data, at + 2);
        if (total == 0) { // left to the network card by segmentation offload
            total = onWire;
        }
        int rest = Math.min(total, onWire) - header;
        int protocol = data[at + 9] & 0xff;
        if (protocol != PROTOCOL_TCP) {
            return tunnelled(protocol, data, at + header, end, rest, segment);
        }
        segment.sourceHigh = 0;
        segment.sourceLow = ipv4Mapped(data, at + 12);
        segment.destinationHigh = 0;
        segment.destinationLow = ipv4Mapped(data, at + 16);
        return tcp(data, at + header, end, rest, segment);
    }

    private boolean ipv6(byte[] data, int at, int end, int onWire, Segment segment) {
        if (end - at < 40) {
            return false;
        }
        int payload = u2(data, at + 4);
        int rest = payload == 0 ? onWire - 40 : Math.min(payload, onWire - 40);
        int next = data[at + 6] & 0xff;
        segment.sourceHigh = u8(data, at + 8);
        segment.sourceLow = u8(data, at + 16);
        segment.destinationHigh = u8(data, at + 24);
        segment.destinationLow = u8(data, at + 32);
        int header = at + 40;
        while (next != PROTOCOL_TCP) {
            boolean options = next == 0 || next == 43 || next == 60 || next == 135; // hop-by-hop, routing, destination
            boolean authentication = next == 51;
            if (!options && !authentication) {
                return tunnelled(
                        next, data, header, end, rest, segment); // none are fragments (44): their rest is elsewhere
            }
            if (end - header < 8) {
                return false;
            }
            int length = authentication ? ((data[header + 1] & 0xff) + 2) << 2 : ((data[header + 1] & 0xff) + 1) << 3;
            next = data[header] & 0xff;
            header += length;
            rest -= length;
        }
        return tcp(data, header, end, rest, segment);
    }

    private boolean tunnelled(int protocol, byte[] data, int at, int end, int onWire, Segment segment) {
        if (++depth > MAX_DEPTH || !tunnel.find(protocol, data, at, end) || tunnel.offset >= end) {
            return false;
        }
        int inner = tunnel.offset;
        return frame(tunnel.link, data, inner, end, onWire - (inner - at), segment);
    }

    private static boolean tcp(byte[] data, int at, int end, int length, Segment segment) {
        if (end - at < 20) {
            return false;
        }
        int header = (data[at + 12] >> 2) & 0x3c;
        if (header < 20 || length < header) {
            return false;
        }
        segment.sourcePort = u2(data, at);
        segment.destinationPort = u2(data, at + 2);
        segment.sequence = u4(data, at + 4);
        segment.acknowledgement = u4(data, at + 8);
        segment.flags = data[at + 13];
        segment.data = data;
        segment.offset = at + header;
        segment.length = length - header;
        segment.captured = Math.max(0, Math.min(segment.length, end - at - header));
        return true;
    }

    private static long ipv4Mapped(byte[] data, int at) {
        return IPV4_MAPPED | Integer.toUnsignedLong(u4(data, at));
    }

    private static int u2(byte[] data, int at) {
        return ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff);
    }

    private static int u4(byte[] data, int at) {
        return u2(data, at) << 16 | u2(data, at + 2);
    }

    private static long u8(byte[] data, int at) {
        return (long) u4(data, at) << 32 | Integer.toUnsignedLong(u4(data, at + 4));
    }
}
