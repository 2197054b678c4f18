package org.prtosvm.tools.board;

/** A file that a board starts with. */
public final class BootFile {
    private final String name;
    private final byte[] bytes;
    private final String arguments;

    /**
     * Makes a file.
     *
     * @param name as the user gave it
     * @param bytes contents, not to be changed afterwards
     * @param arguments what follows the name in the strings that a kernel gets, may be empty
     */
    public BootFile(String name, byte[] bytes, String arguments) {
        this.name = name;
        this.bytes = bytes;
        this.arguments = arguments;
    }

    /** @return name as the user gave it */
    public String name() {
        return name;
    }

    /** The contents, not copied. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * The string for the kernel. Folders are left out, so that a run does not depend on where its files lie.
     *
     * @return name without folders, and the arguments
     */
    String commandLine() {
        String base = name.substring(name.lastIndexOf('/') + 1);
        return arguments.isEmpty() ? base : base + " " + arguments;
    }
}
