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

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.BpfAssembler.Instruction;
import java.util.List;

/**
 * The program with which a ring asks the kernel for TCP segments from or to the given ports, and for nothing else.
 *
 * <p>One program serves every device, {@code any} included: it first asks for the type of the device that the packet
 * crosses. The index register then holds where the IP header begins, so that what follows is written once for
 * Ethernet without a tag, with one and with two (802.1Q, 802.1ad; a tag that the kernel took off does not show here),
 * and for tunnels that have no link header. IPv6 with extension headers is left out, and so are fragments but the
 * first, which have no ports.
 */
final class Bpf {
    /** Where the kernel answers questions on a packet instead of loading its bytes. */
    private static final int ANCILLARY = -0x1000;

    private static final int PACKET_TYPE = ANCILLARY + 4;
    private static final int DEVICE_TYPE = ANCILLARY + 28;

    private static final int PACKET_OUTGOING = 4;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int[] ETHERTYPES_OF_TAGS = {0x8100, 0x88a8, 0x9100};

    private static final int IP_IN_IP = 4;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IPV6_IN_IP = 41;
    private static final int GRE = 47;
    private static final int IPV6_HEADER = 40;
    private static final int FRAGMENT_OFFSET = 0x1fff;

    /** More than any packet has. */
    private static final int WHOLE_PACKET = 1 << 20;

    /** Beyond this the program would be too long; all of TCP is then taken, and the decoder chooses. */
    static final int MAX_PORTS = 1000;

    private Bpf() {}

    static List<Instruction> program(CaptureFilter filter) {
        Ports ports = filter.ports();
        BpfAssembler code = new BpfAssembler();
        dispatch(code);
        ethernet(code);
        raw(code);
        network(code, filter.tunnels());
        if (ports.isAuto() || ports.numbers().size() > MAX_PORTS) {
            code.emit(RETURN, WHOLE_PACKET);
        } else {
            choose(code, ports);
        }
        return code.assemble();
    }

    /** A packet on loopback passes twice, going out and coming in; the first is refused. */
    private static void dispatch(BpfAssembler code) {
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

    private static void jumpIfTag(BpfAssembler code, String label) {
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

    /** Moves the index register from the IP header to TCP's. */
    private static void network(BpfAssembler code, boolean tunnels) {
        String otherProtocol = tunnels ? "tunnel" : "no tcp";
        code.label("network")
                .jumpIf(JUMP_EQUAL, ETHERTYPE_IPV4, "ipv4", NEXT)
                .jumpIf(JUMP_EQUAL, ETHERTYPE_IPV6, "ipv6", "no tcp")
                .label("ipv4")
                .emit(LOAD_BYTE_INDEXED, 9)
                .jumpIf(JUMP_EQUAL, TCP, NEXT, otherProtocol)
                .emit(LOAD_HALF_INDEXED, 6)
                .jumpIf(JUMP_SET, FRAGMENT_OFFSET, "no tcp", NEXT)
                .emit(LOAD_BYTE_INDEXED, 0)
                .emit(AND, 15)
                .emit(SHIFT_LEFT, 2)
                .emit(ADD_INDEX, 0)
                .emit(TO_INDEX, 0)
                .jump("tcp")
                .label("ipv6")
                .emit(LOAD_BYTE_INDEXED, 6)
                .jumpIf(JUMP_EQUAL, TCP, NEXT, otherProtocol)
                .emit(FROM_INDEX, 0)
                .emit(ADD, IPV6_HEADER)
                .emit(TO_INDEX, 0)
                .jump("tcp")
                .label("no tcp")
                .emit(RETURN, 0);
        if (tunnels) {
            tunnel(code);
        }
        code.label("tcp");
    }

    /** With the protocol in the accumulator: takes those that carry other packets, all of UDP among them. */
    private static void tunnel(BpfAssembler code) {
        code.label("tunnel");
        for (int protocol : new int[] {IP_IN_IP, UDP, IPV6_IN_IP, GRE}) {
            code.jumpIf(JUMP_EQUAL, protocol, "carries", NEXT);
        }
        code.emit(RETURN, 0).label("carries").emit(RETURN, WHOLE_PACKET);
    }

    /** Each port has its own return, so that no jump is long, however many ports there are. */
    private static void choose(BpfAssembler code, Ports ports) {
        for (int field : new int[] {0, 2}) {
            code.emit(LOAD_HALF_INDEXED, field);
            for (int port : ports.numbers()) {
                String miss = field + " is not " + port;
                code.jumpIf(JUMP_EQUAL, port, NEXT, miss)
                        .emit(RETURN, WHOLE_PACKET)
                        .label(miss);
            }
        }
        code.emit(RETURN, 0);
    }
}
