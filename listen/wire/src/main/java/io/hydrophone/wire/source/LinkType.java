package io.hydrophone.wire.source;

/**
 * Link-layer header types of captured packets that are understood.
 *
 * @see <a href="https://www.tcpdump.org/linktypes.html">Link-layer header types</a>
 */
public enum LinkType {
    /** BSD loopback: the address family in the capturing machine's byte order. */
    NULL(0, 4, -1),
    ETHERNET(1, 14, 12),
    /** Raw IP, as DLT_RAW of several systems writes it. */
    RAW_DLT(12, 0, -1),
    RAW_OPENBSD(14, 0, -1),
    RAW(101, 0, -1),
    /** OpenBSD loopback: the address family in network byte order. */
    LOOP(108, 4, -1),
    LINUX_SLL(113, 16, 14),
    IPV4(228, 0, -1),
    IPV6(229, 0, -1),
    LINUX_SLL2(276, 20, 0);

    private final int code;
    private final int headerLength;
    private final int typeOffset;

    LinkType(int code, int headerLength, int typeOffset) {
        this.code = code;
        this.headerLength = headerLength;
        this.typeOffset = typeOffset;
    }

    public int code() {
        return code;
    }

    /** Bytes before the network layer's header, VLAN tags aside. */
    public int headerLength() {
        return headerLength;
    }

    /** Where in the header its EtherType stands, or −1 when it has none. */
    public int typeOffset() {
        return typeOffset;
    }

    /** The type of a LINKTYPE_ or DLT_ number, or null when Hydrophone does not understand it. */
    public static LinkType of(int code) {
        for (LinkType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }
}
