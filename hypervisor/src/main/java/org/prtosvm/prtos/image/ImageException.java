// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

/**
 * An image file is refused. The message is one sentence: the file, the field, what was expected and what was found. A host refusal:
 * nothing has been run, the command line ends with code 2.
 */
public final class ImageException extends RuntimeException {
    /** Kinds of refusals. */
    public enum Kind {
        /** The file cannot be read. */
        UNREADABLE_FILE,
        /** The file is larger than anything that could be loaded. */
        TOO_LARGE,
        /** The contents are of no known format, or of a format that does not belong here. */
        WRONG_FORMAT,
        /** A field, table or data lies outside the file. */
        TRUNCATED,
        /** Another first word than that of the format. */
        SIGNATURE,
        /** Another format version. */
        VERSION,
        /** The digest does not match the contents. */
        DIGEST,
        /** A field that contradicts the format or another field. */
        FIELD,
        /** A compressed segment that does not decompress to its length. */
        COMPRESSION,
        /** No image header, or one that is not valid. */
        IMAGE_HEADER,
        /** A partition that the configuration does not have, or that is given twice. */
        PARTITION,
        /** An image or custom file that is not inside the memory of its partition. */
        OUTSIDE_AREAS,
        /** Too many custom files, or one that is too long. */
        CUSTOM_FILE,
        /** The container does not fit its place in memory. */
        CONTAINER_PLACE
    }

    private final Kind kind;
    private final String file;
    private final String field;

    /**
     * Makes a refusal.
     *
     * @param kind what is wrong
     * @param file name of the file
     * @param field field or part of the file
     * @param text what was expected and found
     */
    public ImageException(Kind kind, String file, String field, String text) {
        super(file + ": " + field + ": " + text);
        this.kind = kind;
        this.file = file;
        this.field = field;
    }

    /**
     * What is wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The file.
     *
     * @return its name as the user gave it
     */
    public String file() {
        return file;
    }

    /**
     * The field or part of the file.
     *
     * @return its name
     */
    public String field() {
        return field;
    }
}
