package org.prtosvm.cpu.engine;

import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.state.CpuState;

/**
 * An instruction made executable.
 *
 * <p>Ordinary instructions touch neither {@link CpuState#eip} nor {@link CpuState#budget}: the engine advances both.
 * Instructions whose flow is JUMP, CONDITIONAL, CALL, RETURN or ALONE, and repeated string instructions, set EIP
 * themselves, also to the following instruction. Repeated string instructions (INS and OUTS included) also charge
 * their completed iterations, at least 1. A fault is thrown with the state, EIP included, as before the instruction;
 * the engine charges the faulting instruction. Thread rule: holds no state, may serve several processors.
 */
public abstract class Operation {
    /** What it was made from. */
    public final Instruction instruction;

    /**
     * Creates an operation.
     *
     * @param instruction what it executes
     */
    protected Operation(Instruction instruction) {
        this.instruction = instruction;
    }

    /**
     * Executes the instruction once.
     *
     * @param cpu processor
     * @throws org.prtosvm.cpu.fault.GuestFault with nothing changed
     */
    public abstract void execute(CpuState cpu);
}
