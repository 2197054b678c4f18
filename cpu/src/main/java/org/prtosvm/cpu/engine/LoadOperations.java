package org.prtosvm.cpu.engine;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.semantics.FlagRecipe;
import org.prtosvm.cpu.state.CpuState;

/** Specialised arithmetic and logic of 32 bits: register with memory. */
final class LoadOperations {
    private LoadOperations() {}

    /** Specialises an instruction with such operands; null for other opcodes. */
    static @Nullable Operation create(Instruction i) {
        return switch (i.opcode()) {
            case ADD -> new AddLoad(i);
            case SUB -> new SubtractLoad(i);
            case AND -> new AndLoad(i);
            case OR -> new OrLoad(i);
            case XOR -> new XorLoad(i);
            case CMP -> new CompareLoad(i);
            case TEST -> new TestLoad(i);
            case ADC -> new AddWithCarryLoad(i);
            case SBB -> new SubtractWithBorrowLoad(i);
            default -> null;
        };
    }

    private static final class AddLoad extends MemoryOperation {
        private final int to;

        AddLoad(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.memory.load32(segment, address(cpu));
            int a = cpu.gpr[to];
            int result = a + b;
            cpu.gpr[to] = result;
            FlagRecipe.set(cpu, LazyFlags.ADD, a, b, result);
        }
    }

    private static final class SubtractLoad extends MemoryOperation {
        private final int to;

        SubtractLoad(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.memory.load32(segment, address(cpu));
            int a = cpu.gpr[to];
            int result = a - b;
            cpu.gpr[to] = result;
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, result);
        }
    }

    private static final class AndLoad extends MemoryOperation {
        private final int to;

        AndLoad(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.memory.load32(segment, address(cpu));
            int a = cpu.gpr[to];
            int result = a & b;
            cpu.gpr[to] = result;
            FlagRecipe.setLogic(cpu, result);
        }
    }

    private static final class OrLoad extends MemoryOperation {
        private final int to;

        OrLoad(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.memory.load32(segment, address(cpu));
            int a = cpu.gpr[to];
            int result = a | b;
            cpu.gpr[to] = result;
            FlagRecipe.setLogic(cpu, result);
        }
    }

    private static final class XorLoad extends MemoryOperation {
        private final int to;

        XorLoad(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.memory.load32(segment, address(cpu));
            int a = cpu.gpr[to];
            int result = a ^ b;
            cpu.gpr[to] = result;
            FlagRecipe.setLogic(cpu, result);
        }
    }

    private static final class CompareLoad extends MemoryOperation {
        private final int to;

        CompareLoad(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.memory.load32(segment, address(cpu));
            int a = cpu.gpr[to];
            int result = a - b;
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, result);
        }
    }

    private static final class TestLoad extends MemoryOperation {
        private final int to;

        TestLoad(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.memory.load32(segment, address(cpu));
            int a = cpu.gpr[to];
            int result = a & b;
            FlagRecipe.setLogic(cpu, result);
        }
    }

    private static final class AddWithCarryLoad extends MemoryOperation {
        private final int to;

        AddWithCarryLoad(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.memory.load32(segment, address(cpu));
            int a = cpu.gpr[to];
            int result = a + b + cpu.carry();
            cpu.gpr[to] = result;
            FlagRecipe.set(cpu, LazyFlags.ADD, a, b, result);
        }
    }

    private static final class SubtractWithBorrowLoad extends MemoryOperation {
        private final int to;

        SubtractWithBorrowLoad(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int b = cpu.memory.load32(segment, address(cpu));
            int a = cpu.gpr[to];
            int result = a - b - cpu.carry();
            cpu.gpr[to] = result;
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, result);
        }
    }
}
