package org.prtosvm.tools.machine;

/**
 * What a machine did so far.
 *
 * @param virtualTimeUs hardware clock in microseconds, the latest of all processors
 * @param instructions guest instructions executed
 * @param translatedInstructions how many of them in translated form
 * @param skippedInstructions how many of them were iterations of waiting loops, counted without being executed
 */
public record MachineStatistics(
        long virtualTimeUs, long instructions, long translatedInstructions, long skippedInstructions) {
    /** @return share of the executed instructions that ran in translated form, 0 to 1; 0 if there were none */
    public double translatedShare() {
        long executed = instructions - skippedInstructions;
        return executed <= 0 ? 0 : (double) translatedInstructions / executed;
    }

    /** @return share of all instructions that waiting loops account for, 0 to 1; 0 if there were none */
    public double skippedShare() {
        return instructions == 0 ? 0 : (double) skippedInstructions / instructions;
    }
}
