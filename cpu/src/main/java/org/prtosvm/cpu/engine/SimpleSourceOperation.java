package org.prtosvm.cpu.engine;

import static org.prtosvm.cpu.semantics.Operands.source;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;

/** An operation of 32 bits on a register, whose source is a register or a constant. */
abstract class SimpleSourceOperation extends Operation {
    /** Destination register. */
    final int to;

    private final int from;
    private final int mask;
    private final int constant;

    SimpleSourceOperation(Instruction i, Operand destination) {
        super(i);
        Operand source = source(i);
        to = destination.register();
        from = source.isRegister() ? source.register() : 0;
        mask = source.isRegister() ? -1 : 0;
        constant = source.isRegister() ? 0 : source.value();
    }

    /** Value of the source. One of the two parts is 0: cheaper than twice as many classes to dispatch between. */
    final int sourceValue(int[] gpr) {
        return (gpr[from] & mask) + constant;
    }
}
