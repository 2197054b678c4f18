package org.prtosvm.tools.vectors;

/** A folder of captures, or a file in it, that cannot be used: the message names it and what was expected. */
public final class VectorsException extends RuntimeException {
    /**
     * Creates a refusal.
     *
     * @param message file, what was expected, what was found
     */
    public VectorsException(String message) {
        super(message);
    }

    /**
     * Creates a refusal that stems from another failure.
     *
     * @param message file, what was expected, what was found
     * @param cause the other failure; its text is not shown
     */
    public VectorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
