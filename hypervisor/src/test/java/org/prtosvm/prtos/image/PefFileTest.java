// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PefDescriptor;
import org.prtosvm.prtos.config.ConformanceFiles;
import org.prtosvm.prtos.image.ImageException.Kind;

final class PefFileTest {
    private static final byte[] CODE = "some code, some code, some code".getBytes(StandardCharsets.US_ASCII);

    private static byte[] partition(boolean compress) {
        byte[] elf = TestElf.partition(TestElf.BASE, CODE, TestElf.BASE + 0x2000, 0, TestElf.BASE + 0x3000, 16);
        return PefWriter.ofExecutable(ElfImage.parse("p.elf", elf), compress)
                .payload(new byte[] {1, 2, 3})
                .write();
    }

    private static void readAll(byte[] contents) {
        PefFile pef = PefFile.parse("p.pef", contents);
        pef.segments().forEach(pef::data);
        if (pef.type() == PefType.PARTITION) {
            assertTrue(new PartitionImage(pef).header().customFiles().size() <= 3);
        }
    }

    private static byte[] repair(byte[] contents) {
        FileDigest.store(contents, PefDescriptor.DIGEST_OFFSET);
        return contents;
    }

    private static Kind refusal(int offset, int value) {
        byte[] contents = partition(true);
        LittleEndian.put32(contents, offset, value);
        return Damage.refusal(PefFileTest::readAll, repair(contents));
    }

    @TestFactory
    Collection<DynamicTest> shouldReproduceTheConformanceFiles() {
        return ConformanceFiles.eachCase(PefFileTest::checkReproduced);
    }

    private static void checkReproduced(Path folder) {
        for (int id = 0; id < 4; id++) {
            Path file = folder.resolve("p" + id + ".elf");
            if (Files.exists(file)) {
                byte[] expected = ConformanceFiles.read(folder.resolve("p" + id + ".pef"));
                boolean compressed = PefFile.parse("p.pef", expected).isCompressed();
                ElfImage elf = ElfImage.parse(file.toString(), ConformanceFiles.read(file));
                assertArrayEquals(
                        expected, PefWriter.ofExecutable(elf, compressed).write(), file.toString());
                readAll(expected);
            }
        }
        checkCustomFile(folder, "system.prtos_conf", "system.pef.prtos_conf");
        checkCustomFile(folder, "custom0.txt", "custom0.pef");
        checkCustomFile(folder, "custom1.txt", "custom1.pef");
    }

    private static void checkCustomFile(Path folder, String plain, String wrapped) {
        if (Files.exists(folder.resolve(wrapped))) {
            byte[] contents = ConformanceFiles.read(folder.resolve(plain));
            byte[] expected = ConformanceFiles.read(folder.resolve(wrapped));
            PefFile pef = PefFile.parse(wrapped, expected);
            assertArrayEquals(contents, pef.data(pef.segments().getFirst()));
            assertArrayEquals(
                    expected,
                    PefWriter.ofCustomFile(contents, pef.isCompressed()).write());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadWhatItWrites(boolean compress) {
        PefFile pef = PefFile.parse("p.pef", partition(compress));
        assertEquals(PefType.PARTITION, pef.type());
        assertEquals(compress, pef.isCompressed());
        assertEquals(TestElf.BASE, pef.headerAddress());
        assertEquals(TestElf.BASE + 52, pef.entryPoint());
        assertEquals(TestElf.BASE + 0x10000, pef.pageTable());
        assertEquals(0x10000, pef.pageTableSize());
        assertEquals(52 + CODE.length, pef.imageLength());
        assertEquals(3, pef.payload()[2]);
        assertEquals(
                List.of(new CustomFileSlot(TestElf.BASE + 0x2000, 0), new CustomFileSlot(TestElf.BASE + 0x3000, 16)),
                pef.customFiles());
        PartitionImage image = new PartitionImage(pef);
        assertEquals(pef.customFiles(), image.header().customFiles());
        byte[] data = image.data(image.segments().getFirst());
        assertArrayEquals(CODE, Arrays.copyOfRange(data, 52, data.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 9, 4095})
    void shouldWrapSmallCustomFiles(int length) {
        byte[] contents = new byte[length];
        for (boolean compress : new boolean[] {false, true}) {
            PefFile pef = PefFile.parse(
                    "c.pef", PefWriter.ofCustomFile(contents, compress).write());
            assertEquals(PefType.CUSTOM_FILE, pef.type());
            assertArrayEquals(contents, pef.data(pef.segments().getFirst()));
        }
    }

    @Test
    void shouldNotWrapEmptyFiles() {
        assertThrows(IllegalArgumentException.class, () -> PefWriter.ofCustomFile(new byte[0], false));
        byte[] header = new byte[44];
        LittleEndian.put32(header, 0, 0x24584D68);
        byte[] elf = new TestElf()
                .segment(0x1000, header)
                .section(".prtos_hdr", 0x1000, 0, 44)
                .build();
        LittleEndian.put32(elf, TestElf.EHDR + 16, 0);
        ElfImage image = ElfImage.parse("h.elf", elf);
        assertEquals(
                Kind.FIELD,
                assertThrows(ImageException.class, () -> PefWriter.ofExecutable(image, false))
                        .kind());
    }

    @Test
    void shouldRefuseDamagedFields() {
        byte[] contents = partition(true);
        contents[contents.length - 1] ^= 1;
        assertEquals(Kind.DIGEST, Damage.refusal(PefFileTest::readAll, contents));
        assertEquals(Kind.SIGNATURE, refusal(PefDescriptor.SIGNATURE_OFFSET, 0));
        assertEquals(Kind.VERSION, refusal(PefDescriptor.VERSION_OFFSET, 0x20000));
        assertEquals(Kind.FIELD, refusal(PefDescriptor.FLAGS_OFFSET, 0xC1));
        assertEquals(Kind.FIELD, refusal(PefDescriptor.FLAGS_OFFSET, 0x145));
        assertEquals(Kind.FIELD, refusal(PefDescriptor.FLAGS_OFFSET, 0x41));
        assertEquals(Kind.FIELD, refusal(PefDescriptor.FILE_SIZE_OFFSET, 4));
        assertEquals(Kind.FIELD, refusal(PefDescriptor.SEGMENT_COUNT_OFFSET, 0));
        assertEquals(Kind.TRUNCATED, refusal(PefDescriptor.SEGMENT_COUNT_OFFSET, 0x10000));
        assertEquals(Kind.TRUNCATED, refusal(PefDescriptor.SEGMENT_TABLE_OFFSET, 0xFFFFFFF0));
        assertEquals(Kind.FIELD, refusal(PefDescriptor.CUSTOM_FILE_COUNT_OFFSET, 4));
        assertEquals(Kind.FIELD, refusal(PefDescriptor.IMAGE_LENGTH_OFFSET, 1));
        assertEquals(Kind.TRUNCATED, refusal(PefDescriptor.DEFLATED_IMAGE_LENGTH_OFFSET, 4));
        assertEquals(Kind.IMAGE_HEADER, refusal(PefDescriptor.IMAGE_HEADER_OFFSET, TestElf.BASE - 1));
        int segment = PefDescriptor.FIRST_SEGMENT_TABLE_OFFSET;
        assertEquals(Kind.TRUNCATED, refusal(segment + PefDescriptor.SEGMENT_DATA_OFFSET, 1));
        assertEquals(Kind.FIELD, refusal(segment, 0xFFFFFFF0));
    }

    @Test
    void shouldRefuseDamagedStreams() {
        byte[] contents = partition(true);
        int image = LittleEndian.get32(contents, PefDescriptor.IMAGE_OFFSET);
        assertEquals(Kind.COMPRESSION, refusal(image, 0));
        assertEquals(Kind.COMPRESSION, refusal(image + 4, 1));
        assertEquals(Kind.COMPRESSION, refusal(image + 8, 1));
        assertEquals(Kind.COMPRESSION, refusal(image + 12, 0));
    }

    @Test
    void shouldNameFileFieldExpectedAndFound() {
        byte[] contents = partition(false);
        LittleEndian.put32(contents, PefDescriptor.CUSTOM_FILE_COUNT_OFFSET, 9);
        ImageException refusal = assertThrows(ImageException.class, () -> PefFile.parse("p.pef", repair(contents)));
        assertEquals("p.pef: number of custom files: expected at most 3, found 9", refusal.getMessage());
        assertEquals("p.pef", refusal.file());
        assertEquals("number of custom files", refusal.field());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseAnyDamageWithItsOwnExceptionOnly(boolean compress) {
        byte[] contents = partition(compress);
        assertFalse(PefFile.isPef(new byte[3]));
        Damage.truncate(contents, PefFileTest::readAll);
        Damage.exchangeWords(contents, contents.length, PefFileTest::repair, PefFileTest::readAll);
    }
}
