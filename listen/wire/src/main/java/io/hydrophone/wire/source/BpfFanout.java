package io.hydrophone.wire.source;

import static io.hydrophone.wire.source.BpfAssembler.JUMP_EQUAL;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_HALF;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_INDEX;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_WORD;
import static io.hydrophone.wire.source.BpfAssembler.NEXT;
import static io.hydrophone.wire.source.BpfAssembler.RETURN_ACCUMULATOR;

import io.hydrophone.wire.source.BpfAssembler.Instruction;
import java.util.List;

/**
 * The program by which the kernel chooses a worker for a packet: it returns the connection's hash, of which the kernel
 * takes the remainder. What is no TCP is the first worker's, all tunnels with it: a program of this kind cannot look
 * through them, and what their outer headers say of the directions within differs from switch to switch.
 *
 * <p>At this point, unlike in a filter, a packet that comes in begins with its network header (and what tags the kernel
 * has left), one that goes out with its link header.
 */
final class BpfFanout {
    private BpfFanout() {}

    static List<Instruction> program() {
        BpfAssembler code = new BpfAssembler();
        BpfHash.begin(code);
        code.emit(LOAD_WORD, BpfHeaders.PACKET_TYPE)
                .jumpIf(JUMP_EQUAL, BpfHeaders.PACKET_OUTGOING, "out", NEXT)
                .emit(LOAD_WORD, BpfHeaders.PROTOCOL);
        BpfHeaders.jumpIfTag(code, "tag left");
        code.emit(LOAD_INDEX, 0).jump("network").label("tag left").emit(LOAD_HALF, 2);
        BpfHeaders.jumpIfTag(code, "two tags left");
        code.emit(LOAD_INDEX, 4)
                .jump("network")
                .label("two tags left")
                .emit(LOAD_HALF, 6)
                .emit(LOAD_INDEX, 8)
                .jump("network")
                .label("out");
        BpfHeaders.link(code);
        BpfHeaders.network(code, "no tcp", true);
        code.label("tcp");
        BpfHash.finish(code);
        return code.emit(RETURN_ACCUMULATOR, 0).assemble();
    }
}
