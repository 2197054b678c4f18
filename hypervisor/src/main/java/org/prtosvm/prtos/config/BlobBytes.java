// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/** The bytes of a configuration blob with checked access; every refusal names the field. */
final class BlobBytes {
    private final String file;
    private final byte[] bytes;
    private final int length;
    private final KernelOptions options;

    /**
     * Makes a view.
     *
     * @param file name for messages
     * @param bytes the blob
     * @param length bytes of it that may be looked at
     * @param options the options of its kernel
     */
    BlobBytes(String file, byte[] bytes, int length, KernelOptions options) {
        this.file = file;
        this.bytes = bytes;
        this.length = length;
        this.options = options;
    }

    KernelOptions options() {
        return options;
    }

    int length() {
        return length;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    ConfigurationException refuse(String field, String text, Object... arguments) {
        return new ConfigurationException(
                Kind.BLOB_DAMAGED, Location.ofFile(file), field + ": " + text.formatted(arguments));
    }

    /** The word at an offset inside the blob. */
    int word(String field, int offset) {
        if (offset < 0 || offset > length - 4) {
            throw refuse(field, "at offset 0x%x, the blob has 0x%x bytes", offset, length);
        }
        return LittleEndian.get32(bytes, offset);
    }

    /** A word that has only one permitted value. */
    void expect(String field, int offset, int expected) {
        int found = word(field, offset);
        if (found != expected) {
            throw refuse(field, "expected 0x%08x, found 0x%08x", expected, found);
        }
    }

    /** A word that is an unsigned number up to a limit. */
    int number(String field, int offset, int limit) {
        int found = word(field, offset);
        if (Integer.compareUnsigned(found, limit) > 0) {
            throw refuse(field, "expected at most %d, found %s", limit, Integer.toUnsignedString(found));
        }
        return found;
    }

    /** A table of which offset and count are in two words of the header that follow each other. */
    Table table(String name, int field, int entryLength) {
        int at = options.geometry().at(field);
        return table(name, word(name + " offset", at), word("number of " + name, at + 4), entryLength);
    }

    /** A table at an offset. */
    Table table(String name, int offset, int count, int entryLength) {
        long entries = Integer.toUnsignedLong(count);
        long start = Integer.toUnsignedLong(offset);
        if (entries != 0 && start + entries * entryLength > length) {
            throw refuse(
                    name,
                    "%d entries of %d bytes at offset 0x%x, the blob has 0x%x bytes",
                    entries,
                    entryLength,
                    start,
                    length);
        }
        return new Table(name, offset, count, entryLength);
    }

    /** A copy of some bytes that are known to be inside the blob. */
    byte[] copy(int offset, int count) {
        byte[] copy = new byte[count];
        System.arraycopy(bytes, offset, copy, 0, count);
        return copy;
    }

    int unsignedByte(int offset) {
        return bytes[offset] & 0xFF;
    }

    /** The string at an offset of the string table. */
    String string(String field, Table strings, int offset) {
        if (Integer.compareUnsigned(offset, strings.count()) >= 0) {
            throw refuse(field, "string offset 0x%x, the string table has 0x%x bytes", offset, strings.count());
        }
        int start = strings.offset() + offset;
        int end = start;
        while (end < strings.offset() + strings.count() && bytes[end] != 0) {
            end++;
        }
        if (end == strings.offset() + strings.count()) {
            throw refuse(field, "the string at 0x%x does not end inside the string table", offset);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refuse(field, "the string at 0x%x is not utf-8", offset);
        }
    }

    /**
     * A table inside the blob.
     *
     * @param name its name in messages
     * @param offset of its first entry
     * @param count number of entries
     * @param entryLength bytes of an entry
     */
    record Table(String name, int offset, int count, int entryLength) {
        /** The offset of an entry. */
        int entry(int index) {
            return offset + index * entryLength;
        }
    }

    /** A run of entries of a table: first index and count, both read from fields. */
    record Run(int first, int count) {}

    /** Reads a run and checks that it lies inside its table. */
    Run run(String field, Table table, int firstOffset, int countOffset) {
        int first = word(field + ": first of " + table.name(), firstOffset);
        int count = word(field + ": number of " + table.name(), countOffset);
        long end = Integer.toUnsignedLong(first) + Integer.toUnsignedLong(count);
        if (count != 0 && end > table.count()) {
            throw refuse(
                    field,
                    "%s of %s from %s, the table has %d",
                    Integer.toUnsignedString(count),
                    table.name(),
                    Integer.toUnsignedString(first),
                    table.count());
        }
        return new Run(first, count);
    }
}
