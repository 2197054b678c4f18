// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.prtosvm.prtos.image.ImageException.Kind;

/** A file of the user: its name, for messages, and its contents. */
public final class InputFile {
    /** Largest file that is read, in bytes; anything that can be loaded is smaller. */
    public static final long MAX_SIZE = 256L * 1024 * 1024;

    private final String name;
    private final byte[] contents;

    /**
     * Makes a file.
     *
     * @param name its name as the user gave it
     * @param contents its contents; not to be changed afterwards
     */
    public InputFile(String name, byte[] contents) {
        this.name = name;
        this.contents = contents;
    }

    /**
     * Reads a file.
     *
     * @param file where it is
     * @return name and contents
     * @throws ImageException if it cannot be read or is too large
     */
    public static InputFile read(Path file) {
        String name = file.toString();
        try {
            long size = Files.size(file);
            if (size > MAX_SIZE) {
                throw new ImageException(
                        Kind.TOO_LARGE, name, "size", "expected at most " + MAX_SIZE + " bytes, found " + size);
            }
            return new InputFile(name, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ImageException(Kind.UNREADABLE_FILE, name, "contents", "cannot be read: " + e);
        }
    }

    /**
     * The name as the user gave it.
     *
     * @return name, possibly with folders
     */
    public String name() {
        return name;
    }

    /**
     * The name without folders.
     *
     * @return what follows the last slash
     */
    public String baseName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /**
     * The contents.
     *
     * @return the bytes, not copied; not to be changed
     */
    public byte[] contents() {
        return contents;
    }
}
