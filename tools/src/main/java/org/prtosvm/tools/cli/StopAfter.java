package org.prtosvm.tools.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An end of a run by what it prints.
 *
 * @param text what a console line must end in
 * @param count number of such lines after which the run ends, at least 1
 */
public record StopAfter(String text, long count) {
    /**
     * Reads the text form {@code TEXT=N}. TEXT may contain equals signs, the last one counts.
     *
     * @param value option value
     * @return parsed form
     * @throws IllegalArgumentException if the value has another form; the message says what was expected
     */
    public static StopAfter parse(String value) {
        int equals = value.lastIndexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(
                    "expected TEXT=N, such as 'Verification Passed=2', found '%s'".formatted(value));
        }
        long count = Numbers.parseDecimal(value.substring(equals + 1));
        if (count < 1) {
            throw new IllegalArgumentException(
                    "expected TEXT=N with a decimal number N of at least 1, found '%s'".formatted(value));
        }
        return new StopAfter(value.substring(0, equals), count);
    }

    /** Converts the option value for picocli. */
    static final class Converter implements ITypeConverter<StopAfter> {
        @Override
        public StopAfter convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
