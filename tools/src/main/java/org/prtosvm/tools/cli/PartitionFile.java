package org.prtosvm.tools.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A file given for a partition.
 *
 * @param partition id of the partition, at least 0
 * @param file the file
 */
public record PartitionFile(int partition, Path file) {
    /**
     * Reads the text form {@code ID=FILE}.
     *
     * @param value option value
     * @return parsed form
     * @throws IllegalArgumentException if the value has another form; the message says what was expected
     */
    public static PartitionFile parse(String value) {
        int equals = value.indexOf('=');
        long id = Numbers.parseDecimal(equals < 0 ? "" : value.substring(0, equals));
        if (id < 0 || id > Integer.MAX_VALUE || equals == value.length() - 1) {
            throw new IllegalArgumentException(
                    "expected ID=FILE with the decimal id of a partition, such as 0=p0.pef, found '%s'"
                            .formatted(value));
        }
        return new PartitionFile((int) id, Path.of(value.substring(equals + 1)));
    }

    /** Converts the option value for picocli. */
    static final class Converter implements ITypeConverter<PartitionFile> {
        @Override
        public PartitionFile convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
