// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prtosvm.prtos.config.TestDescriptions.change;
import static org.prtosvm.prtos.config.TestDescriptions.compile;
import static org.prtosvm.prtos.config.TestDescriptions.everyFeature;
import static org.prtosvm.prtos.config.TestDescriptions.minimal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

final class ConfigurationBlobTest {
    private static final int[] ODD_VALUES = {0, 1, 2, 5, 0x1000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0, 0xFFFF_FFFF};

    private static SystemConfiguration read(byte[] blob) {
        return ConfigurationBlobReader.read("blob", blob);
    }

    private static Kind refusal(byte[] blob) {
        return assertThrows(ConfigurationException.class, () -> read(blob))
                .problems()
                .getFirst()
                .kind();
    }

    @TestFactory
    Collection<DynamicTest> shouldReproduceTheConformanceBlobs() {
        return ConformanceFiles.eachCase(ConfigurationBlobTest::checkReproduced);
    }

    private static void checkReproduced(Path folder) {
        byte[] expected = ConformanceFiles.read(folder.resolve("system.prtos_conf"));
        SystemConfiguration compiled = XmlConfigurationCompiler.compile(folder.resolve("system.xml"));
        assertArrayEquals(expected, ConfigurationBlobWriter.write(compiled));
        SystemConfiguration readBack = ConfigurationBlobReader.read(folder.resolve("system.prtos_conf"));
        assertEquals(compiled, readBack);
        assertArrayEquals(expected, ConfigurationBlobWriter.write(readBack));
    }

    @Test
    void shouldHaveTheSizesOfTheDocumentedExamples() {
        byte[] small = ConfigurationBlobWriter.write(compile(minimal()));
        assertEquals(0x41C, small.length);
        assertEquals(0xE7000, LittleEndian.get32(small, ConfigurationBlobDescriptor.SIZE_OFFSET));
        byte[] large = ConfigurationBlobWriter.write(compile(everyFeature()));
        assertEquals(0x1DD000, LittleEndian.get32(large, ConfigurationBlobDescriptor.SIZE_OFFSET));
    }

    @Test
    void shouldWriteStringsInTheDocumentedOrder() {
        byte[] blob = ConfigurationBlobWriter.write(compile(everyFeature()));
        int offset = LittleEndian.get32(blob, ConfigurationBlobDescriptor.STRING_TABLE_OFFSET);
        int length = LittleEndian.get32(blob, ConfigurationBlobDescriptor.STRING_TABLE_OFFSET + 4);
        assertEquals(89, length);
        assertEquals(
                "bench nominal maintenance ctrl prog shm attOut cmdIn nav attIn cmdOut maint attMon spare ",
                new String(blob, offset, length, StandardCharsets.UTF_8).replace('\0', ' '));
    }

    @Test
    void shouldWriteTheDocumentedTables() {
        byte[] blob = ConfigurationBlobWriter.write(compile(everyFeature()));
        assertTable(
                blob,
                ConfigurationBlobDescriptor.PLAN_TABLE_OFFSET,
                List.of(
                        List.of(6, 0, 100000, 3, 0),
                        List.of(14, 1, 50000, 1, 3),
                        List.of(0, 0, 100000, 1, 4),
                        List.of(0, 1, 100000, 0, 5)));
        assertTable(
                blob,
                ConfigurationBlobDescriptor.PORT_TABLE_OFFSET,
                List.of(
                        List.of(40, 0, 2, 0),
                        List.of(47, 1, 1, 1),
                        List.of(57, 0, 1, 0),
                        List.of(63, 1, 2, 1),
                        List.of(76, 0, 1, 0),
                        List.of(83, -1, 1, 1)));
        assertTable(
                blob,
                ConfigurationBlobDescriptor.CHANNEL_TABLE_OFFSET,
                List.of(List.of(0, 512, 250000, 2), List.of(1, 128, 3, 0)));
        assertTable(blob, ConfigurationBlobDescriptor.MEMORY_BLOCK_TABLE_OFFSET, List.of(List.of(0), List.of(1)));
        assertEquals(List.of(0, 1, 0, -1, 0, -1), words(blob, ConfigurationBlobDescriptor.VCPU_TABLE_OFFSET, 6));
        assertEquals(
                List.of(36, 0x4800000, 0x4800000, 0x10000, 0x205, 1),
                words(blob, ConfigurationBlobDescriptor.AREA_TABLE_OFFSET, 5 * 6)
                        .subList(24, 30));
        int ipvis = LittleEndian.get32(blob, ConfigurationBlobDescriptor.IPVI_TABLE_OFFSET);
        assertArrayEquals(new byte[] {0, 2, 1}, Arrays.copyOfRange(blob, ipvis, ipvis + 3));
    }

    private static void assertTable(byte[] blob, int field, List<List<Integer>> rows) {
        assertEquals(rows.size(), LittleEndian.get32(blob, field + 4));
        List<Integer> expected = rows.stream().flatMap(List::stream).toList();
        assertEquals(expected, words(blob, field, expected.size()));
    }

    private static List<Integer> words(byte[] blob, int field, int count) {
        int table = LittleEndian.get32(blob, field);
        return IntStream.range(0, count)
                .mapToObj(index -> LittleEndian.get32(blob, table + 4 * index))
                .toList();
    }

    @Test
    void shouldReadWhatItWrites() {
        SystemConfiguration system = compile(everyFeature());
        byte[] blob = ConfigurationBlobWriter.write(system);
        assertEquals(system, read(blob));
        assertArrayEquals(blob, ConfigurationBlobWriter.write(read(blob)));
    }

    @Test
    void shouldReadTablesInOtherPlaces() {
        byte[] blob = ConfigurationBlobWriter.write(compile(everyFeature()));
        byte[] moved = Arrays.copyOf(blob, blob.length + 4096);
        int table = LittleEndian.get32(blob, ConfigurationBlobDescriptor.AREA_TABLE_OFFSET);
        int length = ConfigurationBlobDescriptor.AREA_LENGTH
                * LittleEndian.get32(blob, ConfigurationBlobDescriptor.AREA_TABLE_OFFSET + 4);
        System.arraycopy(blob, table, moved, blob.length, length);
        Arrays.fill(moved, table, table + length, (byte) 0xEE);
        LittleEndian.put32(moved, ConfigurationBlobDescriptor.AREA_TABLE_OFFSET, blob.length);
        LittleEndian.put32(moved, ConfigurationBlobDescriptor.DATA_SIZE_OFFSET, moved.length);
        FileDigest.store(moved, ConfigurationBlobDescriptor.DIGEST_OFFSET);
        assertEquals(compile(everyFeature()), read(moved));
    }

    @Test
    void shouldRefuseDamagedHeaders() {
        byte[] blob = ConfigurationBlobWriter.write(compile(everyFeature()));
        byte[] digest = blob.clone();
        digest[600] ^= 1;
        assertEquals(Kind.BLOB_DAMAGED, refusal(digest));
        byte[] signature = blob.clone();
        signature[0] ^= 1;
        assertEquals(Kind.BLOB_DAMAGED, refusal(signature));
        assertEquals(Kind.BLOB_DAMAGED, refusal(new byte[0]));
        for (int length = 0; length < blob.length; length += 4) {
            assertEquals(Kind.BLOB_DAMAGED, refusal(Arrays.copyOf(blob, length)));
        }
    }

    @Test
    void shouldNameFieldExpectedAndFound() {
        byte[] blob = ConfigurationBlobWriter.write(compile(everyFeature()));
        LittleEndian.put32(blob, ConfigurationBlobDescriptor.AREA_TABLE_OFFSET + 4, 0x10000);
        FileDigest.store(blob, ConfigurationBlobDescriptor.DIGEST_OFFSET);
        String message = assertThrows(ConfigurationException.class, () -> read(blob))
                .problems()
                .getFirst()
                .message();
        assertTrue(message.startsWith("blob: memory areas: 65536 entries of 24 bytes at offset 0x"), message);
    }

    @Test
    void shouldRefuseOddWordsWithItsOwnExceptionOnly() {
        byte[] blob = ConfigurationBlobWriter.write(compile(everyFeature()));
        int bitmap = LittleEndian.get32(blob, ConfigurationBlobDescriptor.IO_BITMAP_TABLE_OFFSET);
        for (int offset = ConfigurationBlobDescriptor.DATA_SIZE_OFFSET; offset < blob.length; offset += 4) {
            if (offset >= bitmap && offset < bitmap + ConfigurationBlobDescriptor.IO_BITMAP_LENGTH - 4) {
                continue;
            }
            for (int value : ODD_VALUES) {
                byte[] odd = blob.clone();
                LittleEndian.put32(odd, offset, value);
                FileDigest.store(odd, ConfigurationBlobDescriptor.DIGEST_OFFSET);
                try {
                    read(odd);
                } catch (ConfigurationException e) {
                    assertFalse(e.problems().isEmpty());
                }
            }
        }
    }

    @Test
    void shouldRefuseAreasOfTwoPartitionsThatOverlap() {
        byte[] blob = ConfigurationBlobWriter.write(compile(everyFeature()));
        int table = LittleEndian.get32(blob, ConfigurationBlobDescriptor.AREA_TABLE_OFFSET);
        int last = table + 9 * ConfigurationBlobDescriptor.AREA_LENGTH;
        LittleEndian.put32(blob, last + ConfigurationBlobDescriptor.AREA_START_OFFSET, 0x5000000);
        FileDigest.store(blob, ConfigurationBlobDescriptor.DIGEST_OFFSET);
        assertEquals(Kind.AREA_OVERLAP, refusal(blob));
    }

    @Test
    void shouldRefuseBlobsThatWouldBeTooLarge() {
        String messages = change(everyFeature(), "maxNoMessages=\"3\"", "maxNoMessages=\"2147483647\"");
        assertEquals(Kind.BLOB_TOO_LARGE, writeRefusal(messages));
        String length = change(everyFeature(), "maxMessageLength=\"128B\"", "maxMessageLength=\"2000MB\"");
        assertEquals(Kind.BLOB_TOO_LARGE, writeRefusal(length));
    }

    private static Kind writeRefusal(String xml) {
        SystemConfiguration system = compile(xml);
        return assertThrows(ConfigurationException.class, () -> ConfigurationBlobWriter.write(system))
                .problems()
                .getFirst()
                .kind();
    }
}
