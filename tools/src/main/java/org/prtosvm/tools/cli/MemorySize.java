package org.prtosvm.tools.cli;

import org.prtosvm.tools.board.BoardOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An amount of RAM as users write it: {@code 64M}, {@code 1536K}, {@code 2G}.
 *
 * @param bytes the amount
 */
record MemorySize(long bytes) {
    private static final int UNIT = 4096;

    /** Converts the option value for picocli. */
    static final class Converter implements ITypeConverter<MemorySize> {
        @Override
        public MemorySize convert(String value) {
            int shift = switch (value.isEmpty() ? ' ' : value.charAt(value.length() - 1)) {
                case 'K', 'k' -> 10;
                case 'M', 'm' -> 20;
                case 'G', 'g' -> 30;
                default -> throw refusal(value);
            };
            long number = Numbers.parseDecimal(value.substring(0, value.length() - 1));
            long bytes = number < 0 || number > BoardOptions.MOST_MEMORY >>> shift ? -1 : number << shift;
            if (bytes < BoardOptions.LEAST_MEMORY || bytes % UNIT != 0) {
                throw refusal(value);
            }
            return new MemorySize(bytes);
        }

        private static TypeConversionException refusal(String value) {
            return new TypeConversionException(
                    "expected memory from 1M to 3G in whole pages of 4K, such as 64M, found '%s'".formatted(value));
        }
    }
}
