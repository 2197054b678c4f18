package org.prtosvm.translator.emit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.engine.Operation;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.translator.region.Region;
import org.prtosvm.translator.region.RegionBlock;

/**
 * What a region does to registers and flags: decides which locals exist, what exits write back, and which flag
 * definitions nobody can see.
 */
final class RegionUse {
    private int usedRegisters;
    private int writtenRegisters;
    private boolean readsFlags;
    private boolean writesFlags;
    private boolean calls;
    private final List<boolean[]> flagsLive = new ArrayList<>();

    /**
     * Analyses a region.
     *
     * @param region region
     */
    RegionUse(Region region) {
        for (RegionBlock block : region.blocks()) {
            for (Operation operation : block.operations()) {
                note(operation.instruction);
            }
            flagsLive.add(liveness(block));
        }
    }

    boolean usesRegister(int register) {
        return ((usedRegisters | writtenRegisters) >>> register & 1) != 0;
    }

    boolean writesRegister(int register) {
        return (writtenRegisters >>> register & 1) != 0;
    }

    boolean usesFlags() {
        return readsFlags || writesFlags;
    }

    boolean writesFlags() {
        return writesFlags;
    }

    /** @return true if the region calls other regions */
    boolean calls() {
        return calls;
    }

    /**
     * Tells whether the flags that an instruction defines can be seen by anybody.
     *
     * @param block index of the block
     * @param instruction index within the block
     * @return false if they are overwritten before any reader, exit or fault
     */
    boolean flagsLive(int block, int instruction) {
        return flagsLive.get(block)[instruction];
    }

    private void note(Instruction i) {
        Opcode opcode = i.opcode();
        if (!Intrinsics.isIntrinsic(i)) {
            usedRegisters = 0xFF;
            writtenRegisters = 0xFF;
            readsFlags = true;
            writesFlags = true;
            return;
        }
        operand(i.destination(), writesDestination(opcode));
        operand(i.source(), opcode == Opcode.XCHG);
        operand(i.third(), false);
        writtenRegisters |= implicitWrites(opcode);
        usedRegisters |= implicitWrites(opcode) | implicitReads(opcode);
        readsFlags |= opcode.flagsRead() != 0 || opcode.flow() == Opcode.Flow.FLAGS_CONDITIONAL;
        writesFlags |= opcode.flagsWritten() != 0;
        calls |= opcode == Opcode.CALL;
    }

    private static boolean writesDestination(Opcode opcode) {
        return switch (opcode) {
            case CMP, TEST, BT, PUSH, JMP, CALL, JCC, LOOP, JCXZ -> false;
            default -> true;
        };
    }

    private static int implicitWrites(Opcode opcode) {
        return switch (opcode) {
            case PUSH, POP, CALL, RET -> 1 << Gpr.ESP;
            case LEAVE -> 1 << Gpr.ESP | 1 << Gpr.EBP;
            case MUL, IMUL_ACCUMULATOR, CWD, CBW -> 1 << Gpr.EAX | 1 << Gpr.EDX;
            case LOOP -> 1 << Gpr.ECX;
            default -> 0;
        };
    }

    private static int implicitReads(Opcode opcode) {
        return opcode == Opcode.JCXZ ? 1 << Gpr.ECX : 0;
    }

    private void operand(@Nullable Operand operand, boolean written) {
        if (operand == null) {
            return;
        }
        if (operand.isRegister()) {
            int register = 1 << (operand.size() == 1 ? operand.register() & 3 : operand.register());
            usedRegisters |= register;
            writtenRegisters |= written ? register : 0;
        } else if (operand.isMemory()) {
            usedRegisters |= operand.base() >= 0 ? 1 << operand.base() : 0;
            usedRegisters |= operand.index() >= 0 ? 1 << operand.index() : 0;
        }
    }

    private static boolean[] liveness(RegionBlock block) {
        boolean[] live = new boolean[block.count()];
        boolean needed = true;
        for (int n = block.count() - 1; n >= 0; n--) {
            Instruction i = block.operations().get(n).instruction;
            live[n] = needed;
            boolean definesAll =
                    i.opcode().flagsWritten() == Eflags.ARITHMETIC && i.opcode().flow() == Opcode.Flow.NEXT;
            if (!Intrinsics.isIntrinsic(i) || mayLeave(i) || readsFlags(i)) {
                needed = true;
            } else if (definesAll) {
                needed = false;
            }
        }
        return live;
    }

    private static boolean readsFlags(Instruction i) {
        return i.opcode().flagsRead() != 0
                || i.opcode().flow() == Opcode.Flow.FLAGS_CONDITIONAL
                || (i.opcode().flagsWritten() != 0 && i.opcode().flagsWritten() != Eflags.ARITHMETIC);
    }

    private static boolean mayLeave(Instruction i) {
        boolean memory = Intrinsics.isMemory(i.destination())
                || Intrinsics.isMemory(i.source())
                || Intrinsics.isMemory(i.third());
        return switch (i.opcode()) {
            case PUSH, POP, LEAVE, CALL, RET, JMP, JCC, LOOP, JCXZ -> true;
            case LEA -> false;
            default -> memory;
        };
    }
}
