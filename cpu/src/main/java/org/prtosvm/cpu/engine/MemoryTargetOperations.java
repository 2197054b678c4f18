package org.prtosvm.cpu.engine;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.semantics.FlagRecipe;
import org.prtosvm.cpu.state.CpuState;

/** Specialised arithmetic and logic of 32 bits: memory with register or constant. */
final class MemoryTargetOperations {
    private MemoryTargetOperations() {}

    /** Specialises an instruction with such operands; null for other opcodes. */
    static @Nullable Operation create(Instruction i) {
        return switch (i.opcode()) {
            case CMP -> new Compare(i);
            case TEST -> new Test(i);
            case ADD, SUB, AND, OR, XOR -> new Change(i);
            case INC, DEC -> new Step(i);
            default -> null;
        };
    }

    private abstract static class Binary extends MemoryOperation {
        private final int from;
        private final int mask;
        private final int constant;

        Binary(Instruction i) {
            super(i, destination(i));
            Operand source = source(i);
            from = source.isRegister() ? source.register() : 0;
            mask = source.isRegister() ? -1 : 0;
            constant = source.isRegister() ? 0 : source.value();
        }

        final int operand(CpuState cpu) {
            return (cpu.gpr[from] & mask) + constant;
        }
    }

    private static final class Compare extends Binary {
        Compare(Instruction i) {
            super(i);
        }

        @Override
        public void execute(CpuState cpu) {
            int a = cpu.memory.load32(segment, address(cpu));
            int b = operand(cpu);
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, a - b);
        }
    }

    private static final class Test extends Binary {
        Test(Instruction i) {
            super(i);
        }

        @Override
        public void execute(CpuState cpu) {
            FlagRecipe.setLogic(cpu, cpu.memory.load32(segment, address(cpu)) & operand(cpu));
        }
    }

    private static final class Change extends Binary {
        private final Opcode opcode;

        Change(Instruction i) {
            super(i);
            opcode = i.opcode();
        }

        @Override
        public void execute(CpuState cpu) {
            int address = address(cpu);
            cpu.memory.checkWrite(segment, address, 4);
            int a = cpu.memory.load32(segment, address);
            int b = operand(cpu);
            int result = combine(a, b);
            cpu.memory.store32(segment, address, result);
            if (opcode == Opcode.ADD) {
                FlagRecipe.set(cpu, LazyFlags.ADD, a, b, result);
            } else if (opcode == Opcode.SUB) {
                FlagRecipe.set(cpu, LazyFlags.SUB, a, b, result);
            } else {
                FlagRecipe.setLogic(cpu, result);
            }
        }

        private int combine(int a, int b) {
            return switch (opcode) {
                case ADD -> a + b;
                case SUB -> a - b;
                case AND -> a & b;
                case OR -> a | b;
                default -> a ^ b;
            };
        }
    }

    private static final class Step extends MemoryOperation {
        private final int distance;
        private final int kind;

        Step(Instruction i) {
            super(i, destination(i));
            distance = i.opcode() == Opcode.INC ? 1 : -1;
            kind = i.opcode() == Opcode.INC ? LazyFlags.INC : LazyFlags.DEC;
        }

        @Override
        public void execute(CpuState cpu) {
            int address = address(cpu);
            cpu.memory.checkWrite(segment, address, 4);
            int a = cpu.memory.load32(segment, address);
            int result = a + distance;
            cpu.memory.store32(segment, address, result);
            FlagRecipe.set(cpu, kind, a, cpu.carry(), result);
        }
    }
}
