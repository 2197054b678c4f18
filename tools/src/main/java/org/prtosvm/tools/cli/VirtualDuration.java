package org.prtosvm.tools.cli;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of virtual time as users write it: {@code 5s}, {@code 1.5s}, {@code 200ms}, {@code 50us}.
 *
 * @param microseconds the length, at least 1
 */
public record VirtualDuration(long microseconds) {
    /** Longest duration in microseconds: some thirty years, so that no sum of times overflows. */
    private static final long LONGEST_US = 1_000_000_000_000_000L;

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(s|ms|us)");

    /**
     * Reads the text form.
     *
     * @param text number and unit without a space between them
     * @return duration
     * @throws IllegalArgumentException if the text has another form or is 0 or too long; the message says what was
     *     expected
     */
    public static VirtualDuration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "expected a number with the unit s, ms or us, such as 5s or 200ms, found '%s'".formatted(text));
        }
        BigDecimal unit = BigDecimal.valueOf(
                switch (form.group(2)) {
                    case "s" -> 1_000_000L;
                    case "ms" -> 1_000L;
                    default -> 1L;
                });
        BigDecimal value = new BigDecimal(form.group(1)).multiply(unit);
        if (value.compareTo(BigDecimal.valueOf(LONGEST_US)) > 0) {
            throw new IllegalArgumentException("expected at most %dus, found '%s'".formatted(LONGEST_US, text));
        }
        if (value.longValue() == 0) {
            throw new IllegalArgumentException("expected at least 1us, found '%s'".formatted(text));
        }
        return new VirtualDuration(value.longValue());
    }

    /** Converts the option value for picocli. */
    static final class Converter implements ITypeConverter<VirtualDuration> {
        @Override
        public VirtualDuration convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
