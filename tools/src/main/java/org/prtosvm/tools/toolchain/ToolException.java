package org.prtosvm.tools.toolchain;

/** Something about a file or an argument of a build tool that the user must change. The message is all that is shown. */
public final class ToolException extends RuntimeException {
    /**
     * Creates a refusal.
     *
     * @param message what was being done, what was expected, what was found
     */
    public ToolException(String message) {
        super(message);
    }

    /**
     * Creates a refusal that stems from another failure.
     *
     * @param message what was being done, what was expected, what was found
     * @param cause the other failure; its text is not shown
     */
    public ToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
