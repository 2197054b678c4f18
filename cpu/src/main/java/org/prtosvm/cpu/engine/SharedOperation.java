package org.prtosvm.cpu.engine;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.semantics.Semantics;
import org.prtosvm.cpu.state.CpuState;

/** An operation that calls the shared implementation of its instruction. */
final class SharedOperation extends Operation {
    private final Semantics semantics;

    SharedOperation(Instruction instruction, Semantics semantics) {
        super(instruction);
        this.semantics = semantics;
    }

    @Override
    public void execute(CpuState cpu) {
        semantics.execute(cpu, instruction);
    }
}
