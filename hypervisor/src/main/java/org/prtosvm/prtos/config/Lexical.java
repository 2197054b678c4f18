// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns the texts of attributes into values. Source: ABI 11-configuration, 2. */
final class Lexical {
    /** Largest value of a 32-bit field; sizes, times and frequencies stay below it. */
    static final long MAX_UNSIGNED = 0xFFFF_FFFFL;

    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\n\\r]+");
    private static final Pattern INTEGER = Pattern.compile("[ \\t\\n\\r]*(\\+?[0-9]+|-0+)[ \\t\\n\\r]*");
    private static final Pattern HEX = Pattern.compile("0x([0-9a-fA-F]+)");
    private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)\\.([0-9]+)");
    private static final String DECIMAL = "([0-9]+(?:\\.[0-9]+)?)";
    private static final Pattern SIZE = Pattern.compile(DECIMAL + "([MK]?)B");
    private static final Pattern TIME = Pattern.compile(DECIMAL + "([mu]?)[sS]");
    private static final Pattern FREQUENCY = Pattern.compile(DECIMAL + "([MK])[Hh]z");
    private static final Pattern LEADING_DIGITS = Pattern.compile("\\s*([0-9]{1,9}).*", Pattern.DOTALL);

    private Lexical() {}

    static boolean isInteger(String text) {
        return INTEGER.matcher(text).matches();
    }

    /** The value of an integer; may be larger than any field. */
    static BigInteger integer(String text) {
        return new BigInteger(match(INTEGER, text).group(1));
    }

    static boolean isHex(String text) {
        return HEX.matcher(text).matches();
    }

    /** The value of a hexadecimal number; may be larger than any field. */
    static BigInteger hex(String text) {
        return new BigInteger(match(HEX, text).group(1), 16);
    }

    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** A version word; each part is reduced modulo 256. */
    static int version(String text) {
        Matcher matcher = match(VERSION, text);
        return versionPart(matcher, 1) << 16 | versionPart(matcher, 2) << 8 | versionPart(matcher, 3);
    }

    private static int versionPart(Matcher matcher, int group) {
        return new BigInteger(matcher.group(group)).intValue() & 0xFF;
    }

    static boolean isSize(String text) {
        return SIZE.matcher(text).matches();
    }

    /** A size in bytes; may be larger than any field. */
    static double size(String text) {
        Matcher matcher = match(SIZE, text);
        return Double.parseDouble(matcher.group(1))
                * switch (matcher.group(2)) {
                    case "K" -> 1024;
                    case "M" -> 1_048_576;
                    default -> 1;
                };
    }

    static boolean isTime(String text) {
        return TIME.matcher(text).matches();
    }

    /** A time in microseconds; may be larger than any field. */
    static double time(String text) {
        Matcher matcher = match(TIME, text);
        return Double.parseDouble(matcher.group(1))
                * switch (matcher.group(2)) {
                    case "u" -> 1;
                    case "m" -> 1000;
                    default -> 1_000_000;
                };
    }

    static boolean isFrequency(String text) {
        return FREQUENCY.matcher(text).matches();
    }

    /** A frequency in kHz; may be larger than any field. */
    static double frequency(String text) {
        Matcher matcher = match(FREQUENCY, text);
        return Double.parseDouble(matcher.group(1)) * (matcher.group(2).equals("M") ? 1000 : 1);
    }

    /** The decimal number at the start of a text, 0 if there is none. */
    static int leadingInteger(String text) {
        Matcher matcher = LEADING_DIGITS.matcher(text);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The items of a list, separated by any white space. */
    static List<String> list(String text) {
        return Stream.of(WHITE_SPACE.split(text))
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("the schema lets \"" + text + "\" pass");
        }
        return matcher;
    }
}
