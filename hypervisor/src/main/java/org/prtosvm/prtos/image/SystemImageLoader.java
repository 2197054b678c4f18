// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.AddressRange;
import org.prtosvm.prtos.config.ConfigurationBlobReader;
import org.prtosvm.prtos.config.ConfigurationBlobWriter;
import org.prtosvm.prtos.config.GuestAddressChecks;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.config.XmlConfigurationCompiler;
import org.prtosvm.prtos.image.ImageException.Kind;

/** Loads the input of a run: finds out what it is, makes a container where there is none, and takes it apart. */
final class SystemImageLoader {
    private static final String CONFIGURATION_NAME = "system.pef.prtos_conf";

    private final InputFile main;
    private final Map<Integer, PartitionInput> images;
    private final KernelOptions options;
    /** Names of files in the container, as the user gave them. */
    private final Map<Integer, String> names = new HashMap<>();

    SystemImageLoader(InputFile main, Map<Integer, PartitionInput> images, KernelOptions options) {
        this.main = main;
        this.options = options;
        this.images = new TreeMap<>(images);
    }

    SystemImage load() {
        byte[] contents = main.contents();
        if (ContainerFile.isContainer(contents)) {
            return fromContainer(SystemImage.Kind.CONTAINER, contents);
        }
        if (ElfFile.isElf(contents)) {
            return fromContainer(
                    SystemImage.Kind.RESIDENT_SOFTWARE, ResidentSoftwareElf.container(main.name(), contents));
        }
        if (isBlob(contents)) {
            SystemConfiguration configuration = ConfigurationBlobReader.read(main.name(), contents, options);
            return fromConfiguration(SystemImage.Kind.CONFIGURATION, configuration, contents);
        }
        if (isXml(contents)) {
            SystemConfiguration configuration = XmlConfigurationCompiler.compile(main.name(), contents, options);
            return fromConfiguration(
                    SystemImage.Kind.DESCRIPTION, configuration, ConfigurationBlobWriter.write(configuration, options));
        }
        throw new ImageException(
                Kind.WRONG_FORMAT,
                main.name(),
                "contents",
                "expected a system description (xml), a configuration blob, a container or a boot image, found "
                        + (PefFile.isPef(contents) ? "a pef file" : "none of them"));
    }

    private static boolean isBlob(byte[] contents) {
        return contents.length >= 4 && LittleEndian.get32(contents, 0) == ConfigurationBlobDescriptor.SIGNATURE;
    }

    /** XML begins with white space or a "less than" sign, behind a byte order mark or between the zero bytes of UTF-16. */
    private static boolean isXml(byte[] contents) {
        for (byte value : contents) {
            boolean mark = value == (byte) 0xEF || value == (byte) 0xBB || value == (byte) 0xBF;
            boolean mark16 = value == (byte) 0xFE || value == (byte) 0xFF || value == 0;
            if (value == '<') {
                return true;
            }
            if (!mark && !mark16 && !Character.isWhitespace(value)) {
                return false;
            }
        }
        return false;
    }

    private SystemImage fromContainer(SystemImage.Kind kind, byte[] contents) {
        if (!images.isEmpty()) {
            throw new ImageException(
                    Kind.PARTITION,
                    main.name(),
                    "partition images",
                    "the container has its own, expected no others, found some for partitions " + images.keySet());
        }
        ContainerFile container = ContainerFile.parse(main.name(), contents);
        SystemConfiguration configuration = configuration(container);
        return assemble(kind, configuration, container);
    }

    private SystemConfiguration configuration(ContainerFile container) {
        List<Integer> customFiles = container.entries().getFirst().customFiles();
        if (customFiles.isEmpty()) {
            throw new ImageException(
                    Kind.CUSTOM_FILE,
                    main.name(),
                    "hypervisor entry",
                    "expected the configuration as its first custom file, found no custom file");
        }
        PefFile pef = pef(container, customFiles.getFirst());
        if (pef.type() != PefType.CUSTOM_FILE || pef.segments().size() != 1) {
            throw new ImageException(
                    Kind.CUSTOM_FILE, pef.file(), "type", "expected the configuration, found " + pef.type());
        }
        return ConfigurationBlobReader.read(pef.file(), pef.data(pef.segments().getFirst()), options);
    }

    private PefFile pef(ContainerFile container, int index) {
        String inside = main.name() + "(" + container.files().get(index).name() + ")";
        return PefFile.parse(names.getOrDefault(index, inside), container.contents(index));
    }

    private SystemImage fromConfiguration(SystemImage.Kind kind, SystemConfiguration configuration, byte[] blob) {
        InputFile wrapped = new InputFile(
                CONFIGURATION_NAME, PefWriter.ofCustomFile(blob, false).write());
        ContainerWriter writer = new ContainerWriter(HypervisorImage.pef(options), List.of(wrapped));
        int nextFile = 2;
        for (Map.Entry<Integer, PartitionInput> entry : images.entrySet()) {
            checkPartition(configuration, entry.getKey());
            PartitionInput input = entry.getValue();
            List<InputFile> files = wrap(entry.getKey(), input);
            writer.partition(entry.getKey(), files.getFirst(), files.subList(1, files.size()));
            for (InputFile file : files) {
                names.put(nextFile++, file.name());
            }
        }
        return assemble(kind, configuration, ContainerFile.parse(main.name(), writer.write()));
    }

    private List<InputFile> wrap(int id, PartitionInput input) {
        if (input.customFiles().size() > PrtosConstants.MAX_CUSTOM_FILES) {
            throw new ImageException(
                    Kind.CUSTOM_FILE,
                    input.image().name(),
                    "custom files",
                    "partition " + id + ": expected at most " + PrtosConstants.MAX_CUSTOM_FILES + ", found "
                            + input.customFiles().size());
        }
        List<InputFile> files = new ArrayList<>();
        files.add(wrapImage(input.image()));
        input.customFiles().forEach(file -> files.add(wrapCustomFile(file)));
        return files;
    }

    private static InputFile wrapImage(InputFile image) {
        if (PefFile.isPef(image.contents())) {
            return image;
        }
        if (!ElfFile.isElf(image.contents())) {
            throw new ImageException(
                    Kind.WRONG_FORMAT,
                    image.name(),
                    "contents",
                    "expected a partition image (elf or pef), found neither");
        }
        ElfImage elf = ElfImage.parse(image.name(), image.contents());
        return new InputFile(image.name(), PefWriter.ofExecutable(elf, false).write());
    }

    private static InputFile wrapCustomFile(InputFile file) {
        if (PefFile.isPef(file.contents())) {
            return file;
        }
        if (file.contents().length == 0) {
            throw new ImageException(
                    Kind.CUSTOM_FILE, file.name(), "contents", "expected at least one byte, found an empty file");
        }
        return new InputFile(
                file.name(), PefWriter.ofCustomFile(file.contents(), false).write());
    }

    private SystemImage assemble(SystemImage.Kind kind, SystemConfiguration configuration, ContainerFile container) {
        GuestAddressChecks.check(configuration, main.name());
        PlacementChecks checks = new PlacementChecks(configuration, options);
        int size = container.size();
        checks.checkContainer(main.name(), AddressRange.of(options.containerAddress(), size));
        List<LoadedPartition> partitions = new ArrayList<>();
        for (ContainerFile.Entry entry :
                container.entries().subList(1, container.entries().size())) {
            checkPartition(configuration, entry.id());
            partitions.add(partition(container, entry, checks));
        }
        return new SystemImage(kind, configuration, container, options.containerAddress(), partitions);
    }

    private void checkPartition(SystemConfiguration configuration, int id) {
        int count = configuration.partitions().size();
        if (id < 0 || id >= count) {
            throw new ImageException(
                    Kind.PARTITION,
                    main.name(),
                    "partition images",
                    "expected partitions from 0 to " + (count - 1) + ", found " + id);
        }
    }

    private LoadedPartition partition(ContainerFile container, ContainerFile.Entry entry, PlacementChecks checks) {
        PefFile pef = pef(container, entry.image());
        checks.checkImage(entry.id(), pef);
        PartitionImage image = new PartitionImage(pef);
        image.segments().forEach(image::data);
        List<CustomFileSlot> slots = image.header().customFiles();
        List<LoadedCustomFile> customFiles = new ArrayList<>();
        for (int index = 0; index < Math.min(slots.size(), entry.customFiles().size()); index++) {
            int file = entry.customFiles().get(index);
            PefFile customPef = pef(container, file);
            checks.checkCustomFile(entry.id(), customPef, slots.get(index));
            customPef.segments().forEach(customPef::data);
            customFiles.add(new LoadedCustomFile(address(container, file), customPef, slots.get(index)));
        }
        return new LoadedPartition(entry.id(), address(container, entry.image()), image, customFiles);
    }

    private int address(ContainerFile container, int file) {
        return options.containerAddress() + container.files().get(file).offset();
    }
}
