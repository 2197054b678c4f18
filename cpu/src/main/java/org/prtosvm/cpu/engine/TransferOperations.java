package org.prtosvm.cpu.engine;

import static org.prtosvm.cpu.semantics.Operands.destination;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.semantics.ControlTransfer;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/** Specialised near transfers: direct targets within the limit of CS, and 32-bit returns and calls on a 32-bit stack. */
final class TransferOperations {
    private TransferOperations() {}

    /**
     * Specialises.
     *
     * @param i instruction
     * @param codeLimit limit of CS while the operation is used
     * @param stack32 true if CALL and RET use a 32-bit stack
     * @return operation, or null if there is no special form
     */
    static @Nullable Operation create(Instruction i, int codeLimit, boolean stack32) {
        if (i.opcode() == Opcode.RET) {
            return i.operandSize() == 4 && stack32 ? new Return(i) : null;
        }
        Operand target = i.destination();
        if (target == null
                || target.kind() != Operand.Kind.TARGET
                || Integer.compareUnsigned(target.value(), codeLimit) > 0) {
            return null;
        }
        return switch (i.opcode()) {
            case JMP -> new Jump(i);
            case JCC -> conditional(i);
            case CALL -> i.operandSize() == 4 && stack32 ? new Call(i) : null;
            default -> null;
        };
    }

    private static Operation conditional(Instruction i) {
        boolean negated = (i.condition() & 1) != 0;
        return switch (i.condition() & ~1) {
            case Conditions.BELOW -> new JumpBelow(i, negated);
            case Conditions.ZERO -> new JumpZero(i, negated);
            case Conditions.BELOW_OR_EQUAL -> new JumpBelowOrEqual(i, negated);
            case Conditions.SIGN -> new JumpSign(i, negated);
            case Conditions.LESS -> new JumpLess(i, negated);
            case Conditions.LESS_OR_EQUAL -> new JumpLessOrEqual(i, negated);
            default -> new JumpIf(i);
        };
    }

    private static final class Jump extends Operation {
        private final int target;

        Jump(Instruction i) {
            super(i);
            target = destination(i).value();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.eip = target;
        }
    }

    /** A conditional jump whose two ways are chosen once, so that the negated conditions need no classes. */
    abstract static class Conditional extends Operation {
        final int ifTrue;
        final int ifFalse;

        Conditional(Instruction i, boolean negated) {
            super(i);
            int target = destination(i).value();
            ifTrue = negated ? i.nextEip() : target;
            ifFalse = negated ? target : i.nextEip();
        }
    }

    private static final class JumpIf extends Conditional {
        private final int condition;

        JumpIf(Instruction i) {
            super(i, false);
            condition = i.condition();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.eip = cpu.condition(condition) ? ifTrue : ifFalse;
        }
    }

    private static final class JumpZero extends Conditional {
        JumpZero(Instruction i, boolean negated) {
            super(i, negated);
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.eip = Conditions.zero(cpu) ? ifTrue : ifFalse;
        }
    }

    private static final class JumpSign extends Conditional {
        JumpSign(Instruction i, boolean negated) {
            super(i, negated);
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.eip = Conditions.sign(cpu) ? ifTrue : ifFalse;
        }
    }

    private static final class JumpBelow extends Conditional {
        JumpBelow(Instruction i, boolean negated) {
            super(i, negated);
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.eip = Conditions.below(cpu) ? ifTrue : ifFalse;
        }
    }

    private static final class JumpBelowOrEqual extends Conditional {
        JumpBelowOrEqual(Instruction i, boolean negated) {
            super(i, negated);
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.eip = Conditions.belowOrEqual(cpu) ? ifTrue : ifFalse;
        }
    }

    private static final class JumpLess extends Conditional {
        JumpLess(Instruction i, boolean negated) {
            super(i, negated);
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.eip = Conditions.less(cpu) ? ifTrue : ifFalse;
        }
    }

    private static final class JumpLessOrEqual extends Conditional {
        JumpLessOrEqual(Instruction i, boolean negated) {
            super(i, negated);
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.eip = Conditions.lessOrEqual(cpu) ? ifTrue : ifFalse;
        }
    }

    private static final class Call extends Operation {
        private final int target;
        private final int returnEip;

        Call(Instruction i) {
            super(i);
            target = destination(i).value();
            returnEip = i.nextEip();
        }

        @Override
        public void execute(CpuState cpu) {
            int pointer = cpu.gpr[Gpr.ESP] - 4;
            cpu.memory.store32(SegmentRegister.SS, pointer, returnEip);
            cpu.gpr[Gpr.ESP] = pointer;
            cpu.eip = target;
        }
    }

    private static final class Return extends Operation {
        private final int released;

        Return(Instruction i) {
            super(i);
            released = 4 + i.immediate();
        }

        @Override
        public void execute(CpuState cpu) {
            int pointer = cpu.gpr[Gpr.ESP];
            int target = cpu.memory.load32(SegmentRegister.SS, pointer);
            ControlTransfer.checkTarget(cpu, target);
            cpu.gpr[Gpr.ESP] = pointer + released;
            cpu.eip = target;
        }
    }
}
