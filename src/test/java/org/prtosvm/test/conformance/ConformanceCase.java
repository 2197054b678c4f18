package org.prtosvm.test.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PartitionInput;
import org.prtosvm.prtos.image.SystemImage;

/**
 * A case of the suite.
 *
 * @param folder its folder
 * @param name its name
 * @param partitions images and custom files
 * @param timeoutMs virtual time in milliseconds at which the run is over
 * @param end what the console shows at the end
 * @param endCount how often it shows it
 * @param options options of the normaliser
 */
record ConformanceCase(
        Path folder,
        String name,
        List<PartitionFiles> partitions,
        long timeoutMs,
        Pattern end,
        int endCount,
        Set<String> options) {
    /** Forms in which a case can be given to the machine. */
    enum Form {
        /** XML description and PEF files. */
        PEF,
        /** XML description and ELF files. */
        ELF,
        /** A container made by the reference's tools. */
        CONTAINER
    }

    /**
     * Files of a partition.
     *
     * @param id partition
     * @param pef image as PEF
     * @param elf image as ELF
     * @param customFiles custom files, as PEF
     */
    record PartitionFiles(int id, String pef, String elf, List<String> customFiles) {}

    boolean hasContainer() {
        return Files.exists(container());
    }

    SystemImage load(Form form) {
        if (form == Form.CONTAINER) {
            return SystemImage.load(InputFile.read(container()), Map.of());
        }
        Map<Integer, PartitionInput> inputs = new TreeMap<>();
        for (PartitionFiles files : partitions) {
            String image = form == Form.ELF ? files.elf : files.pef;
            inputs.put(
                    files.id,
                    new PartitionInput(
                            InputFile.read(folder.resolve(image)),
                            files.customFiles.stream()
                                    .map(file -> InputFile.read(folder.resolve(file)))
                                    .toList()));
        }
        return SystemImage.load(InputFile.read(folder.resolve("system.xml")), inputs);
    }

    String expected() throws IOException {
        return Files.readString(folder.resolve("expected.txt"));
    }

    /** Whether a transcript shows the end of the case as often as it should. */
    boolean ended(String transcript) {
        Matcher matcher = end.matcher(transcript);
        int seen = 0;
        while (matcher.find()) {
            seen++;
        }
        return seen >= endCount;
    }

    private Path container() {
        return folder.resolve("container.bin");
    }

    @Override
    public String toString() {
        return name;
    }
}
