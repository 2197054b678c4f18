package org.prtosvm.tools.toolchain;

import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bytes as the tools print them. */
public final class Hex {
    private static final int ROW = 8;

    private Hex() {}

    /**
     * A digest.
     *
     * @param digest bytes
     * @return hexadecimal digits without separators
     */
    public static String digest(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /**
     * A row of eight bytes.
     *
     * @param bytes at least {@code 8 * (row + 1)} bytes
     * @param row number of the row, from 0
     * @return hexadecimal bytes, separated by spaces
     */
    public static String row(byte[] bytes, int row) {
        return IntStream.range(row * ROW, (row + 1) * ROW)
                .mapToObj(index -> "%02x".formatted(bytes[index] & 0xFF))
                .collect(Collectors.joining(" "));
    }
}
