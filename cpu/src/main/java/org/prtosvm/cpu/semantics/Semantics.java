package org.prtosvm.cpu.semantics;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.state.CpuState;

/** The shared implementation of an instruction: a static method of this package. */
@FunctionalInterface
public interface Semantics {
    /**
     * Executes an instruction by the rules of {@code org.prtosvm.cpu.engine.Operation}.
     *
     * @param cpu processor
     * @param instruction decoded instruction
     */
    void execute(CpuState cpu, Instruction instruction);
}
