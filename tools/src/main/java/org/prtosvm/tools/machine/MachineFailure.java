package org.prtosvm.tools.machine;

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

    /** @return state of the processor that ran, as lines of text */
    public String stateDump() {
        return stateDump;
    }
}
