// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/**
 * A place in an input file.
 *
 * @param file name of the file as the user gave it
 * @param line line from 1, or 0 if the file has no lines or the place is the file as a whole
 * @param column column from 1, or 0
 */
public record Location(String file, int line, int column) {
    /**
     * A file as a whole.
     *
     * @param file its name
     * @return the location
     */
    public static Location ofFile(String file) {
        return new Location(file, 0, 0);
    }

    /**
     * The location as text for messages.
     *
     * @return {@code file:line:column}, or the file name alone
     */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
