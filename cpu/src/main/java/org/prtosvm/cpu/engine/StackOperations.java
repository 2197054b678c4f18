package org.prtosvm.cpu.engine;

import static org.prtosvm.cpu.semantics.Operands.destination;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.cpu.state.SegmentRegister;

/** Specialised PUSH, POP and LEAVE: 32 bits on a 32-bit stack. */
final class StackOperations {
    private StackOperations() {}

    /** Specialises an instruction of 32 bits for a 32-bit stack; null if there is no special form. */
    static @Nullable Operation create(Instruction i) {
        return switch (i.opcode()) {
            case PUSH -> push(i);
            case POP -> destination(i).isRegister() ? new PopRegister(i) : null;
            case LEAVE -> new Leave(i);
            default -> null;
        };
    }

    private static @Nullable Operation push(Instruction i) {
        Operand operand = destination(i);
        return switch (operand.kind()) {
            case REGISTER -> new PushRegister(i);
            case IMMEDIATE -> new PushConstant(i);
            default -> i.addressSize() == 4 ? new PushMemory(i) : null;
        };
    }

    private static final class PushRegister extends Operation {
        private final int register;

        PushRegister(Instruction i) {
            super(i);
            register = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int pointer = gpr[Gpr.ESP] - 4;
            cpu.memory.store32(SegmentRegister.SS, pointer, gpr[register]);
            gpr[Gpr.ESP] = pointer;
        }
    }

    private static final class PushConstant extends Operation {
        private final int value;

        PushConstant(Instruction i) {
            super(i);
            value = destination(i).value();
        }

        @Override
        public void execute(CpuState cpu) {
            int pointer = cpu.gpr[Gpr.ESP] - 4;
            cpu.memory.store32(SegmentRegister.SS, pointer, value);
            cpu.gpr[Gpr.ESP] = pointer;
        }
    }

    private static final class PushMemory extends MemoryOperation {
        PushMemory(Instruction i) {
            super(i, destination(i));
        }

        @Override
        public void execute(CpuState cpu) {
            int value = cpu.memory.load32(segment, address(cpu));
            int pointer = cpu.gpr[Gpr.ESP] - 4;
            cpu.memory.store32(SegmentRegister.SS, pointer, value);
            cpu.gpr[Gpr.ESP] = pointer;
        }
    }

    private static final class PopRegister extends Operation {
        private final int register;

        PopRegister(Instruction i) {
            super(i);
            register = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int pointer = gpr[Gpr.ESP];
            int value = cpu.memory.load32(SegmentRegister.SS, pointer);
            gpr[Gpr.ESP] = pointer + 4;
            gpr[register] = value;
        }
    }

    private static final class Leave extends Operation {
        Leave(Instruction i) {
            super(i);
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            int pointer = gpr[Gpr.EBP];
            gpr[Gpr.EBP] = cpu.memory.load32(SegmentRegister.SS, pointer);
            gpr[Gpr.ESP] = pointer + 4;
        }
    }
}
