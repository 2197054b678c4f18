package org.prtosvm.cpu.engine;

import static org.prtosvm.cpu.semantics.Operands.destination;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.flags.LazyFlags;
import org.prtosvm.cpu.semantics.FlagRecipe;
import org.prtosvm.cpu.state.CpuState;

/**
 * A register comparison and the conditional jump behind it as one operation: loops and branches are dispatched once less,
 * and the condition is that of the comparison itself. Neither can fault; the flags are recorded all the same.
 */
final class JoinedOperations {
    private JoinedOperations() {}

    /**
     * Joins the last two operations of a block.
     *
     * @param operations specialised or shared operations, one for each instruction
     * @return the same, or one less
     */
    static Operation[] join(Operation[] operations) {
        int count = operations.length;
        if (count < 2 || !(operations[count - 1] instanceof TransferOperations.Conditional jump)) {
            return operations;
        }
        Operation joined = join(operations[count - 2], jump);
        if (joined == null) {
            return operations;
        }
        Operation[] result = Arrays.copyOf(operations, count - 1);
        result[count - 2] = joined;
        return result;
    }

    private static @Nullable Operation join(Operation first, TransferOperations.Conditional jump) {
        Instruction i = first.instruction;
        Operand operand = i.destination();
        if (operand == null || !operand.isRegister() || operand.size() != 4) {
            return null;
        }
        int condition = jump.instruction.condition() & ~1;
        if (first instanceof SimpleSourceOperation) {
            return switch (i.opcode()) {
                case CMP -> compare(i, condition, jump);
                case TEST -> condition == Conditions.ZERO ? new TestZero(i, jump) : null;
                default -> null;
            };
        }
        boolean steps = i.opcode() == Opcode.INC || i.opcode() == Opcode.DEC;
        return steps && condition == Conditions.ZERO ? new StepZero(i, jump) : null;
    }

    private static @Nullable Operation compare(Instruction i, int condition, TransferOperations.Conditional jump) {
        return switch (condition) {
            case Conditions.BELOW -> new CompareBelow(i, jump);
            case Conditions.ZERO -> new CompareEqual(i, jump);
            case Conditions.BELOW_OR_EQUAL -> new CompareBelowOrEqual(i, jump);
            case Conditions.LESS -> new CompareLess(i, jump);
            case Conditions.LESS_OR_EQUAL -> new CompareLessOrEqual(i, jump);
            default -> null;
        };
    }

    private abstract static class Joined extends SimpleSourceOperation {
        final int ifTrue;
        final int ifFalse;

        Joined(Instruction i, TransferOperations.Conditional jump) {
            super(i, destination(i));
            ifTrue = jump.ifTrue;
            ifFalse = jump.ifFalse;
        }
    }

    private static final class CompareEqual extends Joined {
        CompareEqual(Instruction i, TransferOperations.Conditional jump) {
            super(i, jump);
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, a - b);
            cpu.eip = a == b ? ifTrue : ifFalse;
        }
    }

    private static final class CompareLess extends Joined {
        CompareLess(Instruction i, TransferOperations.Conditional jump) {
            super(i, jump);
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, a - b);
            cpu.eip = a < b ? ifTrue : ifFalse;
        }
    }

    private static final class CompareLessOrEqual extends Joined {
        CompareLessOrEqual(Instruction i, TransferOperations.Conditional jump) {
            super(i, jump);
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, a - b);
            cpu.eip = a <= b ? ifTrue : ifFalse;
        }
    }

    private static final class CompareBelow extends Joined {
        CompareBelow(Instruction i, TransferOperations.Conditional jump) {
            super(i, jump);
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, a - b);
            cpu.eip = Integer.compareUnsigned(a, b) < 0 ? ifTrue : ifFalse;
        }
    }

    private static final class CompareBelowOrEqual extends Joined {
        CompareBelowOrEqual(Instruction i, TransferOperations.Conditional jump) {
            super(i, jump);
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int a = gpr[to];
            int b = sourceValue(gpr);
            FlagRecipe.set(cpu, LazyFlags.SUB, a, b, a - b);
            cpu.eip = Integer.compareUnsigned(a, b) <= 0 ? ifTrue : ifFalse;
        }
    }

    private static final class TestZero extends Joined {
        TestZero(Instruction i, TransferOperations.Conditional jump) {
            super(i, jump);
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int result = gpr[to] & sourceValue(gpr);
            FlagRecipe.setLogic(cpu, result);
            cpu.eip = result == 0 ? ifTrue : ifFalse;
        }
    }

    private static final class StepZero extends Operation {
        private final int register;
        private final int kind;
        private final int distance;
        private final int ifTrue;
        private final int ifFalse;

        StepZero(Instruction i, TransferOperations.Conditional jump) {
            super(i);
            register = destination(i).register();
            kind = i.opcode() == Opcode.INC ? LazyFlags.INC : LazyFlags.DEC;
            distance = i.opcode() == Opcode.INC ? 1 : -1;
            ifTrue = jump.ifTrue;
            ifFalse = jump.ifFalse;
        }

        @Override
        public void execute(CpuState cpu) {
            int a = cpu.gpr[register];
            int result = a + distance;
            cpu.gpr[register] = result;
            FlagRecipe.set(cpu, kind, a, cpu.carry(), result);
            cpu.eip = result == 0 ? ifTrue : ifFalse;
        }
    }
}
