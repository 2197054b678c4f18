// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kit that partitions are built with: libraries and headers compile, the images of the examples are what they build. */
class SdkTest {
    private static final Path SDK = Path.of("src/main/sdk").toAbsolutePath();
    private static final Path IMAGES = Path.of("src/main/resources/org/prtosvm/abi/examples");
    private static final String TOOLCHAIN = "toolchain.properties";

    @Test
    void shouldHaveTheImagesThatTheExamplesBuild(@TempDir Path rebuilt) throws IOException, InterruptedException {
        assumeCompiler("gcc");
        run(SDK, "sh", "examples/build.sh", rebuilt.toString());
        assertEquals(images(IMAGES), images(rebuilt));
        boolean sameTools =
                Files.readString(rebuilt.resolve(TOOLCHAIN)).equals(Files.readString(IMAGES.resolve(TOOLCHAIN)));
        assumeTrue(sameTools, "skipped: another version of gcc or ld than that of the prebuilt images");
        for (String image : images(rebuilt)) {
            assertArrayEquals(
                    Files.readAllBytes(IMAGES.resolve(image)),
                    Files.readAllBytes(rebuilt.resolve(image)),
                    () -> "stale: " + IMAGES.resolve(image));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void shouldBuildWithoutWarnings(String compiler, @TempDir Path kit) throws IOException, InterruptedException {
        assumeCompiler(compiler);
        String output = run(
                SDK,
                "make",
                "-s",
                "DEST=" + kit,
                "TARGET_CC=" + compiler,
                "TARGET_CFLAGS_ARCH=-m32 -march=i686 -Wextra -Werror");
        assertEquals("", output.strip());
        assertTrue(Files.exists(kit.resolve("prtos/lib/libprtos.a")));
        assertTrue(Files.exists(kit.resolve("bail/lib/libbail.a")));
        assertTrue(Files.exists(kit.resolve("bail/lib/loader.lds")));
    }

    /** Sources include what they like in the order they like: each header must stand for itself. */
    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void shouldHaveHeadersThatStandForThemselves(String compiler, @TempDir Path folder)
            throws IOException, InterruptedException {
        assumeCompiler(compiler);
        for (Path root : List.of(SDK.resolve("libprtos/include"), SDK.resolve("bail/include"))) {
            for (Path header : headers(root)) {
                Path source = folder.resolve("header.c");
                Files.writeString(source, "#include <" + header + ">\n#include <" + header + ">\n");
                run(
                        SDK,
                        compiler,
                        "-m32",
                        "-std=gnu89",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-ffreestanding",
                        "-nostdinc",
                        "-Ilibprtos/include",
                        "-Ibail/include",
                        "-include",
                        "prtos_inc/config.h",
                        "-include",
                        "prtos_inc/arch/arch_types.h",
                        "-fsyntax-only",
                        source.toString());
            }
        }
    }

    /** Layouts that the hypervisor reads and writes. */
    @Test
    void shouldHaveTheLayoutsOfTheBoundary(@TempDir Path folder) throws IOException, InterruptedException {
        assumeCompiler("gcc");
        String asserts = String.join(
                "\n",
                "#include <prtos.h>",
                "#include <irqs.h>",
                "#define SIZE(type, size) _Static_assert(sizeof(type) == size, #type)",
                "#define AT(type, field, offset) _Static_assert(__builtin_offsetof(type, field) == offset, #field)",
                "SIZE(partition_control_table_t, 336);",
                "AT(partition_control_table_t, reset_counter, 20);",
                "AT(partition_control_table_t, name, 60);",
                "AT(partition_control_table_t, ext_irqs_to_mask, 92);",
                "AT(partition_control_table_t, arch.max_idt_vec, 108);",
                "AT(partition_control_table_t, arch.cr0, 128);",
                "AT(partition_control_table_t, cyclic_sched_info, 132);",
                "AT(partition_control_table_t, ext_irq_to_vector, 272);",
                "SIZE(struct prtos_physical_mem_map, 32);",
                "SIZE(struct prtos_image_hdr, 52);",
                "SIZE(prtos_hm_log_t, 36);",
                "SIZE(prtos_trace_event_t, 36);",
                "SIZE(prtos_sys_status_t, 60);",
                "SIZE(prtos_part_status_t, 64);",
                "SIZE(union prtos_status_cmd, 64);",
                "SIZE(prtos_plan_status_t, 20);",
                "SIZE(prtos_phys_page_status_t, 8);",
                "SIZE(prtos_sampling_port_status_t, 16);",
                "SIZE(prtos_sampling_port_info_t, 20);",
                "SIZE(prtos_queuing_port_info_t, 24);",
                "SIZE(union prtos_sampling_port_cmd, 20);",
                "SIZE(union prtos_queuing_port_cmd, 24);",
                "AT(prtos_queuing_port_info_t, valid_period, 16);",
                "SIZE(struct x86_tss, 104);",
                "SIZE(struct x86_desc_reg, 6);",
                "SIZE(struct trap_handler, 8);",
                "AT(trap_ctxt_t, irq_nr, 44);",
                "AT(trap_ctxt_t, ss, 68);",
                "_Static_assert(PRTOS_HYPERCALL_CALLGATE_SEL == 0x108 && PRTOS_IRET_CALLGATE_SEL == 0x118, \"gates\");",
                "_Static_assert(GUEST_CS == 0x139 && GUEST_DS == 0x141, \"segments\");",
                "_Static_assert(NR_HYPERCALLS == " + HypercallNumber.COUNT + ", \"services\");");
        Path source = folder.resolve("layout.c");
        Files.writeString(source, asserts + "\n");
        run(
                SDK,
                "gcc",
                "-m32",
                "-std=gnu11",
                "-ffreestanding",
                "-nostdinc",
                "-Ilibprtos/include",
                "-Ibail/include",
                "-fsyntax-only",
                source.toString());
    }

    private static List<Path> headers(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".h"))
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static List<String> images(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".elf"))
                    .sorted()
                    .toList();
        }
    }

    private static void assumeCompiler(String compiler) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh", "-c", "echo 'int x;' | " + compiler + " -m32 -x c -c -o /dev/null - && make -v && ld -v")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(process.waitFor() == 0, "skipped: no " + compiler + " for 32-bit x86, make and ld here");
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
        return output;
    }
}
