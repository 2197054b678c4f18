package org.prtosvm.tools.plan;

import java.math.BigDecimal;

/** Times and sizes as people write them in a system description. */
public final class Quantities {
    private static final long MS = 1000;
    private static final long S = 1_000_000;
    private static final long KB = 1024;
    private static final long MB = 1024 * KB;

    private Quantities() {}

    /**
     * A time.
     *
     * @param timeUs microseconds
     * @return the time in the largest unit in which it has at most three decimals, exactly
     */
    public static String time(long timeUs) {
        if (timeUs != 0 && timeUs % MS == 0 && timeUs >= S) {
            return decimal(timeUs, 6) + " s";
        }
        return timeUs < MS && timeUs != 0 ? timeUs + " us" : decimal(timeUs, 3) + " ms";
    }

    private static String decimal(long value, int scale) {
        return BigDecimal.valueOf(value, scale).stripTrailingZeros().toPlainString();
    }

    /**
     * A number of things.
     *
     * @param count how many
     * @param noun the word for one, whose plural has an s
     * @return number and word
     */
    public static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /**
     * A size.
     *
     * @param bytes number of bytes
     * @return the size in the largest unit that divides it
     */
    public static String size(long bytes) {
        if (bytes == 0 || bytes % KB != 0) {
            return bytes + " B";
        }
        return bytes % MB == 0 ? bytes / MB + " MB" : bytes / KB + " KB";
    }
}
