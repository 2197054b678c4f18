// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The images in the resources are executables that the tools accept, and are what the sources beside them build. */
class PrebuiltImagesTest {
    private static final String TOOLCHAIN = "toolchain.properties";
    private static final Path BUILD_SCRIPT = Path.of("src/main/c/build.sh");

    /** Areas of the system descriptions start at a multiple of this and have this size, if nothing larger is named. */
    private static final int AREA_LENGTH = 1 << 20;

    private static final int CHASE_AREA_LENGTH = 24 << 20;

    @ParameterizedTest
    @MethodSource("prebuiltImages")
    void shouldBeAPartitionImage(Path image) throws IOException {
        assertPartitionImage(image);
    }

    @Test
    void shouldBeWhatTheSourcesBuild(@TempDir Path rebuilt) throws IOException, InterruptedException {
        assumeTrue(
                succeeds("echo 'int x;' | ${CC:-gcc} -m32 -x c -c -o /dev/null - && ${LD:-ld} --version"),
                "skipped: no C compiler and linker for 32-bit x86 here");
        Process build = new ProcessBuilder("sh", BUILD_SCRIPT.toString(), rebuilt.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, build.waitFor(), output);

        assertEquals(names(prebuiltFolder()), names(rebuilt));
        boolean sameTools = Files.readString(rebuilt.resolve(TOOLCHAIN))
                .equals(Files.readString(prebuiltFolder().resolve(TOOLCHAIN)));
        for (Path image : images(rebuilt)) {
            assertPartitionImage(image);
            if (sameTools) {
                Path prebuilt = prebuiltFolder().resolve(image.getFileName().toString());
                assertArrayEquals(Files.readAllBytes(prebuilt), Files.readAllBytes(image), () -> "stale: " + prebuilt);
            }
        }
        assertSameKernels(prebuiltFolder().resolve("board"), rebuilt.resolve("board"), sameTools);
    }

    /** Kernels of the bare board, which are no partition images. */
    private static void assertSameKernels(Path prebuilt, Path rebuilt, boolean sameTools) throws IOException {
        List<String> names = fileNames(prebuilt);
        assertEquals(names, fileNames(rebuilt));
        assertTrue(names.contains("rom.bin"));
        for (String name : sameTools ? names : List.<String>of()) {
            byte[] there = Files.readAllBytes(prebuilt.resolve(name));
            assertArrayEquals(there, Files.readAllBytes(rebuilt.resolve(name)), () -> "stale: " + name);
        }
    }

    private static List<String> fileNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static List<Path> prebuiltImages() throws IOException {
        return images(prebuiltFolder());
    }

    private static Path prebuiltFolder() {
        URL anchor = Objects.requireNonNull(PrebuiltImagesTest.class.getResource("images/" + TOOLCHAIN));
        try {
            URI location = anchor.toURI();
            return Objects.requireNonNull(Path.of(location).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> images(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".elf"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return images(folder).stream()
                .map(image -> image.getFileName().toString())
                .toList();
    }

    private static boolean succeeds(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }

    private static void assertPartitionImage(Path file) throws IOException {
        ElfImage elf = new ElfImage(Files.readAllBytes(file));
        String name = file.getFileName().toString();
        int areaLength = "bench-chase.elf".equals(name) ? CHASE_AREA_LENGTH : AREA_LENGTH;
        List<ElfImage.Segment> segments = elf.segments();
        int areaStart = segments.getFirst().address();
        int end = areaStart;

        assertEquals(0, areaStart % AREA_LENGTH, name);
        assertEquals(areaStart, elf.entry(), () -> name + ": the entry is the first byte");
        for (ElfImage.Segment segment : segments) {
            assertTrue(segment.address() >= end, () -> name + ": segments in ascending order");
            end = segment.address() + segment.memoryLength();
        }
        assertTrue(end <= areaStart + areaLength, () -> name + ": fits its area");

        byte[] header = elf.section(ImageHeaderDescriptor.PARTITION_SECTION);
        assertEquals(ImageHeaderDescriptor.PARTITION_LENGTH, header.length, name);
        assertEquals(
                ImageHeaderDescriptor.PARTITION_SIGNATURE,
                LittleEndian.get32(header, ImageHeaderDescriptor.START_SIGNATURE_OFFSET),
                name);
        assertEquals(
                ImageHeaderDescriptor.PARTITION_SIGNATURE,
                LittleEndian.get32(header, ImageHeaderDescriptor.PARTITION_END_SIGNATURE_OFFSET),
                name);
        int pool = LittleEndian.get32(header, ImageHeaderDescriptor.PAGE_TABLE_OFFSET);
        int poolLength = LittleEndian.get32(header, ImageHeaderDescriptor.PAGE_TABLE_SIZE_OFFSET);
        assertEquals(0, pool % 4096, name);
        assertEquals(end, pool + poolLength, () -> name + ": the page tables come last");
        assertFalse(elf.hasSection(".comment"), () -> name + ": names its compiler");
    }
}
