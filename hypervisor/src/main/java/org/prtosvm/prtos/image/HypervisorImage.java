// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.KernelOptions;

/**
 * The hypervisor image of containers. Every container has one; here the hypervisor is not guest code, so the image only halts. Its
 * header asks for the configuration on the page behind it, as that of the reference kernel does.
 */
public final class HypervisorImage {
    private static final String FILE_NAME = "prtos_core.pef";
    private static final String BUILD_INFO_SECTION = ".build_info";

    /** CLI; HLT; JMP to the HLT. */
    private static final byte[] HALT = {(byte) 0xFA, (byte) 0xF4, (byte) 0xEB, (byte) 0xFD};

    private HypervisorImage() {}

    /**
     * The image as PEF file.
     *
     * @param options the kernel options: where it is loaded, and whether it is compressed
     * @return the file, under the name that build rules expect
     */
    public static InputFile pef(KernelOptions options) {
        byte[] header = header(options);
        byte[] image = Arrays.copyOf(header, header.length + HALT.length);
        System.arraycopy(HALT, 0, image, header.length, HALT.length);
        return new InputFile(
                FILE_NAME,
                PefWriter.ofHypervisor(
                                options.loadAddress(),
                                image,
                                entry(options),
                                configuration(options),
                                options.compressesHypervisor())
                        .write());
    }

    /**
     * The image as ELF file with a section of build information.
     *
     * @param options the kernel options
     * @param buildInfo lines in front of those of the options
     * @return the contents of the file
     */
    public static byte[] elf(KernelOptions options, List<String> buildInfo) {
        List<String> lines =
                Stream.concat(buildInfo.stream(), options.lines().stream()).toList();
        byte[] info = (String.join("\0", lines) + "\0").getBytes(StandardCharsets.US_ASCII);
        return new ElfWriter(entry(options))
                .load(ImageHeaderDescriptor.HYPERVISOR_SECTION, options.loadAddress(), header(options))
                .load(".text", entry(options), HALT)
                .note(BUILD_INFO_SECTION, info)
                .write();
    }

    /**
     * The build information inside a hypervisor's ELF file.
     *
     * @param file its name, for messages
     * @param contents its contents
     * @return lines in their order
     * @throws ImageException if it is no such file or has no build information
     */
    public static List<String> buildInfo(String file, byte[] contents) {
        ElfFile elf = ElfFile.parse(file, contents);
        byte[] info = elf.section(BUILD_INFO_SECTION)
                .map(elf::data)
                .orElseThrow(() -> new ImageException(
                        ImageException.Kind.WRONG_FORMAT,
                        file,
                        "section " + BUILD_INFO_SECTION,
                        "expected the build information of a hypervisor, found no such section"));
        return Arrays.stream(new String(info, StandardCharsets.ISO_8859_1).split("[\\x00\\n]+"))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static int entry(KernelOptions options) {
        return options.loadAddress() + ImageHeaderDescriptor.HYPERVISOR_LENGTH;
    }

    private static CustomFileSlot configuration(KernelOptions options) {
        return new CustomFileSlot(options.loadAddress() + PrtosConstants.PAGE_SIZE, 0);
    }

    private static byte[] header(KernelOptions options) {
        byte[] header = new byte[ImageHeaderDescriptor.HYPERVISOR_LENGTH];
        LittleEndian.put32(
                header, ImageHeaderDescriptor.START_SIGNATURE_OFFSET, ImageHeaderDescriptor.HYPERVISOR_SIGNATURE);
        LittleEndian.put32(header, ImageHeaderDescriptor.ABI_VERSION_OFFSET, PrtosConstants.ABI_VERSION);
        LittleEndian.put32(header, ImageHeaderDescriptor.API_VERSION_OFFSET, PrtosConstants.API_VERSION);
        LittleEndian.put32(header, ImageHeaderDescriptor.HYPERVISOR_CUSTOM_FILE_COUNT_OFFSET, 1);
        LittleEndian.put32(
                header,
                ImageHeaderDescriptor.HYPERVISOR_CUSTOM_FILES_OFFSET,
                configuration(options).address());
        LittleEndian.put32(
                header,
                ImageHeaderDescriptor.HYPERVISOR_END_SIGNATURE_OFFSET,
                ImageHeaderDescriptor.HYPERVISOR_SIGNATURE);
        return header;
    }
}
