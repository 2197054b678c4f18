package org.prtosvm.cpu.engine;

import static org.prtosvm.cpu.semantics.Operands.destination;
import static org.prtosvm.cpu.semantics.Operands.source;

import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Gpr;

/** Specialised moves: MOV, MOVZX, MOVSX, LEA, CMOVcc, SETcc, CDQ, NOP. */
final class MoveOperations {
    private MoveOperations() {}

    /**
     * Specialises.
     *
     * @param i instruction with 32-bit addressing
     * @return operation, or null if there is no special form
     */
    static @Nullable Operation create(Instruction i) {
        return switch (i.opcode()) {
            case MOV -> move(i);
            case MOVZX -> extend(i, false);
            case MOVSX -> extend(i, true);
            case LEA -> i.operandSize() == 4 ? address(i) : null;
            case CMOV -> i.operandSize() == 4 && source(i).isRegister() ? new ConditionalMove(i) : null;
            case SETCC -> destination(i).isRegister() ? new SetByte(i) : null;
            case CWD -> i.operandSize() == 4 ? new SignToEdx(i) : null;
            case NOP, PAUSE -> new Nothing(i);
            default -> null;
        };
    }

    private static @Nullable Operation move(Instruction i) {
        Operand to = destination(i);
        Operand from = source(i);
        return switch (to.size()) {
            case 4 -> move32(i, to, from);
            case 1 -> move8(i, to, from);
            default -> null;
        };
    }

    private static Operation move32(Instruction i, Operand to, Operand from) {
        if (to.isRegister()) {
            return switch (from.kind()) {
                case REGISTER -> new RegisterToRegister(i);
                case MEMORY -> BasedOperation.fits(from) ? new LoadBased32(i) : new Load32(i);
                default -> new ConstantToRegister(i);
            };
        }
        if (from.isRegister()) {
            return BasedOperation.fits(to) ? new StoreBased32(i) : new Store32(i);
        }
        return BasedOperation.fits(to) ? new StoreConstantBased32(i) : new StoreConstant32(i);
    }

    private static Operation move8(Instruction i, Operand to, Operand from) {
        if (to.isRegister()) {
            return switch (from.kind()) {
                case REGISTER -> new RegisterToRegister8(i);
                case MEMORY -> new Load8(i);
                default -> new ConstantToRegister8(i);
            };
        }
        return from.isRegister() ? new Store8(i) : new StoreConstant8(i);
    }

    private static @Nullable Operation extend(Instruction i, boolean signed) {
        Operand from = source(i);
        if (i.operandSize() != 4) {
            return null;
        }
        if (from.isRegister()) {
            if (from.size() == 1) {
                return signed ? new SignExtendRegister8(i) : new ZeroExtendRegister8(i);
            }
            return signed ? new SignExtendRegister16(i) : new ZeroExtendRegister16(i);
        }
        if (from.size() == 1) {
            return signed ? new LoadSigned8(i) : new LoadUnsigned8(i);
        }
        return signed ? new LoadSigned16(i) : new LoadUnsigned16(i);
    }

    private static Operation address(Instruction i) {
        return BasedOperation.fits(source(i)) ? new AddressBased(i) : new Address(i);
    }

    private static final class Nothing extends Operation {
        Nothing(Instruction i) {
            super(i);
        }

        @Override
        public void execute(CpuState cpu) {
            // The state stays as it is.
        }
    }

    private static final class RegisterToRegister extends Operation {
        private final int to;
        private final int from;

        RegisterToRegister(Instruction i) {
            super(i);
            to = destination(i).register();
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            gpr[to] = gpr[from];
        }
    }

    private static final class ConstantToRegister extends Operation {
        private final int to;
        private final int value;

        ConstantToRegister(Instruction i) {
            super(i);
            to = destination(i).register();
            value = source(i).value();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = value;
        }
    }

    private static final class RegisterToRegister8 extends Operation {
        private final int to;
        private final int from;

        RegisterToRegister8(Instruction i) {
            super(i);
            to = destination(i).register();
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.setReg8(to, cpu.reg8(from));
        }
    }

    private static final class ConstantToRegister8 extends Operation {
        private final int to;
        private final int value;

        ConstantToRegister8(Instruction i) {
            super(i);
            to = destination(i).register();
            value = source(i).value();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.setReg8(to, value);
        }
    }

    private static final class LoadBased32 extends BasedOperation {
        private final int to;

        LoadBased32(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = cpu.memory.load32(segment, cpu.gpr[base] + displacement);
        }
    }

    private static final class Load32 extends MemoryOperation {
        private final int to;

        Load32(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = cpu.memory.load32(segment, address(cpu));
        }
    }

    private static final class Load8 extends MemoryOperation {
        private final int to;

        Load8(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.setReg8(to, cpu.memory.load8(segment, address(cpu)));
        }
    }

    private static final class StoreBased32 extends BasedOperation {
        private final int from;

        StoreBased32(Instruction i) {
            super(i, destination(i));
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            cpu.memory.store32(segment, gpr[base] + displacement, gpr[from]);
        }
    }

    private static final class Store32 extends MemoryOperation {
        private final int from;

        Store32(Instruction i) {
            super(i, destination(i));
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.memory.store32(segment, address(cpu), cpu.gpr[from]);
        }
    }

    private static final class StoreConstantBased32 extends BasedOperation {
        private final int value;

        StoreConstantBased32(Instruction i) {
            super(i, destination(i));
            value = source(i).value();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.memory.store32(segment, cpu.gpr[base] + displacement, value);
        }
    }

    private static final class StoreConstant32 extends MemoryOperation {
        private final int value;

        StoreConstant32(Instruction i) {
            super(i, destination(i));
            value = source(i).value();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.memory.store32(segment, address(cpu), value);
        }
    }

    private static final class Store8 extends MemoryOperation {
        private final int from;

        Store8(Instruction i) {
            super(i, destination(i));
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.memory.store8(segment, address(cpu), cpu.reg8(from));
        }
    }

    private static final class StoreConstant8 extends MemoryOperation {
        private final int value;

        StoreConstant8(Instruction i) {
            super(i, destination(i));
            value = source(i).value();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.memory.store8(segment, address(cpu), value);
        }
    }

    private static final class ZeroExtendRegister8 extends Operation {
        private final int to;
        private final int from;

        ZeroExtendRegister8(Instruction i) {
            super(i);
            to = destination(i).register();
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = cpu.reg8(from);
        }
    }

    private static final class SignExtendRegister8 extends Operation {
        private final int to;
        private final int from;

        SignExtendRegister8(Instruction i) {
            super(i);
            to = destination(i).register();
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = (byte) cpu.reg8(from);
        }
    }

    private static final class ZeroExtendRegister16 extends Operation {
        private final int to;
        private final int from;

        ZeroExtendRegister16(Instruction i) {
            super(i);
            to = destination(i).register();
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = cpu.gpr[from] & 0xFFFF;
        }
    }

    private static final class SignExtendRegister16 extends Operation {
        private final int to;
        private final int from;

        SignExtendRegister16(Instruction i) {
            super(i);
            to = destination(i).register();
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = (short) cpu.gpr[from];
        }
    }

    private static final class LoadUnsigned8 extends MemoryOperation {
        private final int to;

        LoadUnsigned8(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = cpu.memory.load8(segment, address(cpu));
        }
    }

    private static final class LoadSigned8 extends MemoryOperation {
        private final int to;

        LoadSigned8(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = (byte) cpu.memory.load8(segment, address(cpu));
        }
    }

    private static final class LoadUnsigned16 extends MemoryOperation {
        private final int to;

        LoadUnsigned16(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = cpu.memory.load16(segment, address(cpu));
        }
    }

    private static final class LoadSigned16 extends MemoryOperation {
        private final int to;

        LoadSigned16(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = (short) cpu.memory.load16(segment, address(cpu));
        }
    }

    private static final class AddressBased extends BasedOperation {
        private final int to;

        AddressBased(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            gpr[to] = gpr[base] + displacement;
        }
    }

    private static final class Address extends MemoryOperation {
        private final int to;

        Address(Instruction i) {
            super(i, source(i));
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.gpr[to] = address(cpu);
        }
    }

    private static final class ConditionalMove extends Operation {
        private final int condition;
        private final int to;
        private final int from;

        ConditionalMove(Instruction i) {
            super(i);
            condition = i.condition();
            to = destination(i).register();
            from = source(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            if (Conditions.holds(cpu, condition)) {
                cpu.gpr[to] = cpu.gpr[from];
            }
        }
    }

    private static final class SetByte extends Operation {
        private final int condition;
        private final int to;

        SetByte(Instruction i) {
            super(i);
            condition = i.condition();
            to = destination(i).register();
        }

        @Override
        public void execute(CpuState cpu) {
            cpu.setReg8(to, Conditions.holds(cpu, condition) ? 1 : 0);
        }
    }

    private static final class SignToEdx extends Operation {
        SignToEdx(Instruction i) {
            super(i);
        }

        @Override
        public void execute(CpuState cpu) {
            int[] gpr = cpu.gpr;
            gpr[Gpr.EDX] = gpr[Gpr.EAX] >> 31;
        }
    }
}
