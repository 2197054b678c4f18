package org.prtosvm.cpu.engine;

import org.prtosvm.cpu.state.CpuState;

/**
 * Executes guest code. The closure interpreter and the translating engine are two implementations that no guest can
 * tell apart: same state, same counts, same stops.
 */
public interface ExecutionEngine {
    /**
     * Executes until something must be handled above. Returns one of the constants of
     * {@link org.prtosvm.cpu.state.Exit} and stores it in {@link CpuState#exit}:
     *
     * <ul>
     *   <li>{@code BUDGET}: {@link CpuState#budget} is 0 or less. Every instruction, completed or faulting, was charged 1,
     *       every iteration of a repeated string instruction 1; the stop is exact, no instruction is executed with a
     *       budget of 0.
     *   <li>{@code FAULT}: an exception, state as before the faulting instruction (behind it for traps); the
     *       instruction was charged.
     *   <li>{@code CALL_GATE}: a far call into ring 0 of a monitored processor was executed and charged, EIP is behind it.
     *   <li>{@code HALT}: HLT was executed and charged.
     *   <li>{@code STOP}: {@link CpuState#stopRequested} was seen at a block boundary.
     *   <li>{@code INTERRUPT}: {@link CpuState#acceptsEvent} holds before the instruction at EIP.
     * </ul>
     *
     * <p>Thread rule: on the thread that owns the state; one engine object serves all processors of a machine that share
     * a memory, one at a time.
     *
     * @param cpu processor to run; its budget and limit are set
     * @return why it stopped
     */
    int run(CpuState cpu);

    /** @return number of guest instructions executed in translated form so far; 0 for an interpreter */
    long translatedInstructions();

    /** @return number of instructions of waiting loops that were counted without being executed */
    long skippedInstructions();
}
