package org.prtosvm.translator.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Opcode;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.engine.Operation;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.Gpr;
import org.prtosvm.translator.region.AccessRoles;
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
    private final List<boolean[]> flagsLive = new ArrayList<>();
    private final Map<Integer, boolean[]> flagsLiveInBurst = new HashMap<>();

    /**
     * Analyses a region.
     *
     * @param region region
     * @param plan how its accesses are checked
     */
    RegionUse(Region region, AccessPlan plan) {
        for (int b = 0; b < region.blocks().size(); b++) {
            RegionBlock block = region.blocks().get(b);
            for (Operation operation : block.operations()) {
                note(operation.instruction);
            }
            flagsLive.add(liveness(b, block, plan, null));
            Burst burst = plan.burst(b);
            if (burst != null) {
                flagsLiveInBurst.put(b, liveness(b, block, plan, burst));
            }
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

    /**
     * As {@link #flagsLive} in the burst of a block.
     *
     * @param block index of a block that has a burst
     * @param instruction index within the block
     * @return false if they are overwritten before any reader, exit or fault
     */
    boolean flagsLiveInBurst(int block, int instruction) {
        return Objects.requireNonNull(flagsLiveInBurst.get(block))[instruction];
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
        use(i.destination());
        use(i.source());
        use(i.third());
        writtenRegisters |= writtenRegisters(i);
        usedRegisters |= implicitWrites(opcode) | implicitReads(opcode);
        readsFlags |= opcode.flagsRead() != 0 || opcode.flow() == Opcode.Flow.FLAGS_CONDITIONAL;
        writesFlags |= opcode.flagsWritten() != 0;
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

    /**
     * Registers that an instruction writes, wholly or in part.
     *
     * @param i instruction; of one that is not intrinsic only what it names is known
     * @return bit per register
     */
    static int writtenRegisters(Instruction i) {
        return (writesDestination(i.opcode()) ? mask(i.destination()) : 0)
                | (i.opcode() == Opcode.XCHG ? mask(i.source()) : 0)
                | implicitWrites(i.opcode());
    }

    private static int mask(@Nullable Operand operand) {
        if (operand == null || !operand.isRegister()) {
            return 0;
        }
        return 1 << (operand.size() == 1 ? operand.register() & 3 : operand.register());
    }

    private void use(@Nullable Operand operand) {
        if (operand == null) {
            return;
        }
        if (operand.isRegister()) {
            usedRegisters |= mask(operand);
        } else if (operand.isMemory()) {
            usedRegisters |= operand.base() >= 0 ? 1 << operand.base() : 0;
            usedRegisters |= operand.index() >= 0 ? 1 << operand.index() : 0;
        }
    }

    private static boolean[] liveness(int index, RegionBlock block, AccessPlan plan, @Nullable Burst burst) {
        boolean[] live = new boolean[block.count()];
        boolean needed = true;
        for (int n = block.count() - 1; n >= 0; n--) {
            Instruction i = block.operations().get(n).instruction;
            live[n] = needed;
            boolean definesAll =
                    i.opcode().flagsWritten() == Eflags.ARITHMETIC && i.opcode().flow() == Opcode.Flow.NEXT;
            if (!Intrinsics.isIntrinsic(i) || mayLeave(index, i, plan, burst) || readsFlags(i)) {
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

    private static boolean mayLeave(int block, Instruction i, AccessPlan plan, @Nullable Burst burst) {
        if (i.endsBlock()) {
            return true;
        }
        Operand operand = AccessRoles.explicitOperand(i);
        int stackRole = AccessRoles.stackRole(i);
        return operand != null && plan.mayMiss(block, i, AccessRoles.explicitRole(i), operand, burst)
                || stackRole != AccessRoles.NONE && plan.mayMiss(block, i, stackRole, null, burst);
    }
}
