// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LzssTest {
    private static byte[] decode(String hex, int size) {
        byte[] stream = HexFormat.of().parseHex(hex);
        return Lzss.decode(stream, 0, stream.length, size);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "a, 0161",
        "abc, 07616263",
        "aaaaaaaaaa, 0161eef6",
        "abcabcabcabc, 07616263eef6",
    })
    void shouldEncode(String text, String hex) {
        assertEquals(hex, HexFormat.of().formatHex(Lzss.encode(text.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void shouldFindTheSpacesThatTheRingBeginsWith() {
        byte[] spaces = "                    ".getBytes(StandardCharsets.US_ASCII);
        byte[] stream = Lzss.encode(spaces);
        assertTrue(stream.length < 7, HexFormat.of().formatHex(stream));
        assertArrayEquals(spaces, Lzss.decode(stream, 0, stream.length, spaces.length));
    }

    @Test
    void shouldDecodeMatchesThatOverlapWhatTheyProduce() {
        assertEquals("aaaaaaaaaa", new String(decode("0161eef6", 10), StandardCharsets.US_ASCII));
    }

    @Test
    void shouldDropAnItemThatIsCutOff() {
        assertArrayEquals(new byte[] {'a'}, decode("0161ee", 1));
        assertArrayEquals(new byte[] {'a'}, decode("016101", 1));
        assertArrayEquals(new byte[0], decode("00", 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 100, Integer.MAX_VALUE})
    void shouldRefuseOtherLengths(int size) {
        assertThrows(IllegalArgumentException.class, () -> decode("0161", size));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldDecodeWhatItEncodes(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 150; run++) {
            byte[] data = new byte[random.nextInt(10_000)];
            int symbols = 1 + random.nextInt(256);
            int repeat = random.nextInt(40);
            for (int i = 0; i < data.length; i++) {
                boolean copy = i > 100 && random.nextInt(40) < repeat;
                data[i] = copy ? data[i - 1 - random.nextInt(100)] : (byte) random.nextInt(symbols);
            }
            byte[] stream = Lzss.encode(data);
            assertArrayEquals(data, Lzss.decode(stream, 0, stream.length, data.length), "seed " + seed + " run " + run);
        }
    }

    @Test
    void shouldDecodeTheDensestStream() {
        byte[] data = new byte[100_000];
        byte[] stream = Lzss.encode(data);
        assertArrayEquals(data, Lzss.decode(stream, 0, stream.length, data.length));
    }
}
