package org.prtosvm.tools.board;

/** Why a run of a board ended. */
public enum BoardEnd {
    /** The guest wrote to the exit port. */
    EXIT_PORT,
    /** HLT, and nothing is left that could wake the processor. */
    HALTED,
    /** The guest reset the processor, and that ends the run. */
    RESET,
    /** A fault while a double fault was delivered, and that ends the run. */
    TRIPLE_FAULT,
    /** The virtual time of the options is over. */
    DURATION,
    /** The instructions of the options were executed. */
    INSTRUCTIONS,
    /** Somebody asked for it. */
    STOPPED
}
