package org.prtosvm.tools.toolchain;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.image.ContainerWriter;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PackingChecks;
import org.prtosvm.prtos.image.PefFile;

/** Checks groups of PEF files against a configuration and packs them. Source: ABI 10-tools, A.3. */
public final class ContainerPacking {
    private record Loaded(PackGroup group, List<InputFile> inputs, List<PefFile> pefs) {
        static Loaded of(PackGroup group) {
            List<InputFile> inputs = new ArrayList<>();
            List<PefFile> pefs = new ArrayList<>();
            for (Path file : group.files()) {
                InputFile input = InputFile.read(file);
                inputs.add(input);
                pefs.add(PefFile.parse(input.name(), input.contents()));
            }
            return new Loaded(group, inputs, pefs);
        }

        PefFile image() {
            return pefs.getFirst();
        }

        List<PefFile> customFiles() {
            return pefs.subList(1, pefs.size());
        }

        List<InputFile> customInputs() {
            return inputs.subList(1, inputs.size());
        }
    }

    private final PrintWriter out;
    private final KernelOptions options;

    /**
     * Prepares the work.
     *
     * @param out receives a line per group that is right
     * @param options the kernel options that the configuration was made with
     */
    public ContainerPacking(PrintWriter out, KernelOptions options) {
        this.out = out;
        this.options = options;
    }

    /**
     * Checks groups.
     *
     * @param configuration custom-file PEF of the configuration
     * @param groups files of the hypervisor and of partitions
     * @throws ToolException if a file cannot be read
     * @throws org.prtosvm.prtos.image.ImageException if a file is refused
     */
    public void check(Path configuration, List<PackGroup> groups) {
        InputFile input = InputFile.read(configuration);
        PackingChecks checks = new PackingChecks(PefFile.parse(input.name(), input.contents()), options);
        groups.forEach(group -> check(checks, Loaded.of(group)));
    }

    private void check(PackingChecks checks, Loaded loaded) {
        PefFile image = loaded.image();
        if (loaded.group().isHypervisor()) {
            checks.checkHypervisor(image, loaded.customFiles());
        } else {
            checks.checkPartition(loaded.group().partition(), image, loaded.customFiles());
        }
        int expected = image.customFiles().size();
        int provided = loaded.customFiles().size();
        if (expected != provided) {
            out.printf("%s: %d customization files expected, %d provided%n", image.file(), expected, provided);
        }
        out.printf("> %s ... ok%n", image.file());
    }

    /**
     * Checks groups and packs them.
     *
     * @param groups files of the hypervisor, with the configuration as its first custom file, then of partitions
     * @return contents of the container
     * @throws ToolException if a group is missing or out of order, or a file cannot be read
     * @throws org.prtosvm.prtos.image.ImageException if a file is refused
     */
    public byte[] build(List<PackGroup> groups) {
        if (groups.isEmpty() || !groups.getFirst().isHypervisor()) {
            throw new ToolException("expected the hypervisor (-h) as the first group, found "
                    + (groups.isEmpty()
                            ? "no group"
                            : "partition " + groups.getFirst().partition()));
        }
        if (groups.getFirst().files().size() < 2) {
            throw new ToolException("-h %s: expected the configuration behind the hypervisor, such as core.pef:conf.pef"
                    .formatted(groups.getFirst().files().getFirst()));
        }
        List<Loaded> loaded = groups.stream().map(Loaded::of).toList();
        Loaded hypervisor = loaded.getFirst();
        PackingChecks checks = new PackingChecks(hypervisor.customFiles().getFirst(), options);
        loaded.forEach(group -> check(checks, group));
        ContainerWriter writer = new ContainerWriter(hypervisor.inputs().getFirst(), hypervisor.customInputs());
        for (Loaded partition : loaded.subList(1, loaded.size())) {
            writer.partition(partition.group().partition(), partition.inputs().getFirst(), partition.customInputs());
        }
        return writer.write();
    }
}
