package org.prtosvm.tools.inspect;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.FileDigest;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.prtos.config.ConfigurationBlobReader;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.config.XmlConfigurationCompiler;
import org.prtosvm.prtos.image.ContainerFile;
import org.prtosvm.prtos.image.ElfImage;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PefFile;
import org.prtosvm.prtos.image.PefType;
import org.prtosvm.prtos.image.ResidentSoftwareElf;
import org.prtosvm.tools.snapshot.Snapshot;
import org.prtosvm.tools.snapshot.SnapshotDescriptor;
import org.prtosvm.tools.toolchain.ContainerListing;
import org.prtosvm.tools.toolchain.Hex;
import org.prtosvm.tools.toolchain.PefListing;
import org.prtosvm.tools.toolchain.ToolException;
import org.prtosvm.tools.trace.TraceDescriptor;

/** Finds out what a file is and prints what it holds. Digests are checked on the way. */
public final class FileInspection {
    private static final int ELF_MAGIC = 0x464C_457F;
    private static final int HEX_LINES = 2;

    private final PrintWriter out;
    private final int events;
    private final KernelOptions options;

    /**
     * Prepares inspections.
     *
     * @param out receives the text
     * @param events how many events of a trace are printed one by one
     * @param options the kernel options that configurations were made with
     */
    public FileInspection(PrintWriter out, int events, KernelOptions options) {
        this.out = out;
        this.events = events;
        this.options = options;
    }

    /**
     * Explains a file.
     *
     * @param file the file
     * @throws ToolException if it is of no known kind
     * @throws org.prtosvm.prtos.image.ImageException if an image file is damaged
     * @throws org.prtosvm.prtos.config.ConfigurationException if a configuration is damaged or breaks a rule
     */
    public void inspect(InputFile file) {
        byte[] contents = file.contents();
        out.printf("%s: %d bytes%n", file.name(), contents.length);
        int first = contents.length < Integer.BYTES ? 0 : LittleEndian.get32(contents, 0);
        if (PefFile.isPef(contents)) {
            inspectPef(file);
        } else if (ContainerFile.isContainer(contents)) {
            inspectContainer(file.name(), contents);
        } else if (first == ConfigurationBlobDescriptor.SIGNATURE) {
            inspectBlob(file.name(), contents);
        } else if (first == ELF_MAGIC) {
            inspectElf(file);
        } else if (first == TraceDescriptor.SIGNATURE) {
            new TraceSummary(out, events).print(file);
        } else if (first == SnapshotDescriptor.SIGNATURE) {
            inspectSnapshot(file);
        } else if (looksLikeXml(contents)) {
            out.println("system description");
            new ConfigurationSummary(XmlConfigurationCompiler.compile(file.name(), contents, options), out).print();
        } else {
            throw new ToolException(
                    "%s: contents: expected a pef file, container, configuration blob, elf file, trace, snapshot or system description,"
                                    .formatted(file.name())
                            + " found none of them");
        }
    }

    private static boolean looksLikeXml(byte[] contents) {
        for (byte value : contents) {
            if (value == '<') {
                return true;
            }
            if (value > ' ') {
                return false;
            }
        }
        return false;
    }

    private void inspectPef(InputFile file) {
        PefFile pef = PefFile.parse(file.name(), file.contents());
        out.println("pef file, digest ok");
        PefListing listing = new PefListing(pef, file.contents(), out);
        listing.printHeader();
        listing.printSegments();
        listing.printCustomFiles();
        if (pef.type() == PefType.CUSTOM_FILE) {
            byte[] inside = pef.data(pef.segments().getFirst());
            boolean blob = inside.length >= Integer.BYTES
                    && LittleEndian.get32(inside, 0) == ConfigurationBlobDescriptor.SIGNATURE;
            if (blob) {
                inspectBlob(file.name(), inside);
            } else {
                printBeginning(inside);
            }
        }
    }

    private void printBeginning(byte[] contents) {
        out.printf("custom file of %d bytes, beginning%n", contents.length);
        for (int row = 0; row < HEX_LINES && (row + 1) * Long.BYTES <= contents.length; row++) {
            out.println("  " + Hex.row(contents, row));
        }
    }

    private void inspectContainer(String name, byte[] contents) {
        ContainerFile container = ContainerFile.parse(name, contents);
        out.println("container");
        ContainerListing.print(name, container, out);
        for (ContainerFile.Entry entry : container.entries()) {
            out.println();
            inspectInside(name, container, entry.image());
            entry.customFiles().forEach(index -> inspectInside(name, container, index));
        }
    }

    private void inspectInside(String name, ContainerFile container, int index) {
        ContainerFile.Item item = container.files().get(index);
        InputFile file = new InputFile(name + "(" + item.name() + ")", container.contents(index));
        out.printf("%s: %d bytes%n", file.name(), item.size());
        inspectPef(file);
    }

    private void inspectBlob(String name, byte[] blob) {
        out.println("configuration blob");
        var configuration = ConfigurationBlobReader.read(name, blob, options);
        int dataSize = LittleEndian.get32(blob, ConfigurationBlobDescriptor.DATA_SIZE_OFFSET);
        out.printf(
                "  digest: %s ok%n",
                Hex.digest(FileDigest.of(blob, dataSize, ConfigurationBlobDescriptor.DIGEST_OFFSET)));
        out.printf(
                "  size: 0x%x bytes in the file, 0x%x bytes with the kernel's working memory%n",
                dataSize, LittleEndian.get32(blob, ConfigurationBlobDescriptor.SIZE_OFFSET));
        new ConfigurationSummary(configuration, out).print();
    }

    private void inspectSnapshot(InputFile file) {
        Snapshot snapshot = Snapshot.read(file.name(), file.contents());
        out.printf("snapshot, digest ok, processors at %d kHz%n", snapshot.cpuKhz());
        new ConfigurationSummary(snapshot.image().configuration(), out).print();
    }

    private void inspectElf(InputFile file) {
        if (ResidentSoftwareElf.hasContainer(file.name(), file.contents())) {
            out.println("boot image (resident software) with a container");
            inspectContainer(file.name(), ResidentSoftwareElf.container(file.name(), file.contents()));
            return;
        }
        ElfImage image = ElfImage.parse(file.name(), file.contents());
        out.printf("elf executable of a %s%n", image.type() == PefType.PARTITION ? "partition" : "hypervisor");
        Map<String, Integer> words = Map.of(
                "start signature", image.header().startSignature(),
                "end signature", image.header().endSignature(),
                "abi version", image.header().abiVersion(),
                "api version", image.header().apiVersion());
        for (String field : List.of("start signature", "abi version", "api version", "end signature")) {
            out.printf("  %s: 0x%08x%n", field, words.get(field));
        }
        out.printf("  image header: 0x%08x%n", image.headerAddress());
        out.printf("  entry point: 0x%08x%n", image.entryPoint());
        if (image.type() == PefType.PARTITION) {
            out.printf(
                    "  page tables: 0x%08x, 0x%x bytes%n",
                    image.header().pageTable(), image.header().pageTableSize());
        }
        image.header()
                .customFiles()
                .forEach(slot -> out.printf(
                        "  custom file: 0x%08x, %s bytes%n",
                        slot.address(), slot.size() == 0 ? "any number of" : Integer.toUnsignedString(slot.size())));
    }
}
