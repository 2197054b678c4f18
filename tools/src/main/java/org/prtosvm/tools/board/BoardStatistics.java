package org.prtosvm.tools.board;

/**
 * What a board did so far.
 *
 * @param virtualTimeUs virtual time in microseconds
 * @param instructions instructions executed, interrupts and resets counted as one each
 * @param translatedInstructions how many of them in translated form
 * @param skippedInstructions how many of them were iterations of waiting loops, counted without being executed
 * @param interrupts interrupts acknowledged
 * @param resets resets of the processor
 */
public record BoardStatistics(
        long virtualTimeUs,
        long instructions,
        long translatedInstructions,
        long skippedInstructions,
        long interrupts,
        long resets) {}
