package io.hydrophone.wire.source;

import io.hydrophone.wire.source.BpfAssembler.Instruction;
import java.nio.ByteBuffer;
import java.util.List;

/** Runs a program of classic BPF as the kernel would, for the instructions that Hydrophone uses. */
final class BpfMachine {
    private static final int ANCILLARY = -0x1000;

    private final List<Instruction> program;
    private final int deviceType;
    private final int packetType;
    private int protocol;

    BpfMachine(List<Instruction> program, int deviceType, int packetType) {
        this.program = program;
        this.deviceType = deviceType;
        this.packetType = packetType;
    }

    /** The EtherType that the kernel tells. */
    BpfMachine protocol(int etherType) {
        protocol = etherType;
        return this;
    }

    /** How many bytes of the packet the program takes. A load beyond the packet refuses it, as in the kernel. */
    int run(byte[] packet) {
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        int accumulator = 0;
        int index = 0;
        int[] memory = new int[16];
        int at = 0;
        try {
            while (true) {
                Instruction instruction = program.get(at++);
                int operand = instruction.operand();
                switch (instruction.code()) {
                    case 0x00 -> accumulator = operand;
                    case 0x20 -> accumulator = word(bytes, operand);
                    case 0x28 -> accumulator = bytes.getShort(operand) & 0xffff;
                    case 0x30 -> accumulator = bytes.get(operand) & 0xff;
                    case 0x40 -> accumulator = bytes.getInt(index + operand);
                    case 0x48 -> accumulator = bytes.getShort(index + operand) & 0xffff;
                    case 0x50 -> accumulator = bytes.get(index + operand) & 0xff;
                    case 0x01 -> index = operand;
                    case 0x02 -> memory[operand] = accumulator;
                    case 0x03 -> memory[operand] = index;
                    case 0x61 -> index = memory[operand];
                    case 0x04 -> accumulator += operand;
                    case 0x0c -> accumulator += index;
                    case 0x24 -> accumulator *= operand;
                    case 0xac -> accumulator ^= index;
                    case 0x54 -> accumulator &= operand;
                    case 0x64 -> accumulator <<= operand;
                    case 0x74 -> accumulator >>>= operand;
                    case 0x07 -> index = accumulator;
                    case 0x87 -> accumulator = index;
                    case 0x05 -> at += operand;
                    case 0x15 -> at += accumulator == operand ? instruction.jumpTrue() : instruction.jumpFalse();
                    case 0x35 -> {
                        boolean atLeast = Integer.compareUnsigned(accumulator, operand) >= 0;
                        at += atLeast ? instruction.jumpTrue() : instruction.jumpFalse();
                    }
                    case 0x45 -> at += (accumulator & operand) != 0 ? instruction.jumpTrue() : instruction.jumpFalse();
                    case 0x06 -> {
                        return operand;
                    }
                    case 0x16 -> {
                        return accumulator;
                    }
                    default -> throw new AssertionError(instruction);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            if (at > program.size()) {
                throw e;
            }
            return 0;
        }
    }

    private int word(ByteBuffer bytes, int operand) {
        return switch (operand) {
            case ANCILLARY -> protocol;
            case ANCILLARY + 4 -> packetType;
            case ANCILLARY + 28 -> deviceType;
            default -> bytes.getInt(operand);
        };
    }
}
