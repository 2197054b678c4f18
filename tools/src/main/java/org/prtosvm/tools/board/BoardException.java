package org.prtosvm.tools.board;

/** Something that cannot be started: a file or an option that the user must change. The message is for the user. */
public final class BoardException extends RuntimeException {
    /**
     * Creates a refusal.
     *
     * @param file name of the file
     * @param message what was expected and what was found
     */
    public BoardException(String file, String message) {
        super(file + ": " + message);
    }
}
