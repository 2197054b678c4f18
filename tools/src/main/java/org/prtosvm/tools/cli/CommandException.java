package org.prtosvm.tools.cli;

/**
 * Something that the user must change: an option, a file. Ends the command with {@link ExitCode#USAGE} and this message
 * alone.
 */
public class CommandException extends RuntimeException {
    /**
     * Creates a refusal.
     *
     * @param message what was being done, what was expected, what was found
     */
    public CommandException(String message) {
        super(message);
    }

    /**
     * Creates a refusal that stems from another failure.
     *
     * @param message what was being done, what was expected, what was found
     * @param cause the other failure; its text is not shown
     */
    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
