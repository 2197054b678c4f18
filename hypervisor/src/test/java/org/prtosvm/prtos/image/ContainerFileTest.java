// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prtosvm.abi.ContainerDescriptor;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.config.ConformanceFiles;
import org.prtosvm.prtos.image.ImageException.Kind;

final class ContainerFileTest {
    private static InputFile file(String name, int length) {
        byte[] contents = new byte[length];
        Arrays.fill(contents, (byte) name.charAt(name.length() - 1));
        return new InputFile(name, contents);
    }

    private static byte[] container() {
        return new ContainerWriter(file("dir/hyp", 100), List.of(file("conf", 5000)))
                .partition(3, file("three", 4096), List.of(file("custom0", 1), file("custom1", 2)))
                .partition(0, file("zero", 7), List.of())
                .write();
    }

    private static void readAll(byte[] contents) {
        ContainerFile container = ContainerFile.parse("c.bin", contents);
        for (int index = 0; index < container.files().size(); index++) {
            assertEquals(container.files().get(index).size(), container.contents(index).length);
        }
    }

    private static byte[] repair(byte[] contents) {
        FileDigest.store(contents, ContainerDescriptor.DIGEST_OFFSET);
        return contents;
    }

    private static Kind refusal(int offset, int value) {
        byte[] contents = container();
        LittleEndian.put32(contents, offset, value);
        return Damage.refusal(ContainerFileTest::readAll, repair(contents));
    }

    @TestFactory
    Collection<DynamicTest> shouldReproduceTheConformanceContainers() {
        return ConformanceFiles.eachCase(ContainerFileTest::checkReproduced);
    }

    private static void checkReproduced(Path folder) {
        if (Files.exists(folder.resolve("container.bin"))) {
            byte[] expected = ConformanceFiles.read(folder.resolve("container.bin"));
            assertArrayEquals(expected, pack(folder));
            readAll(expected);
        }
    }

    private static byte[] pack(Path folder) {
        ContainerWriter writer = new ContainerWriter(
                InputFile.read(ConformanceFiles.placeholder()),
                List.of(InputFile.read(folder.resolve("system.pef.prtos_conf"))));
        for (int id = 0; id < 4; id++) {
            Path image = folder.resolve("p" + id + ".pef");
            Path custom = folder.resolve("custom" + id + ".pef");
            if (Files.exists(image)) {
                List<InputFile> customFiles = Files.exists(custom) ? List.of(InputFile.read(custom)) : List.of();
                writer.partition(id, InputFile.read(image), customFiles);
            }
        }
        return writer.write();
    }

    @Test
    void shouldReadWhatItWrites() {
        byte[] contents = container();
        ContainerFile container = ContainerFile.parse("c.bin", contents);
        assertEquals(
                List.of(
                        new ContainerFile.Entry(-1, 0, List.of(1)),
                        new ContainerFile.Entry(3, 2, List.of(3, 4)),
                        new ContainerFile.Entry(0, 5, List.of())),
                container.entries());
        assertEquals(
                List.of("hyp", "conf", "three", "custom0", "custom1", "zero"),
                container.files().stream().map(ContainerFile.Item::name).toList());
        assertEquals(
                List.of(0x1000, 0x2000, 0x4000, 0x5000, 0x6000, 0x7000),
                container.files().stream().map(ContainerFile.Item::offset).toList());
        assertEquals("o".repeat(7), new String(container.contents(5), StandardCharsets.US_ASCII));
        assertEquals(0x7008, container.size());
        assertArrayEquals(contents, container.toByteArray());
    }

    @Test
    void shouldNotWriteNonsense() {
        ContainerWriter writer = new ContainerWriter(file("hyp", 1), List.of()).partition(1, file("p", 1), List.of());
        InputFile image = file("q", 1);
        assertThrows(IllegalArgumentException.class, () -> writer.partition(1, image, List.of()));
        assertThrows(IllegalArgumentException.class, () -> writer.partition(-1, image, List.of()));
        List<InputFile> four = List.of(image, image, image, image);
        assertThrows(IllegalArgumentException.class, () -> writer.partition(2, image, four));
    }

    @Test
    void shouldRefuseDamagedFields() {
        byte[] contents = container();
        contents[contents.length - 1] ^= 1;
        assertEquals(Kind.DIGEST, Damage.refusal(ContainerFileTest::readAll, contents));
        assertEquals(Kind.SIGNATURE, refusal(ContainerDescriptor.SIGNATURE_OFFSET, 0));
        assertEquals(Kind.VERSION, refusal(ContainerDescriptor.VERSION_OFFSET, 0));
        assertEquals(Kind.FIELD, refusal(ContainerDescriptor.FILE_SIZE_OFFSET, 64));
        assertEquals(Kind.TRUNCATED, refusal(ContainerDescriptor.PARTITION_TABLE_OFFSET, 0x10000));
        assertEquals(Kind.FIELD, refusal(ContainerDescriptor.PARTITION_COUNT_OFFSET, 0));
        assertEquals(Kind.TRUNCATED, refusal(ContainerDescriptor.FILE_COUNT_OFFSET, 0xFFFFFFFF));
        assertEquals(Kind.TRUNCATED, refusal(ContainerDescriptor.STRING_LENGTH_OFFSET, 0x10000));
        int entries = ContainerDescriptor.HEADER_LENGTH;
        assertEquals(Kind.PARTITION, refusal(entries, 5));
        assertEquals(Kind.PARTITION, refusal(entries + ContainerDescriptor.PARTITION_LENGTH, 0));
        assertEquals(Kind.FIELD, refusal(entries + ContainerDescriptor.PARTITION_FILE_OFFSET, 6));
        assertEquals(Kind.CUSTOM_FILE, refusal(entries + ContainerDescriptor.PARTITION_CUSTOM_FILE_COUNT_OFFSET, 4));
        int files = LittleEndian.get32(contents, ContainerDescriptor.FILE_TABLE_OFFSET);
        assertEquals(Kind.FIELD, refusal(files + ContainerDescriptor.FILE_DATA_OFFSET, 4));
        assertEquals(Kind.TRUNCATED, refusal(files + ContainerDescriptor.FILE_DATA_SIZE_OFFSET, 0x10000));
        assertEquals(Kind.FIELD, refusal(files + ContainerDescriptor.FILE_NAME_OFFSET, 0x7FFFFFFF));
    }

    @Test
    void shouldRefuseAnyDamageWithItsOwnExceptionOnly() {
        byte[] contents = container();
        Damage.truncate(contents, ContainerFileTest::readAll);
        Damage.exchangeWords(contents, 0x1000, ContainerFileTest::repair, ContainerFileTest::readAll);
    }
}
