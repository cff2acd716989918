package io.hydrophone.wire.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts together a program of classic BPF, the machine in the kernel that filters packets before they are copied: an
 * accumulator, an index register, 16 words of memory, jumps that only go forward.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/filter.html">Linux Socket Filtering</a>
 */
final class BpfAssembler {
    /** One {@code struct sock_filter}: 16 bits of code, 8 bits each to jump if true and if false, 32 bits of operand. */
    record Instruction(int code, int jumpTrue, int jumpFalse, int operand) {}

    /** The kernel takes no longer program. */
    static final int MAX_INSTRUCTIONS = 4096;

    static final int LOAD_CONSTANT = 0x00;
    static final int LOAD_WORD = 0x20;
    static final int LOAD_HALF = 0x28;
    static final int LOAD_BYTE = 0x30;
    static final int LOAD_WORD_INDEXED = 0x40;
    static final int LOAD_HALF_INDEXED = 0x48;
    static final int LOAD_BYTE_INDEXED = 0x50;
    static final int LOAD_INDEX = 0x01;
    static final int TO_MEMORY = 0x02;
    static final int INDEX_TO_MEMORY = 0x03;
    static final int INDEX_FROM_MEMORY = 0x61;
    static final int ADD = 0x04;
    static final int ADD_INDEX = 0x0c;
    static final int MULTIPLY = 0x24;
    static final int AND = 0x54;
    static final int XOR_INDEX = 0xac;
    static final int SHIFT_LEFT = 0x64;
    static final int SHIFT_RIGHT = 0x74;
    static final int TO_INDEX = 0x07;
    static final int FROM_INDEX = 0x87;
    static final int JUMP = 0x05;
    static final int JUMP_EQUAL = 0x15;
    static final int JUMP_AT_LEAST = 0x35;
    static final int JUMP_SET = 0x45;
    static final int RETURN = 0x06;
    static final int RETURN_ACCUMULATOR = 0x16;

    /** The label of the next instruction. */
    static final String NEXT = "next";

    private record Draft(int code, int operand, String onTrue, String onFalse) {}

    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    BpfAssembler label(String name) {
        labels.put(name, drafts.size());
        return this;
    }

    BpfAssembler emit(int code, int operand) {
        drafts.add(new Draft(code, operand, NEXT, NEXT));
        return this;
    }

    BpfAssembler jump(String label) {
        drafts.add(new Draft(JUMP, 0, label, NEXT));
        return this;
    }

    /** {@link #JUMP_EQUAL}, {@link #JUMP_AT_LEAST} (unsigned) or {@link #JUMP_SET}. */
    BpfAssembler jumpIf(int code, int operand, String onTrue, String onFalse) {
        drafts.add(new Draft(code, operand, onTrue, onFalse));
        return this;
    }

    List<Instruction> assemble() {
        if (drafts.size() > MAX_INSTRUCTIONS) {
            throw new IllegalStateException(drafts.size() + " instructions");
        }
        List<Instruction> program = new ArrayList<>();
        for (int at = 0; at < drafts.size(); at++) {
            Draft draft = drafts.get(at);
            program.add(
                    draft.code == JUMP
                            ? new Instruction(JUMP, 0, 0, distance(at, draft.onTrue))
                            : new Instruction(
                                    draft.code,
                                    near(distance(at, draft.onTrue)),
                                    near(distance(at, draft.onFalse)),
                                    draft.operand));
        }
        return List.copyOf(program);
    }

    private int distance(int from, String label) {
        if (label.equals(NEXT)) {
            return 0;
        }
        int target = labels.getOrDefault(label, 0);
        if (target <= from || target >= drafts.size()) {
            throw new IllegalStateException("jump from " + from + " to " + label);
        }
        return target - from - 1;
    }

    private static int near(int distance) {
        if (distance > 255) {
            throw new IllegalStateException("a conditional jump over " + distance + " instructions");
        }
        return distance;
    }
}
