// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.tools.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a folder with a project that builds and runs as it is. */
public final class NewProject {
    /** Most partitions of a new project: each has 1 MiB from 0x06000000 on, in a memory of 128 MiB. */
    public static final int MAX_PARTITIONS = 16;

    private static final String HELLO_SOURCE = "examples/01-hello/partition1.c";
    private static final int EXTRA_SLOT_MS = 10;
    private static final Pattern MAJOR_FRAME = Pattern.compile("majorFrame=\"([0-9]+)ms\"");
    private static final Pattern SLOT_ID = Pattern.compile("<Slot id=\"([0-9]+)\"");
    private static final Pattern SYSTEM_NAME = Pattern.compile("(<SystemDescription[^>]* name=\")[^\"]*");

    private final Path folder;
    private final ProjectTemplate template;
    private final int partitions;

    /**
     * Prepares a project.
     *
     * @param folder where it will be; must not be there, or be empty
     * @param template what it starts from
     * @param partitions number of partitions; those beyond the template's own say hello
     * @throws SdkException if the number does not fit
     */
    public NewProject(Path folder, ProjectTemplate template, int partitions) {
        if (partitions < template.partitions() || partitions > MAX_PARTITIONS) {
            throw new SdkException("--partitions: template %s takes %d to %d partitions, found %d"
                    .formatted(template.word(), template.partitions(), MAX_PARTITIONS, partitions));
        }
        this.folder = folder;
        this.template = template;
        this.partitions = partitions;
    }

    /** Writes all files. */
    public void create() {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
                    if (files.findAny().isPresent()) {
                        throw new SdkException(
                                "%s: expected nothing or an empty folder there, found something".formatted(folder));
                    }
                }
            }
            Files.createDirectories(folder);
            if (template == ProjectTemplate.HELLO) {
                write("system.xml", helloDescription());
            } else {
                SdkKit.copy(template.folder(), folder);
                Files.delete(folder.resolve("prtos_cf.x86.xml"));
                write("system.xml", extendedDescription());
            }
            int first = template == ProjectTemplate.HELLO ? 0 : template.partitions();
            for (int id = first; id < partitions; id++) {
                write("partition" + id + ".c", SdkKit.text(HELLO_SOURCE));
            }
            write("Makefile", makefile());
            write("README.md", readme());
            write(".gitignore", "build/\n");
        } catch (IOException e) {
            throw new SdkException("%s: %s (writing a new project)".formatted(folder, e.getMessage()));
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private String name() {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    private String helloDescription() {
        StringBuilder slots = new StringBuilder();
        StringBuilder table = new StringBuilder();
        for (int id = 0; id < partitions; id++) {
            slots.append(slot(id, id * EXTRA_SLOT_MS, id));
            table.append(partition(id));
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <SystemDescription xmlns="http://www.prtos.org/prtos-1.x" version="1.0.0" name="%s">
                  <HwDescription>
                    <MemoryLayout>
                      <Region type="ram" start="0x0" size="128MB"/>
                    </MemoryLayout>
                    <ProcessorTable>
                      <Processor id="0">
                        <CyclicPlanTable>
                          <Plan id="0" majorFrame="%dms">
                %s          </Plan>
                        </CyclicPlanTable>
                      </Processor>
                    </ProcessorTable>
                    <Devices>
                      <Uart id="0" name="com1" baudRate="115200"/>
                    </Devices>
                  </HwDescription>
                  <PRTOSHypervisor console="com1">
                    <PhysicalMemoryArea size="8MB"/>
                  </PRTOSHypervisor>
                  <PartitionTable>
                %s  </PartitionTable>
                </SystemDescription>
                """.formatted(name(), partitions * EXTRA_SLOT_MS, slots, table);
    }

    /** The description of the example with its name, and slots behind the first plan for the partitions that come in addition. */
    private String extendedDescription() {
        String text = SdkKit.text(template.folder() + "/prtos_cf.x86.xml");
        text = SYSTEM_NAME.matcher(text).replaceFirst("$1" + Matcher.quoteReplacement(name()));
        if (partitions == template.partitions()) {
            return text;
        }
        Matcher frame = MAJOR_FRAME.matcher(text);
        if (!frame.find()) {
            throw new IllegalStateException(template.folder() + ": no major frame in milliseconds");
        }
        int frameMs = Integer.parseInt(frame.group(1));
        int planEnd = text.indexOf("          </Plan>", frame.end());
        Matcher ids = SLOT_ID.matcher(text).region(frame.end(), planEnd);
        int slotId = 0;
        while (ids.find()) {
            slotId = Integer.parseInt(ids.group(1)) + 1;
        }
        StringBuilder slots = new StringBuilder();
        StringBuilder table = new StringBuilder();
        int endMs = frameMs;
        for (int id = template.partitions(); id < partitions; id++) {
            slots.append(slot(slotId++, endMs, id));
            table.append(partition(id));
            endMs += EXTRA_SLOT_MS;
        }
        int tableEnd = text.indexOf("  </PartitionTable>");
        return text.substring(0, frame.start())
                + "majorFrame=\"" + endMs + "ms\""
                + text.substring(frame.end(), planEnd)
                + slots
                + text.substring(planEnd, tableEnd)
                + table
                + text.substring(tableEnd);
    }

    private static String slot(int slotId, int startMs, int partition) {
        return "            <Slot id=\"%d\" start=\"%dms\" duration=\"%dms\" partitionId=\"%d\"/>\n"
                .formatted(slotId, startMs, EXTRA_SLOT_MS, partition);
    }

    private static String partition(int id) {
        return """
                    <Partition id="%d" name="partition%d" console="com1">
                      <PhysicalMemoryAreas>
                        <Area start="0x%x" size="1MB"/>
                      </PhysicalMemoryAreas>
                    </Partition>
                """.formatted(id, id, 0x6000000 + id * 0x100000);
    }

    private static String makefile() {
        return """
                # PRTOS is the command of PRTOS-VM.
                PRTOS ?= prtos

                all:
                \t$(PRTOS) build .

                run: all
                \t$(PRTOS) run .

                clean:
                \t$(RM) -r build

                .PHONY: all run clean
                """;
    }

    private String readme() {
        List<String> lines = List.of(
                "# " + name(),
                "",
                "A PRTOS system: " + template.summary() + ".",
                "",
                "    prtos build .     compile the partitions (needs gcc or clang and binutils)",
                "    prtos run .       run the system",
                "",
                "`prtos` is the launcher of PRTOS-VM; write its path, or put it on the PATH.",
                "",
                "| File | What |",
                "|---|---|",
                "| `system.xml` | processors, plans, memory, partitions, channels |",
                "| `partition<n>.c` or `partition<n>/` | sources of partition n, which begins with `partition_main` |",
                "| `custom<n>/` | its custom files, if it has any |",
                "| `build/` | images, with debug information in the `.elf` files |",
                "");
        return String.join("\n", lines);
    }
}
