package io.hydrophone.wire.source;

import static io.hydrophone.wire.source.BpfAssembler.ADD;
import static io.hydrophone.wire.source.BpfAssembler.ADD_INDEX;
import static io.hydrophone.wire.source.BpfAssembler.INDEX_FROM_MEMORY;
import static io.hydrophone.wire.source.BpfAssembler.INDEX_TO_MEMORY;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_CONSTANT;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_HALF_INDEXED;
import static io.hydrophone.wire.source.BpfAssembler.LOAD_WORD_INDEXED;
import static io.hydrophone.wire.source.BpfAssembler.MULTIPLY;
import static io.hydrophone.wire.source.BpfAssembler.SHIFT_RIGHT;
import static io.hydrophone.wire.source.BpfAssembler.TO_INDEX;
import static io.hydrophone.wire.source.BpfAssembler.TO_MEMORY;
import static io.hydrophone.wire.source.BpfAssembler.XOR_INDEX;

import io.hydrophone.wire.ConnectionHash;

/** The {@link ConnectionHash}, computed by the kernel's filter. The filter's memory keeps what two registers cannot. */
final class BpfHash {
    private static final int SUM = 0;
    private static final int HEADER = 1;
    private static final int SUMMAND = 2;

    private static final int IPV4_SOURCE = 12;
    private static final int IPV6_SOURCE = 8;

    private BpfHash() {}

    /** At a program's beginning: the kernel wants memory set on every way to where it is read, even where none leads. */
    static void begin(BpfAssembler code) {
        code.emit(LOAD_CONSTANT, 0).emit(TO_MEMORY, SUM);
    }

    /** Adds up the addresses; the index register points to the header, before and after. */
    static void ipv4(BpfAssembler code) {
        code.emit(INDEX_TO_MEMORY, HEADER);
        bothEnds(code, LOAD_WORD_INDEXED, IPV4_SOURCE, 4);
        code.emit(MULTIPLY, ConnectionHash.factor(3))
                .emit(ADD, ConnectionHash.IPV4)
                .emit(TO_MEMORY, SUM)
                .emit(INDEX_FROM_MEMORY, HEADER);
    }

    /** Likewise. */
    static void ipv6(BpfAssembler code) {
        code.emit(INDEX_TO_MEMORY, HEADER);
        for (int word = 0; word < 4; word++) {
            bothEnds(code, LOAD_WORD_INDEXED, IPV6_SOURCE + 4 * word, 16);
            code.emit(MULTIPLY, ConnectionHash.factor(word))
                    .emit(INDEX_FROM_MEMORY, SUM)
                    .emit(ADD_INDEX, 0)
                    .emit(TO_MEMORY, SUM)
                    .emit(INDEX_FROM_MEMORY, HEADER);
        }
    }

    /** Adds the ports and leaves the hash in the accumulator; the index register points to TCP's header, before alone. */
    static void finish(BpfAssembler code) {
        bothEnds(code, LOAD_HALF_INDEXED, 0, 2);
        code.emit(MULTIPLY, ConnectionHash.PORTS).emit(INDEX_FROM_MEMORY, SUM).emit(ADD_INDEX, 0);
        fold(code, 16);
        code.emit(MULTIPLY, ConnectionHash.MIX_1);
        fold(code, 15);
        code.emit(MULTIPLY, ConnectionHash.MIX_2);
        fold(code, 16);
    }

    /** The sum of a field of the source and the same of the destination, {@code apart} bytes further. */
    private static void bothEnds(BpfAssembler code, int load, int source, int apart) {
        code.emit(load, source)
                .emit(TO_MEMORY, SUMMAND)
                .emit(load, source + apart)
                .emit(INDEX_FROM_MEMORY, SUMMAND)
                .emit(ADD_INDEX, 0);
    }

    /** {@code a ^= a >>> bits}. */
    private static void fold(BpfAssembler code, int bits) {
        code.emit(TO_INDEX, 0).emit(SHIFT_RIGHT, bits).emit(XOR_INDEX, 0);
    }
}
