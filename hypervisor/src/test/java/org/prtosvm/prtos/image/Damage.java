// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.config.ConfigurationException;

/** Damages files in every field and checks that a reader refuses them with its own exceptions only. */
final class Damage {
    private static final int[] ODD_VALUES = {0, 1, 3, 4, 0x1000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0, 0xFFFF_FFFF};

    private Damage() {}

    /** What a reader says about contents that it has to refuse. */
    static ImageException.Kind refusal(Consumer<byte[]> reader, byte[] contents) {
        return assertThrows(ImageException.class, () -> reader.accept(contents)).kind();
    }

    /** Cuts a file at every length; each has to be refused. */
    static void truncate(byte[] contents, Consumer<byte[]> reader) {
        for (int length = 0; length < contents.length; length += length < 512 ? 1 : 61) {
            assertNotNull(refusal(reader, Arrays.copyOf(contents, length)));
        }
    }

    /** Writes odd values into every word up to a limit; the file is made whole again around them. */
    static void exchangeWords(byte[] contents, int limit, UnaryOperator<byte[]> repair, Consumer<byte[]> reader) {
        for (int offset = 0; offset + 4 <= limit; offset += 4) {
            for (int value : ODD_VALUES) {
                byte[] odd = contents.clone();
                LittleEndian.put32(odd, offset, value);
                try {
                    reader.accept(repair.apply(odd));
                } catch (ImageException | ConfigurationException e) {
                    assertNotNull(e.getMessage());
                }
            }
        }
    }
}
