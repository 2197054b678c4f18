package org.prtosvm.tools.machine;

import org.prtosvm.cpu.state.CpuState;

/** An error of this program stopped a machine. The message names it, {@link #stateDump} shows where the guest was. */
public final class MachineFailure extends RuntimeException {
    private final String stateDump;

    /**
     * Wraps an error.
     *
     * @param cause what happened
     * @param stateDump state of the processor that ran, as lines of text
     */
    MachineFailure(Throwable cause, String stateDump) {
        super("internal error while the machine ran: " + cause, cause);
        this.stateDump = stateDump;
    }

    /**
     * Wraps an error of a machine with one processor.
     *
     * @param cause what happened
     * @param cpu processor that ran
     * @return failure with the state of the processor
     */
    public static MachineFailure of(Throwable cause, CpuState cpu) {
        return new MachineFailure(cause, StateDump.of(cpu));
    }

    /**
     * Describes a processor.
     *
     * @param cpu processor
     * @return its state as lines of text
     */
    public static String stateOf(CpuState cpu) {
        return StateDump.of(cpu);
    }

    /** @return state of the processor that ran, as lines of text */
    public String stateDump() {
        return stateDump;
    }
}
