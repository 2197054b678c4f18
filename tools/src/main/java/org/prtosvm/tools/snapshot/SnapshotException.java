package org.prtosvm.tools.snapshot;

/** A file that cannot be resumed: it is no snapshot, is damaged, or was written by another version. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates a refusal.
     *
     * @param message file, what was expected, what was found
     */
    public SnapshotException(String message) {
        super(message);
    }

    /**
     * Creates a refusal that stems from another failure.
     *
     * @param message file, what was expected, what was found
     * @param cause the other failure
     */
    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
