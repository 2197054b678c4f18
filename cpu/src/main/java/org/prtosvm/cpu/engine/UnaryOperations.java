package org.prtosvm.cpu.engine;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.semantics.FlagRecipe;
import org.prtosvm.cpu.semantics.Operands;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;

/** Specialised operations on one 32-bit register: INC, DEC, NEG, NOT, shifts and rotates by a constant, IMUL. */
final class UnaryOperations {
    private UnaryOperations() {}

    /** Specialises an instruction whose destination is a 32-bit register; null for other opcodes. */
    static @Nullable Operation create(Instruction i) {
        return switch (i.opcode()) {
            case INC -> new Step(i, LazyFlags.INC, 1);
            case DEC -> new Step(i, LazyFlags.DEC, -1);
            case NEG -> new Negate(i);
            case NOT -> new Not(i);
            case SHL, SHR, SAR, ROL, ROR -> shift(i);
            case IMUL -> new Multiply(i);
            default -> null;
        };
    }

    private static @Nullable Operation shift(Instruction i) {
        Operand count = source(i);
        if (!count.isImmediate() || (count.value() & 31) == 0) {
            return null;
        }
        return switch (i.opcode()) {
            case SHL -> new ShiftLeft(i);
            case SHR -> new ShiftRight(i);
            case SAR -> new ShiftArithmeticRight(i);
            default -> new Rotate(i);
        };
    }

    private static final class Step extends Operation {
        private final int register;
        private final int kind;
        private final int distance;

        Step(Instruction i, int kind, int distance) {
            super(i);
            register = destination(i).register();
            this.kind = kind;
            this.distance = distance;
        }

        @Override
        public void execute(CpuState cpu) {
            int a = cpu.gpr[register];
            int result = a + distance;
            cpu.gpr[register] = result;
            FlagRecipe.set(cpu, kind, a, cpu.carry(), result);
        }
    }

    private static final class Negate extends Operation {
        private final int register;

        Negate(Instruction i) {
            super(i);
            register = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.gpr[register];
            cpu.gpr[register] = -b;
            FlagRecipe.set(cpu, LazyFlags.SUB, 0, b, -b);
        }
    }

    private static final class Not extends Operation {
        private final int register;

        Not(Instruction i) {
            super(i);
            register = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[register] = ~cpu.gpr[register];
        }
    }

    /** A shift by 1..31. */
    private abstract static class Shift extends Operation {
        final int register;
        final int count;

        Shift(Instruction i) {
            super(i);
            register = destination(i).register();
            count = source(i).value() & 31;
        }

        /** Flags: carry and overflow are given in bit 0 of the two values. */
        static void flags(CpuState cpu, int carry, int overflow, int result) {
            FlagRecipe.set(cpu, LazyFlags.SHIFT, 0, carry & 1 | (overflow & 1) * Eflags.OF, result);
        }
    }

    private static final class ShiftLeft extends Shift {
        ShiftLeft(Instruction i) {
            super(i);
        }

        @Override
        public void execute(CpuState cpu) {
            int value = cpu.gpr[register];
            int result = value << count;
            int carry = value >>> 32 - count;
            cpu.gpr[register] = result;
            flags(cpu, carry, result >>> 31 ^ carry, result);
        }
    }

    private static final class ShiftRight extends Shift {
        ShiftRight(Instruction i) {
            super(i);
        }

        @Override
        public void execute(CpuState cpu) {
            int value = cpu.gpr[register];
            int result = value >>> count;
            cpu.gpr[register] = result;
            flags(cpu, value >>> count - 1, value >>> 31, result);
        }
    }

    private static final class ShiftArithmeticRight extends Shift {
        ShiftArithmeticRight(Instruction i) {
            super(i);
        }

        @Override
        public void execute(CpuState cpu) {
            int value = cpu.gpr[register];
            int result = value >> count;
            cpu.gpr[register] = result;
            flags(cpu, value >> count - 1, 0, result);
        }
    }

    private static final class Rotate extends Shift {
        private final boolean left;

        Rotate(Instruction i) {
            super(i);
            left = i.opcode() == Opcode.ROL;
        }

        @Override
        public void execute(CpuState cpu) {
            int result = Integer.rotateLeft(cpu.gpr[register], left ? count : -count);
            cpu.gpr[register] = result;
            int carry = left ? result & 1 : result >>> 31;
            int overflow = left ? result >>> 31 ^ carry : (result >>> 30 ^ carry) & 1;
            FlagRecipe.replace(cpu, Eflags.CF | Eflags.OF, carry | overflow * Eflags.OF);
        }
    }

    /** Two or three operands; the factor in memory, if there is one, is not special. */
    private static final class Multiply extends Operation {
        private final Operand first;
        private final Operand second;

        Multiply(Instruction i) {
            super(i);
            Operand third = i.third();
            first = source(i);
            second = third == null ? destination(i) : third;
        }

        @Override
        public void execute(CpuState cpu) {
            long product = (long) Operands.load(cpu, first, 4) * Operands.load(cpu, second, 4);
            int result = (int) product;
            cpu.gpr[destination(instruction).register()] = result;
            cpu.setArithmeticFlags(product != result ? Eflags.CF | Eflags.OF : 0);
        }
    }
}
