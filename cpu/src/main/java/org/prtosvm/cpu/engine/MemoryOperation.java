package org.prtosvm.cpu.engine;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.state.CpuState;

/** An operation with a memory operand of 32-bit addressing. */
abstract class MemoryOperation extends Operation {
    /** Segment register of the operand. */
    final int segment;

    private final int base;
    private final int baseMask;
    private final int index;
    private final int indexMask;
    private final int scale;
    private final int displacement;

    MemoryOperation(Instruction i, Operand memory) {
        super(i);
        segment = memory.segment();
        base = Math.max(memory.base(), 0);
        baseMask = memory.base() < 0 ? 0 : -1;
        index = Math.max(memory.index(), 0);
        indexMask = memory.index() < 0 ? 0 : -1;
        scale = memory.scale();
        displacement = memory.value();
    }

    /** Effective address. Masks instead of branches: an absent register is one that counts for nothing. */
    final int address(CpuState cpu) {
        int[] gpr = cpu.gpr;
        return displacement + (gpr[base] & baseMask) + ((gpr[index] & indexMask) << scale);
    }
}
