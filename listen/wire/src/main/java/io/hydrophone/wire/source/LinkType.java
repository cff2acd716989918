package io.hydrophone.wire.source;

/**
 * Link-layer header types of captured packets that are understood.
 *
 * @see <a href="https://www.tcpdump.org/linktypes.html">Link-layer header types</a>
 */
public enum LinkType {
    /** BSD loopback: the address family in the capturing machine's byte order. */
    NULL(0),
    ETHERNET(1),
    /** Raw IP, as DLT_RAW of several systems writes it. */
    RAW_DLT(12),
    RAW_OPENBSD(14),
    RAW(101),
    /** OpenBSD loopback: the address family in network byte order. */
    LOOP(108),
    LINUX_SLL(113),
    IPV4(228),
    IPV6(229),
    LINUX_SLL2(276);

    private final int code;

    LinkType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
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
