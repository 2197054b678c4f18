// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.image.ImageException.Kind;

final class ElfImageTest {
    private static byte[] elf() {
        return TestElf.partition(TestElf.BASE, new byte[64]);
    }

    private static void read(byte[] contents) {
        ElfImage image = ElfImage.parse("p.elf", contents);
        assertNotNull(PefWriter.ofExecutable(image, false).write());
    }

    @Test
    void shouldReadAPartition() {
        ElfImage image = ElfImage.parse("p.elf", elf());
        assertEquals(PefType.PARTITION, image.type());
        assertEquals(TestElf.BASE, image.headerAddress());
        assertEquals(TestElf.BASE + 52, image.entryPoint());
        assertEquals(0x10000, image.header().abiVersion());
        assertEquals(1, image.segments().size());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x00, SIGNATURE",
        "4, 0x02, WRONG_FORMAT",
        "5, 0x02, WRONG_FORMAT",
        "16, 0x03, WRONG_FORMAT",
        "18, 0x3e, WRONG_FORMAT",
        "42, 0x38, WRONG_FORMAT",
        "44, 0x00, FIELD",
        "46, 0x40, WRONG_FORMAT",
        "48, 0x00, IMAGE_HEADER",
        "50, 0x09, FIELD",
        "31, 0x7f, TRUNCATED",
        "35, 0x7f, TRUNCATED",
    })
    void shouldRefuseOtherFiles(int offset, String value, Kind kind) {
        byte[] contents = elf();
        contents[offset] = (byte) (int) Integer.decode(value);
        assertEquals(kind, Damage.refusal(ElfImageTest::read, contents));
    }

    @Test
    void shouldRefuseImagesWithoutOneHeader() {
        byte[] data = new byte[200];
        LittleEndian.put32(data, 0, ImageHeaderDescriptor.PARTITION_SIGNATURE);
        TestElf none = new TestElf().segment(0x1000, data).section(".text", 0x1000, 0, 200);
        assertEquals(Kind.IMAGE_HEADER, Damage.refusal(ElfImageTest::read, none.build()));
        TestElf small = new TestElf().segment(0x1000, data).section(".prtos_image_hdr", 0x1000, 0, 48);
        assertEquals(Kind.IMAGE_HEADER, Damage.refusal(ElfImageTest::read, small.build()));
        TestElf both = new TestElf()
                .segment(0x1000, data)
                .section(".prtos_image_hdr", 0x1000, 0, 52)
                .section(".prtos_hdr", 0x1040, 0, 44);
        assertEquals(Kind.IMAGE_HEADER, Damage.refusal(ElfImageTest::read, both.build()));
    }

    @Test
    void shouldRefuseHeadersWithTwoWrongSignatures() {
        byte[] contents = elf();
        int header = TestElf.EHDR + TestElf.PHDR;
        contents[header] ^= 1;
        read(contents);
        contents[header + ImageHeaderDescriptor.PARTITION_END_SIGNATURE_OFFSET] ^= 1;
        assertEquals(Kind.IMAGE_HEADER, Damage.refusal(ElfImageTest::read, contents));
    }

    @Test
    void shouldRefuseTooManyCustomFiles() {
        byte[] contents = elf();
        int count = TestElf.EHDR + TestElf.PHDR + ImageHeaderDescriptor.PARTITION_CUSTOM_FILE_COUNT_OFFSET;
        contents[count] = 4;
        assertEquals(Kind.IMAGE_HEADER, Damage.refusal(ElfImageTest::read, contents));
    }

    @Test
    void shouldRefuseOtherExecutablesByName() {
        byte[] contents = elf();
        contents[18] = 0x28;
        ImageException refusal = assertThrows(ImageException.class, () -> read(contents));
        assertEquals("p.elf: elf machine: expected 0x3 (80386), found 0x28", refusal.getMessage());
    }

    @Test
    void shouldRefuseAnyDamageWithItsOwnExceptionOnly() {
        Damage.truncate(elf(), ElfImageTest::read);
        Damage.exchangeWords(elf(), elf().length, UnaryOperator.identity(), ElfImageTest::read);
    }
}
