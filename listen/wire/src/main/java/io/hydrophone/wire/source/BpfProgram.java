package io.hydrophone.wire.source;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.hydrophone.wire.source.BpfAssembler.Instruction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A program as the kernel takes it. */
final class BpfProgram {
    private BpfProgram() {}

    /** A {@code struct sock_fprog} that points to the instructions. */
    static MemorySegment inMemory(List<Instruction> program, Arena arena) {
        MemorySegment code = arena.allocate(8L * program.size(), 8);
        for (int i = 0; i < program.size(); i++) {
            Instruction instruction = program.get(i);
            code.set(JAVA_SHORT, 8L * i, (short) instruction.code());
            code.set(JAVA_BYTE, 8L * i + 2, (byte) instruction.jumpTrue());
            code.set(JAVA_BYTE, 8L * i + 3, (byte) instruction.jumpFalse());
            code.set(JAVA_INT, 8L * i + 4, instruction.operand());
        }
        MemorySegment head = arena.allocate(8 + ADDRESS.byteSize(), 8);
        head.set(JAVA_SHORT, 0, (short) program.size());
        head.set(ADDRESS, 8, code);
        return head;
    }
}
