package org.prtosvm.tools.cli;

/** Numbers in option values. */
final class Numbers {
    private Numbers() {}

    /**
     * Reads an unsigned decimal number.
     *
     * @param text digits only
     * @return value, or -1 if the text is anything else
     */
    static long parseDecimal(String text) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(text);
    }
}
