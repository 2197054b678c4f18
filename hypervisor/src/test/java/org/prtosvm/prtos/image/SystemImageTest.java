// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prtosvm.prtos.config.TestDescriptions.change;
import static org.prtosvm.prtos.config.TestDescriptions.minimal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.prtos.config.ConfigurationBlobWriter;
import org.prtosvm.prtos.config.ConfigurationException;
import org.prtosvm.prtos.config.ConformanceFiles;
import org.prtosvm.prtos.config.XmlConfigurationCompiler;
import org.prtosvm.prtos.image.ImageException.Kind;

final class SystemImageTest {
    private static final int BASE = TestElf.BASE;
    private static final byte[] CODE = new byte[64];
    private static final String AREA = "<Area start=\"0x4000000\" size=\"512KB\"";

    private static InputFile description(String xml) {
        return new InputFile("sys.xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    private static InputFile text(String name, String contents) {
        return new InputFile(name, contents.getBytes(StandardCharsets.US_ASCII));
    }

    private static PartitionInput input(byte[] image, InputFile... customFiles) {
        return new PartitionInput(new InputFile("dir/p0.elf", image), List.of(customFiles));
    }

    private static SystemImage load(String xml, PartitionInput input) {
        return SystemImage.load(description(xml), Map.of(0, input));
    }

    private static ImageException refusal(String xml, PartitionInput input) {
        return assertThrows(ImageException.class, () -> load(xml, input));
    }

    @TestFactory
    Collection<DynamicTest> shouldLoadTheConformanceCases() {
        return ConformanceFiles.eachCase(SystemImageTest::checkCase);
    }

    private static void checkCase(Path folder) {
        InputFile xml = InputFile.read(folder.resolve("system.xml"));
        SystemImage fromPef = SystemImage.load(xml, inputs(folder, ".pef", ".pef"));
        SystemImage fromElf = SystemImage.load(xml, inputs(folder, ".elf", ".txt"));
        assertEquals(SystemImage.Kind.DESCRIPTION, fromPef.kind());
        assertEquals(contents(fromPef), contents(fromElf));
        Path container = folder.resolve("container.bin");
        if (Files.exists(container)) {
            SystemImage packed = SystemImage.load(InputFile.read(container), Map.of());
            assertEquals(SystemImage.Kind.CONTAINER, packed.kind());
            assertEquals(fromPef.configuration(), packed.configuration());
            assertEquals(contents(fromPef), contents(packed));
        }
    }

    private static Map<Integer, PartitionInput> inputs(Path folder, String image, String custom) {
        Map<Integer, PartitionInput> inputs = new TreeMap<>();
        for (int id = 0; id < 4; id++) {
            Path file = folder.resolve("p" + id + image);
            if (Files.exists(file)) {
                Path customFile = folder.resolve("custom" + id + custom);
                List<InputFile> customFiles =
                        Files.exists(customFile) ? List.of(InputFile.read(customFile)) : List.of();
                inputs.put(id, new PartitionInput(InputFile.read(file), customFiles));
            }
        }
        return inputs;
    }

    /** What would be loaded into memory. */
    private static List<String> contents(SystemImage system) {
        List<String> contents = new ArrayList<>();
        for (LoadedPartition partition : system.partitions()) {
            PartitionImage image = partition.image();
            image.segments()
                    .forEach(segment -> contents.add(segment.loadRange() + " " + Arrays.hashCode(image.data(segment))));
            partition.customFiles().forEach(file -> contents.add(file.slot() + " " + Arrays.hashCode(file.contents())));
        }
        return contents;
    }

    @Test
    void shouldPlaceFilesInTheContainer() {
        byte[] elf = TestElf.partition(BASE, CODE, BASE + 0x1000, 0, BASE + 0x2000, 8, BASE + 0x3000, 0);
        SystemImage system = load(minimal(), input(elf, text("a", "first"), text("dir/b", "second")));
        LoadedPartition partition = system.partition(0).orElseThrow();
        byte[] container = system.container().toByteArray();
        int offset = partition.address() - system.containerAddress();
        PefFile pef = partition.image().pef();
        byte[] placed = Arrays.copyOfRange(container, offset, offset + pef.fileSize());
        assertArrayEquals(
                PefWriter.ofExecutable(ElfImage.parse("p", elf), false).write(), placed);
        assertEquals(0, partition.address() % 4096);
        assertEquals(2, partition.customFiles().size());
        LoadedCustomFile second = partition.customFiles().get(1);
        assertEquals("second", new String(second.contents(), StandardCharsets.US_ASCII));
        assertEquals(new CustomFileSlot(BASE + 0x2000, 8), second.slot());
        assertEquals(partition.address() + 0x2000, second.address());
        assertEquals("b", system.container().files().get(4).name());
    }

    @Test
    void shouldLoadConfigurationBlobsAndBootImages() {
        byte[] blob = ConfigurationBlobWriter.write(XmlConfigurationCompiler.compile(
                "sys.xml", description(minimal()).contents()));
        byte[] elf = TestElf.partition(BASE, CODE);
        SystemImage fromBlob = SystemImage.load(new InputFile("sys.prtos_conf", blob), Map.of(0, input(elf)));
        assertEquals(SystemImage.Kind.CONFIGURATION, fromBlob.kind());
        byte[] container = fromBlob.container().toByteArray();
        assertArrayEquals(load(minimal(), input(elf)).container().toByteArray(), container);
        byte[] boot = new TestElf().segment(0x180000, container).build();
        SystemImage fromBoot = SystemImage.load(new InputFile("resident_sw", boot), Map.of());
        assertEquals(SystemImage.Kind.RESIDENT_SOFTWARE, fromBoot.kind());
        assertEquals(contents(fromBlob), contents(fromBoot));
    }

    @Test
    void shouldAcceptAbsentPartitions() {
        SystemImage system = SystemImage.load(description(minimal()), Map.of());
        assertTrue(system.partition(0).isEmpty());
        assertTrue(system.partition(7).isEmpty());
        assertEquals(List.of(), system.partitions());
    }

    @Test
    void shouldRefuseOtherMainFiles() {
        byte[] elf = TestElf.partition(BASE, CODE);
        byte[] pef = PefWriter.ofExecutable(ElfImage.parse("p", elf), false).write();
        for (byte[] contents :
                List.of(new byte[0], elf, pef, new byte[100], CODE, "hello".getBytes(StandardCharsets.US_ASCII))) {
            ImageException refusal = assertThrows(
                    ImageException.class, () -> SystemImage.load(new InputFile("main", contents), Map.of()));
            assertEquals(Kind.WRONG_FORMAT, refusal.kind());
        }
        assertThrows(ConfigurationException.class, () -> SystemImage.load(text("main", " \n<html></html>"), Map.of()));
    }

    @Test
    void shouldRefuseImagesBesideAContainer() {
        PartitionInput input = input(TestElf.partition(BASE, CODE));
        byte[] container = load(minimal(), input).container().toByteArray();
        ImageException refusal = assertThrows(
                ImageException.class, () -> SystemImage.load(new InputFile("c.bin", container), Map.of(0, input)));
        assertEquals(Kind.PARTITION, refusal.kind());
    }

    @Test
    void shouldRefusePartitionsThatAreNotConfigured() {
        Map<Integer, PartitionInput> images = Map.of(1, input(TestElf.partition(BASE, CODE)));
        ImageException refusal =
                assertThrows(ImageException.class, () -> SystemImage.load(description(minimal()), images));
        assertEquals(Kind.PARTITION, refusal.kind());
    }

    @Test
    void shouldRefuseImagesOutsideTheirAreas() {
        ImageException outside = refusal(minimal(), input(TestElf.partition(0x5000000, CODE)));
        assertEquals(Kind.OUTSIDE_AREAS, outside.kind());
        assertEquals(
                "dir/p0.elf: segment 0: image outside its areas: partition 0 has no mapped memory area around"
                        + " 0x05000000..0x05000073",
                outside.getMessage());
        assertEquals(
                Kind.OUTSIDE_AREAS,
                refusal(minimal(), input(TestElf.partition(0x407FFF0, CODE))).kind());
        String unmapped = change(minimal(), AREA, AREA + " flags=\"unmapped\"");
        assertEquals(
                Kind.OUTSIDE_AREAS,
                refusal(unmapped, input(TestElf.partition(BASE, CODE))).kind());
    }

    @Test
    void shouldTakeLinkAddressesAsLinear() {
        String moved = change(minimal(), AREA, AREA + " mappedAt=\"0x8000000\"");
        assertTrue(load(moved, input(TestElf.partition(0x8000000, CODE)))
                .partition(0)
                .isPresent());
        assertEquals(
                Kind.OUTSIDE_AREAS,
                refusal(moved, input(TestElf.partition(BASE, CODE))).kind());
    }

    @Test
    void shouldRefuseCustomFilesThatDoNotFit() {
        byte[] limited = TestElf.partition(BASE, CODE, BASE + 0x1000, 4);
        assertEquals(
                Kind.CUSTOM_FILE,
                refusal(minimal(), input(limited, text("a", "12345"))).kind());
        assertTrue(load(minimal(), input(limited, text("a", "1234"), text("b", "not wanted")))
                .partition(0)
                .isPresent());
        byte[] outside = TestElf.partition(BASE, CODE, BASE + 0x7FFFF, 0);
        assertEquals(
                Kind.OUTSIDE_AREAS,
                refusal(minimal(), input(outside, text("a", "12"))).kind());
        InputFile one = text("a", "1");
        assertEquals(
                Kind.CUSTOM_FILE,
                refusal(minimal(), input(limited, one, one, one, one)).kind());
        assertEquals(
                Kind.CUSTOM_FILE,
                refusal(minimal(), input(limited, text("a", ""))).kind());
        InputFile partition = new InputFile(
                "x.pef",
                PefWriter.ofExecutable(ElfImage.parse("x", limited), false).write());
        assertEquals(
                Kind.CUSTOM_FILE, refusal(minimal(), input(limited, partition)).kind());
    }

    @Test
    void shouldRefuseOtherImages() {
        assertEquals(Kind.WRONG_FORMAT, refusal(minimal(), input(CODE)).kind());
        byte[] custom = PefWriter.ofCustomFile(new byte[] {1}, false).write();
        ImageException refusal = refusal(change(minimal(), AREA, "<Area start=\"0x0\" size=\"4KB\""), input(custom));
        assertEquals(Kind.WRONG_FORMAT, refusal.kind());
    }

    @Test
    void shouldRefuseContainersThatDoNotFit() {
        byte[] large = new byte[0x1000000];
        ImageException tooLong = refusal(change(minimal(), "512KB", "32MB"), input(TestElf.partition(BASE, large)));
        assertEquals(Kind.CONTAINER_PLACE, tooLong.kind());
        String low = change(minimal(), "0x4000000", "0x181000");
        ImageException overlap = refusal(low, input(TestElf.partition(0x181000, CODE)));
        assertEquals(Kind.CONTAINER_PLACE, overlap.kind());
        assertEquals(
                "sys.xml: container: lies at 0x00180000..0x001830eb, overlaps"
                        + " memory area 0x00181000..0x00200fff of partition 0",
                overlap.getMessage());
    }

    @Test
    void shouldRefuseAreasThatCannotBeMapped() {
        String high = change(minimal(), AREA, AREA + " mappedAt=\"0xfc000000\"");
        assertThrows(ConfigurationException.class, () -> load(high, input(TestElf.partition(0xFC000000, CODE))));
    }

    @Test
    void shouldNameTheFileInsideAContainer() {
        byte[] container = load(minimal(), input(TestElf.partition(BASE, CODE)))
                .container()
                .toByteArray();
        container[0x3000 + 100] ^= 1;
        FileDigest.store(container, 12);
        ImageException refusal =
                assertThrows(ImageException.class, () -> SystemImage.load(new InputFile("c.bin", container), Map.of()));
        assertEquals(Kind.DIGEST, refusal.kind());
        assertEquals("c.bin(p0.elf)", refusal.file());
    }

    @Test
    void shouldReadFiles(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("f");
        assertEquals(
                Kind.UNREADABLE_FILE,
                assertThrows(ImageException.class, () -> InputFile.read(file)).kind());
        Files.write(file, CODE);
        assertArrayEquals(CODE, InputFile.read(file).contents());
        assertEquals("f", InputFile.read(file).baseName());
    }
}
