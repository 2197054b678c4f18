package org.prtosvm.tools.machine;

/**
 * What a machine did so far.
 *
 * @param virtualTimeUs hardware clock in microseconds, the latest of all processors
 * @param instructions guest instructions executed
 * @param translatedInstructions how many of them in translated form
 */
public record MachineStatistics(long virtualTimeUs, long instructions, long translatedInstructions) {
    /** @return share of the instructions that ran in translated form, 0 to 1; 0 if there were none */
    public double translatedShare() {
        return instructions == 0 ? 0 : (double) translatedInstructions / instructions;
    }
}
