package org.prtosvm.cpu.engine;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;

/** An operation with a memory operand of the most frequent shape: base register plus displacement, 32-bit addressing. */
abstract class BasedOperation extends Operation {
    /** Segment register of the operand. */
    final int segment;
    /** Base register. */
    final int base;
    /** Displacement. */
    final int displacement;

    BasedOperation(Instruction i, Operand memory) {
        super(i);
        segment = memory.segment();
        base = memory.base();
        displacement = memory.value();
    }

    /** Tells whether a memory operand has this shape. */
    static boolean fits(Operand memory) {
        return memory.base() >= 0 && memory.index() < 0;
    }
}
