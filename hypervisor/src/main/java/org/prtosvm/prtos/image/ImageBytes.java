// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.image.ImageException.Kind;

/** The bytes of an image file with checked access; every refusal names file and field. */
final class ImageBytes {
    private final String file;
    private final byte[] bytes;

    /**
     * Makes a view.
     *
     * @param file name for messages
     * @param bytes the contents
     */
    ImageBytes(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    String file() {
        return file;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    ImageException refuse(Kind kind, String field, String text, Object... arguments) {
        return new ImageException(kind, file, field, text.formatted(arguments));
    }

    /** The word at an offset. */
    int word(String field, long offset) {
        checkRange(field, offset, 4);
        return LittleEndian.get32(bytes, (int) offset);
    }

    /** The half word at an offset. */
    int half(String field, long offset) {
        checkRange(field, offset, 2);
        return bytes[(int) offset] & 0xFF | (bytes[(int) offset + 1] & 0xFF) << 8;
    }

    /** The word at an offset as an unsigned number. */
    long unsigned(String field, long offset) {
        return Integer.toUnsignedLong(word(field, offset));
    }

    /** Refuses a range that does not lie inside the file. */
    void checkRange(String field, long offset, long length) {
        if (offset < 0 || length < 0 || offset + length > bytes.length) {
            throw refuse(
                    Kind.TRUNCATED,
                    field,
                    "expected 0x%x bytes at offset 0x%x, the file has 0x%x bytes",
                    length,
                    offset,
                    bytes.length);
        }
    }

    /** Refuses a table that does not lie inside the file. */
    void checkTable(String field, long offset, long count, int entryLength) {
        checkRange(field, offset, count * entryLength);
    }

    /** A copy of a range that has been checked. */
    byte[] copy(long offset, long length) {
        return Arrays.copyOfRange(bytes, (int) offset, (int) (offset + length));
    }

    /** The string at an offset, which ends with a NUL byte before a limit inside the file. */
    String string(String field, long offset, long limit) {
        long end = offset;
        while (end < limit && bytes[(int) end] != 0) {
            end++;
        }
        if (end >= limit) {
            throw refuse(Kind.FIELD, field, "the string at offset 0x%x does not end before 0x%x", offset, limit);
        }
        return new String(bytes, (int) offset, (int) (end - offset), StandardCharsets.UTF_8);
    }

    /** Refuses another signature or version than expected. */
    void checkSignature(int signature) {
        int found = word("signature", 0);
        if (found != signature) {
            throw refuse(Kind.SIGNATURE, "signature", "expected 0x%08x, found 0x%08x", signature, found);
        }
        int version = word("version", 4);
        if (version != PrtosConstants.VERSION) {
            throw refuse(Kind.VERSION, "version", "expected 0x%08x, found 0x%08x", PrtosConstants.VERSION, version);
        }
    }

    /** Refuses contents that do not match their digest. */
    void checkDigest(int offset) {
        checkRange("digest", offset, FileDigest.LENGTH);
        if (!FileDigest.matches(bytes, bytes.length, offset)) {
            throw refuse(Kind.DIGEST, "digest", "does not match the contents, the file is damaged");
        }
    }

    /** Refuses a file size field that is not the size of the file. */
    void checkFileSize(long offset) {
        long size = unsigned("file size", offset);
        if (size != bytes.length || size % 4 != 0) {
            throw refuse(
                    Kind.FIELD,
                    "file size",
                    "expected 0x%x, the size of the file and a multiple of 4, found 0x%x",
                    bytes.length,
                    size);
        }
    }
}
