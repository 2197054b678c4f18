package org.prtosvm.tools.board;

import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;

/** What a board starts. Thread rule: the thread that runs the machine. */
public interface BootSource {
    /**
     * Adds memory of its own, once.
     *
     * @param memory memory of the board, without RAM yet
     */
    void map(GuestMemory memory);

    /**
     * Fills RAM, which is all zeros; at power-up and at every restart.
     *
     * @param memory memory of the board
     */
    void load(GuestMemory memory);

    /**
     * Sets the registers from which the software expects to start.
     *
     * @param cpu processor in the state after a reset
     */
    void start(CpuState cpu);

    /**
     * Tells what a reset of the processor restarts.
     *
     * @return true if the software was started by a loader that is not there any more, so that a reset restarts the whole
     *     board; false if software at the reset vector handles it
     */
    boolean restartsBoard();
}
