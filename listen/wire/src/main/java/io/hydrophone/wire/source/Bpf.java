package io.hydrophone.wire.source;

import static io.hydrophone.wire.source.BpfAssembler.AND;
import static io.hydrophone.wire.source.BpfAssembler.JUMP_AT_LEAST;
import static io.hydrophone.wire.source.BpfAssembler.JUMP_EQUAL;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_BYTE_INDEXED;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_HALF_INDEXED;
import static io.hydrophone.wire.source.BpfAssembler.NEXT;
import static io.hydrophone.wire.source.BpfAssembler.RETURN;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.source.BpfAssembler.Instruction;
import java.util.List;

/**
 * The program with which a ring asks the kernel for TCP segments from or to the given ports, and for nothing else. Where
 * only a part of the connections is wanted, it lets no more of the others through than the packet that begins them, so
 * that they are counted.
 */
final class Bpf {
    private static final int IP_IN_IP = 4;
    private static final int UDP = 17;
    private static final int IPV6_IN_IP = 41;
    private static final int GRE = 47;

    private static final int TCP_FLAGS = 13;
    private static final int SYN = 0x02;
    private static final int SYN_AND_ACK = 0x12;

    /** More than any packet has. */
    private static final int WHOLE_PACKET = 1 << 20;

    /** Beyond this the program would be too long; all of TCP is then taken, and the decoder chooses. */
    static final int MAX_PORTS = 900;

    private Bpf() {}

    static List<Instruction> program(CaptureFilter filter) {
        Ports ports = filter.ports();
        SampleRatio sample = filter.sample();
        BpfAssembler code = new BpfAssembler();
        if (!sample.isAll()) {
            BpfHash.begin(code);
        }
        BpfHeaders.link(code);
        BpfHeaders.network(code, filter.tunnels() ? "tunnel" : "no tcp", !sample.isAll());
        if (filter.tunnels()) {
            tunnel(code);
        }
        code.label("tcp");
        if (!ports.isAuto() && ports.numbers().size() <= MAX_PORTS) {
            choose(code, ports);
        }
        code.label("watched");
        if (!sample.isAll()) {
            sample(code, sample);
        }
        // What the program returns is how much of the packet the kernel takes.
        int taken = filter.snapBytes() == 0 ? WHOLE_PACKET : filter.snapBytes();
        return code.emit(RETURN, taken).assemble();
    }

    /** Nothing at all. */
    static List<Instruction> nothing() {
        return new BpfAssembler().emit(RETURN, 0).assemble();
    }

    /** With the protocol in the accumulator: takes those that carry other packets, all of UDP among them. */
    private static void tunnel(BpfAssembler code) {
        code.label("tunnel");
        for (int protocol : new int[] {IP_IN_IP, UDP, IPV6_IN_IP, GRE}) {
            code.jumpIf(JUMP_EQUAL, protocol, "carries", NEXT);
        }
        code.emit(RETURN, 0).label("carries").emit(RETURN, WHOLE_PACKET);
    }

    /** Each port has its own jump onward, so that no conditional one is long, however many ports there are. */
    private static void choose(BpfAssembler code, Ports ports) {
        for (int field : new int[] {0, 2}) {
            code.emit(LOAD_HALF_INDEXED, field);
            for (int port : ports.numbers()) {
                String miss = field + " is not " + port;
                code.jumpIf(JUMP_EQUAL, port, NEXT, miss).jump("watched").label(miss);
            }
        }
        code.emit(RETURN, 0);
    }

    private static void sample(BpfAssembler code, SampleRatio sample) {
        code.emit(LOAD_BYTE_INDEXED, TCP_FLAGS).emit(AND, SYN_AND_ACK).jumpIf(JUMP_EQUAL, SYN, "taken", NEXT);
        BpfHash.finish(code);
        code.jumpIf(JUMP_AT_LEAST, sample.limit(), NEXT, "taken")
                .emit(RETURN, 0)
                .label("taken");
    }
}
