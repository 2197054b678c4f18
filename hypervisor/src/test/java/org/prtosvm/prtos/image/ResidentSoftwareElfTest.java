// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.image.ImageException.Kind;

final class ResidentSoftwareElfTest {
    private static final int TEXT = 0x100000;

    private static byte[] container() {
        InputFile file = new InputFile("f", new byte[100]);
        return new ContainerWriter(file, List.of(file)).write();
    }

    private static byte[] padded(byte[] contents) {
        return Arrays.copyOf(contents, contents.length + 100);
    }

    private static byte[] extract(byte[] contents) {
        return ResidentSoftwareElf.container("rsw", contents);
    }

    @Test
    void shouldFindTheSection() {
        byte[] elf = new TestElf()
                .segment(TEXT, new byte[64])
                .segment(0x200000, padded(container()))
                .section(".container", 0x200000, 1, container().length + 100)
                .build();
        assertArrayEquals(container(), extract(elf));
        assertTrue(ResidentSoftwareElf.hasContainer("rsw", elf));
    }

    @Test
    void shouldFindTheFixedAddress() {
        byte[] elf = new TestElf()
                .segment(TEXT, new byte[64])
                .segment(0x180000, container())
                .build();
        assertArrayEquals(container(), extract(elf));
        byte[] inside = new byte[0x80000 + container().length];
        System.arraycopy(container(), 0, inside, 0x80000, container().length);
        assertArrayEquals(
                container(), extract(new TestElf().segment(TEXT, inside).build()));
    }

    @Test
    void shouldFollowThePointer() {
        byte[] image = new byte[0x2000 + container().length];
        LittleEndian.put32(image, 0x3C, TEXT + 0x2000);
        System.arraycopy(container(), 0, image, 0x2000, container().length);
        byte[] elf = new TestElf()
                .segment(TEXT, image)
                .section(".text", TEXT, 0, 0x40)
                .build();
        assertArrayEquals(container(), extract(elf));
    }

    @Test
    void shouldRefuseOtherExecutables() {
        byte[] elf = TestElf.partition(TestElf.BASE, new byte[64]);
        assertFalse(ResidentSoftwareElf.hasContainer("p.elf", elf));
        assertEquals(Kind.WRONG_FORMAT, Damage.refusal(ResidentSoftwareElfTest::extract, elf));
    }

    @Test
    void shouldRefusePartOfAContainer() {
        byte[] part = Arrays.copyOf(container(), container().length - 1);
        byte[] elf = new TestElf().segment(0x180000, part).build();
        assertEquals(Kind.TRUNCATED, Damage.refusal(ResidentSoftwareElfTest::extract, elf));
        byte[] header = Arrays.copyOf(container(), 8);
        byte[] shorter = new TestElf().segment(0x180000, header).build();
        assertEquals(Kind.TRUNCATED, Damage.refusal(ResidentSoftwareElfTest::extract, shorter));
    }

    @Test
    void shouldRefuseAnyDamageWithItsOwnExceptionOnly() {
        byte[] elf = new TestElf()
                .segment(TEXT, new byte[64])
                .segment(0x180000, container())
                .section(".text", TEXT, 0, 64)
                .build();
        Damage.exchangeWords(elf, 256, UnaryOperator.identity(), ResidentSoftwareElfTest::extract);
    }
}
