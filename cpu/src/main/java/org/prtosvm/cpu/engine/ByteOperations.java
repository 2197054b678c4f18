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

/** Specialised arithmetic and logic of 8 bits, all but ADC and SBB; destination register, or memory for CMP and TEST. */
final class ByteOperations {
    private ByteOperations() {}

    /** Specialises an instruction of 8 bits with 32-bit addressing; null if there is no special form. */
    static @Nullable Operation create(Instruction i) {
        return switch (i.opcode()) {
            case CMP, TEST, ADD, SUB, AND, OR, XOR -> binary(i);
            default -> null;
        };
    }

    private static @Nullable Operation binary(Instruction i) {
        Operand to = destination(i);
        if (to.isMemory()) {
            return switch (i.opcode()) {
                case CMP -> new CompareMemory(i);
                case TEST -> new TestMemory(i);
                default -> null;
            };
        }
        return source(i).isMemory() ? new RegisterWithMemory(i) : new RegisterWithSimple(i);
    }

    /** A source that is a byte register or a constant; as in {@link SimpleSourceOperation} one part is 0. */
    private record Simple(int register, int shift, int mask, int constant) {
        static Simple of(Operand operand) {
            return operand.isRegister()
                    ? new Simple(operand.register() & 3, operand.register() < 4 ? 0 : 8, -1, 0)
                    : new Simple(0, 0, 0, operand.value());
        }

        int value(CpuState cpu) {
            return (byte) (((cpu.gpr[register] >> shift) & mask) + constant);
        }
    }

    private static void compare(CpuState cpu, int a, int b) {
        FlagRecipe.set(cpu, LazyFlags.SUB, a, b, (byte) (a - b));
    }

    private static final class CompareMemory extends MemoryOperation {
        private final Simple source;

        CompareMemory(Instruction i) {
            super(i, destination(i));
            source = Simple.of(source(i));
        }

        @Override
        public void execute(CpuState cpu) {
            compare(cpu, (byte) cpu.memory.load8(segment, address(cpu)), source.value(cpu));
        }
    }

    private static final class TestMemory extends MemoryOperation {
        private final Simple source;

        TestMemory(Instruction i) {
            super(i, destination(i));
            source = Simple.of(source(i));
        }

        @Override
        public void execute(CpuState cpu) {
            FlagRecipe.setLogic(cpu, (byte) cpu.memory.load8(segment, address(cpu)) & source.value(cpu));
        }
    }

    /** Computes, writes the register unless only flags are asked for, and records the flags. */
    private static void combine(CpuState cpu, Opcode opcode, int register, int a, int b) {
        switch (opcode) {
            case CMP -> compare(cpu, a, b);
            case TEST -> FlagRecipe.setLogic(cpu, a & b);
            case ADD -> {
                int result = (byte) (a + b);
                cpu.setReg8(register, result);
                FlagRecipe.set(cpu, LazyFlags.ADD, a, b, result);
            }
            case SUB -> {
                cpu.setReg8(register, a - b);
                compare(cpu, a, b);
            }
            case AND -> logic(cpu, register, a & b);
            case OR -> logic(cpu, register, a | b);
            default -> logic(cpu, register, a ^ b);
        }
    }

    private static void logic(CpuState cpu, int register, int result) {
        cpu.setReg8(register, result);
        FlagRecipe.setLogic(cpu, result);
    }

    private static final class RegisterWithSimple extends Operation {
        private final Opcode opcode;
        private final int register;
        private final Simple target;
        private final Simple source;

        RegisterWithSimple(Instruction i) {
            super(i);
            opcode = i.opcode();
            register = destination(i).register();
            target = Simple.of(destination(i));
            source = Simple.of(source(i));
        }

        @Override
        public void execute(CpuState cpu) {
            combine(cpu, opcode, register, target.value(cpu), source.value(cpu));
        }
    }

    private static final class RegisterWithMemory extends MemoryOperation {
        private final Opcode opcode;
        private final int register;

        RegisterWithMemory(Instruction i) {
            super(i, source(i));
            opcode = i.opcode();
            register = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = (byte) cpu.memory.load8(segment, address(cpu));
            combine(cpu, opcode, register, (byte) cpu.reg8(register), b);
        }
    }
}
