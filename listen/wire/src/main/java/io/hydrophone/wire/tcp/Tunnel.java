package io.hydrophone.wire.tcp;

import io.hydrophone.wire.source.LinkType;

/**
 * Finds the frame that another packet carries: traffic that a switch or a cloud mirrors comes in VXLAN (RFC 7348), GRE
 * (RFC 2784, 2890) or ERSPAN, some in plain IP (RFC 2003, 4213).
 */
final class Tunnel {
    private static final int IP_IN_IP = 4;
    private static final int UDP = 17;
    private static final int IPV6_IN_IP = 41;
    private static final int GRE = 47;

    private static final int VXLAN_PORT = 4789;
    /** Linux' own, from before there was a standard. */
    private static final int OLD_VXLAN_PORT = 8472;

    private static final int UDP_HEADER = 8;
    private static final int VXLAN_HEADER = 8;

    private static final int GRE_CHECKSUM = 0x8000;
    private static final int GRE_KEY = 0x2000;
    private static final int GRE_SEQUENCE = 0x1000;
    private static final int GRE_VERSION = 0x0007;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int TYPE_ETHERNET = 0x6558;
    private static final int TYPE_ERSPAN = 0x88be;
    private static final int TYPE_ERSPAN_3 = 0x22eb;

    /** Of the frame within. */
    LinkType link;
    /** Where it begins. */
    int offset;

    /** Fills the fields; false when nothing is carried that can be read. */
    boolean find(int protocol, byte[] data, int at, int end) {
        return switch (protocol) {
            case UDP -> vxlan(data, at, end);
            case GRE -> gre(data, at, end);
            case IP_IN_IP, IPV6_IN_IP -> found(LinkType.RAW, at);
            default -> false;
        };
    }

    private boolean found(LinkType inner, int at) {
        link = inner;
        offset = at;
        return true;
    }

    private boolean vxlan(byte[] data, int at, int end) {
        if (end - at < UDP_HEADER + VXLAN_HEADER) {
            return false;
        }
        int port = u2(data, at + 2);
        boolean numbered = data[at + UDP_HEADER] == 0x08; // the one flag there is
        return (port == VXLAN_PORT || port == OLD_VXLAN_PORT)
                && numbered
                && found(LinkType.ETHERNET, at + UDP_HEADER + VXLAN_HEADER);
    }

    private boolean gre(byte[] data, int at, int end) {
        if (end - at < 4) {
            return false;
        }
        int flags = u2(data, at);
        int inner = at + 4;
        inner += (flags & GRE_CHECKSUM) != 0 ? 4 : 0;
        inner += (flags & GRE_KEY) != 0 ? 4 : 0;
        boolean numbered = (flags & GRE_SEQUENCE) != 0;
        inner += numbered ? 4 : 0;
        if ((flags & GRE_VERSION) != 0) {
            return false; // PPTP's
        }
        return switch (u2(data, at + 2)) {
            case TYPE_IPV4, TYPE_IPV6 -> found(LinkType.RAW, inner);
            case TYPE_ETHERNET -> found(LinkType.ETHERNET, inner);
            // Type I has no header of its own and no sequence number, type II has both.
            case TYPE_ERSPAN -> found(LinkType.ETHERNET, numbered ? inner + 8 : inner);
            case TYPE_ERSPAN_3 -> {
                if (end - inner < 12) {
                    yield false;
                }
                boolean platform = (data[inner + 11] & 1) != 0;
                yield found(LinkType.ETHERNET, inner + (platform ? 20 : 12));
            }
            default -> false;
        };
    }

    private static int u2(byte[] data, int at) {
        return ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff);
    }
}
