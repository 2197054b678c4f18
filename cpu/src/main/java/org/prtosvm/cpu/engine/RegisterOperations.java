package org.prtosvm.cpu.engine;

import static org.prtosvm.cpu.semantics.Operands.destination;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.semantics.FlagRecipe;
import org.prtosvm.cpu.state.CpuState;

/** Specialised arithmetic and logic of 32 bits: register with register or constant. */
final class RegisterOperations {
    private RegisterOperations() {}

    /** Specialises an instruction with such operands; null for other opcodes. */
    static @Nullable Operation create(Instruction i) {
        return switch (i.opcode()) {
            case ADD -> new AddSimple(i);
            case SUB -> new SubtractSimple(i);
            case AND -> new AndSimple(i);
            case OR -> new OrSimple(i);
            case XOR -> new XorSimple(i);
            case CMP -> new CompareSimple(i);
            case TEST -> new TestSimple(i);
            case ADC -> new AddWithCarrySimple(i);
            case SBB -> new SubtractWithBorrowSimple(i);
            default -> null;
        };
    }

    private static final class AddSimple extends SimpleSourceOperation {
        AddSimple(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            int result = a + b;
            gpr[to] = result;
            FlagRecipe.set(cpu, LazyFlags.ADD, a, b, result);
        }
    }

    private static final class SubtractSimple extends SimpleSourceOperation {
        SubtractSimple(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            int result = a - b;
            gpr[to] = result;
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, result);
        }
    }

    private static final class AndSimple extends SimpleSourceOperation {
        AndSimple(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            int result = a & b;
            gpr[to] = result;
            FlagRecipe.setLogic(cpu, result);
        }
    }

    private static final class OrSimple extends SimpleSourceOperation {
        OrSimple(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            int result = a | b;
            gpr[to] = result;
            FlagRecipe.setLogic(cpu, result);
        }
    }

    private static final class XorSimple extends SimpleSourceOperation {
        XorSimple(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            int result = a ^ b;
            gpr[to] = result;
            FlagRecipe.setLogic(cpu, result);
        }
    }

    private static final class CompareSimple extends SimpleSourceOperation {
        CompareSimple(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            int result = a - b;
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, result);
        }
    }

    private static final class TestSimple extends SimpleSourceOperation {
        TestSimple(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            int result = a & b;
            FlagRecipe.setLogic(cpu, result);
        }
    }

    private static final class AddWithCarrySimple extends SimpleSourceOperation {
        AddWithCarrySimple(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            int result = a + b + cpu.carry();
            gpr[to] = result;
            FlagRecipe.set(cpu, LazyFlags.ADD, a, b, result);
        }
    }

    private static final class SubtractWithBorrowSimple extends SimpleSourceOperation {
        SubtractWithBorrowSimple(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            int result = a - b - cpu.carry();
            gpr[to] = result;
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, result);
        }
    }
}
