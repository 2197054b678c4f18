package org.prtosvm.cpu.bus;

/**
 * What answers the interrupt acknowledge cycle of a processor.
 *
 * <p>Thread rule: called on the thread that runs the processor.
 */
@FunctionalInterface
public interface InterruptController {
    /**
     * The processor takes the interrupt that its INTR pin requests. The controller usually lowers the pin meanwhile.
     *
     * @return vector, 0..255; a spurious one if the request has gone
     */
    int acknowledge();
}
