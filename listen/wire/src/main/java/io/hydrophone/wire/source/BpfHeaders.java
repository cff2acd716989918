package io.hydrophone.wire.source;

import static io.hydrophone.wire.source.BpfAssembler.ADD;
import static io.hydrophone.wire.source.BpfAssembler.ADD_INDEX;
import static io.hydrophone.wire.source.BpfAssembler.AND;
import static io.hydrophone.wire.source.BpfAssembler.FROM_INDEX;
import static io.hydrophone.wire.source.BpfAssembler.JUMP_EQUAL;
import static io.hydrophone.wire.source.BpfAssembler.JUMP_SET;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_BYTE;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_BYTE_INDEXED;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_HALF;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_HALF_INDEXED;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_INDEX;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_WORD;
import static io.hydrophone.wire.source.BpfAssembler.NEXT;
import static io.hydrophone.wire.source.BpfAssembler.RETURN;
import static io.hydrophone.wire.source.BpfAssembler.SHIFT_LEFT;
import static io.hydrophone.wire.source.BpfAssembler.SHIFT_RIGHT;
import static io.hydrophone.wire.source.BpfAssembler.TO_INDEX;

/**
 * The part of a packet filter that finds TCP's header. It asks for the type of the device that the packet crosses, so
 * one program serves every device; the index register then holds where the IP header begins, so that what follows is
 * written once for Ethernet without a tag, with one and with two (802.1Q, 802.1ad; a tag that the kernel took off does
 * not show here), and for tunnels that have no link header. IPv6 with extension headers is left out, and so are
 * fragments but the first, which have no ports.
 */
final class BpfHeaders {
    /** Where the kernel answers questions on a packet instead of loading its bytes. */
    private static final int ANCILLARY = -0x1000;

    /** The EtherType, also where there is no Ethernet. */
    static final int PROTOCOL = ANCILLARY;

    static final int PACKET_TYPE = ANCILLARY + 4;
    private static final int DEVICE_TYPE = ANCILLARY + 28;

    static final int PACKET_OUTGOING = 4;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int[] ETHERTYPES_OF_TAGS = {0x8100, 0x88a8, 0x9100};

    private static final int TCP = 6;
    private static final int IPV6_HEADER = 40;
    private static final int FRAGMENT_OFFSET = 0x1fff;

    private BpfHeaders() {}

    /**
     * From the link header on; goes on at {@link #network}. A packet on loopback passes twice, going out and coming in;
     * the first is refused.
     */
    static void link(BpfAssembler code) {
        code.emit(LOAD_WORD, DEVICE_TYPE)
                .jumpIf(JUMP_EQUAL, DeviceType.ETHERNET, "ethernet", NEXT)
                .jumpIf(JUMP_EQUAL, DeviceType.LOOPBACK, "loopback", NEXT);
        for (int type : DeviceType.RAW_IP) {
            code.jumpIf(JUMP_EQUAL, type, "raw", NEXT);
        }
        code.emit(RETURN, 0)
                .label("loopback")
                .emit(LOAD_WORD, PACKET_TYPE)
                .jumpIf(JUMP_EQUAL, PACKET_OUTGOING, NEXT, "ethernet")
                .emit(RETURN, 0);
        ethernet(code);
        raw(code);
    }

    /** Leaves the EtherType in the accumulator. */
    private static void ethernet(BpfAssembler code) {
        code.label("ethernet").emit(LOAD_HALF, 12);
        jumpIfTag(code, "tagged");
        code.emit(LOAD_INDEX, 14).jump("network").label("tagged").emit(LOAD_HALF, 16);
        jumpIfTag(code, "tagged twice");
        code.emit(LOAD_INDEX, 18)
                .jump("network")
                .label("tagged twice")
                .emit(LOAD_HALF, 20)
                .emit(LOAD_INDEX, 22)
                .jump("network");
    }

    static void jumpIfTag(BpfAssembler code, String label) {
        for (int type : ETHERTYPES_OF_TAGS) {
            code.jumpIf(JUMP_EQUAL, type, label, NEXT);
        }
    }

    private static void raw(BpfAssembler code) {
        code.label("raw")
                .emit(LOAD_INDEX, 0)
                .emit(LOAD_BYTE, 0)
                .emit(SHIFT_RIGHT, 4)
                .jumpIf(JUMP_EQUAL, 4, "ipv4", NEXT)
                .jumpIf(JUMP_EQUAL, 6, "ipv6", NEXT)
                .emit(RETURN, 0);
    }

    /**
     * Moves the index register from the IP header to TCP's. Other packets return 0.
     *
     * @param otherProtocol a label where what is no TCP goes, with its protocol in the accumulator; or {@code no tcp}
     * @param hashed whether to add up the addresses for the connection's hash
     */
    static void network(BpfAssembler code, String otherProtocol, boolean hashed) {
        code.label("network")
                .jumpIf(JUMP_EQUAL, ETHERTYPE_IPV4, "ipv4", NEXT)
                .jumpIf(JUMP_EQUAL, ETHERTYPE_IPV6, "ipv6", "no tcp")
                .label("ipv4")
                .emit(LOAD_BYTE_INDEXED, 9)
                .jumpIf(JUMP_EQUAL, TCP, NEXT, otherProtocol)
                .emit(LOAD_HALF_INDEXED, 6)
                .jumpIf(JUMP_SET, FRAGMENT_OFFSET, "no tcp", NEXT);
        if (hashed) {
            BpfHash.ipv4(code);
        }
        code.emit(LOAD_BYTE_INDEXED, 0)
                .emit(AND, 15)
                .emit(SHIFT_LEFT, 2)
                .emit(ADD_INDEX, 0)
                .emit(TO_INDEX, 0)
                .jump("tcp")
                .label("ipv6")
                .emit(LOAD_BYTE_INDEXED, 6)
                .jumpIf(JUMP_EQUAL, TCP, NEXT, otherProtocol);
        if (hashed) {
            BpfHash.ipv6(code);
        }
        code.emit(FROM_INDEX, 0)
                .emit(ADD, IPV6_HEADER)
                .emit(TO_INDEX, 0)
                .jump("tcp")
                .label("no tcp")
                .emit(RETURN, 0);
    }
}
