// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;

/**
 * The header inside an executable for the system. Its signatures and versions are what the image says, right or wrong: whether a
 * partition can be started is decided at its reset. Source: ABI 07-binary-formats, 3.
 *
 * @param startSignature first word
 * @param abiVersion ABI version word
 * @param apiVersion API version word
 * @param pageTable linear address of the pool for page tables; 0 for a hypervisor
 * @param pageTableSize bytes of the pool; 0 for a hypervisor
 * @param customFiles where custom files go, at most three
 * @param endSignature last word
 */
public record ImageHeader(
        int startSignature,
        int abiVersion,
        int apiVersion,
        int pageTable,
        int pageTableSize,
        List<CustomFileSlot> customFiles,
        int endSignature) {
    /** Makes a header with a copy of the list. */
    public ImageHeader {
        customFiles = List.copyOf(customFiles);
    }

    /**
     * Reads the header of a partition.
     *
     * @param file name of the file, for messages
     * @param bytes 52 bytes
     * @return the header
     * @throws ImageException if both signatures are wrong, or there are more than three custom files
     */
    public static ImageHeader partition(String file, byte[] bytes) {
        ImageHeader header = new ImageHeader(
                LittleEndian.get32(bytes, ImageHeaderDescriptor.START_SIGNATURE_OFFSET),
                LittleEndian.get32(bytes, ImageHeaderDescriptor.ABI_VERSION_OFFSET),
                LittleEndian.get32(bytes, ImageHeaderDescriptor.API_VERSION_OFFSET),
                LittleEndian.get32(bytes, ImageHeaderDescriptor.PAGE_TABLE_OFFSET),
                LittleEndian.get32(bytes, ImageHeaderDescriptor.PAGE_TABLE_SIZE_OFFSET),
                slots(
                        file,
                        bytes,
                        ImageHeaderDescriptor.PARTITION_CUSTOM_FILE_COUNT_OFFSET,
                        ImageHeaderDescriptor.PARTITION_CUSTOM_FILES_OFFSET),
                LittleEndian.get32(bytes, ImageHeaderDescriptor.PARTITION_END_SIGNATURE_OFFSET));
        header.checkSignatures(file, ImageHeaderDescriptor.PARTITION_SIGNATURE);
        return header;
    }

    /**
     * Reads the header of a hypervisor.
     *
     * @param file name of the file, for messages
     * @param bytes 44 bytes
     * @return the header
     * @throws ImageException if both signatures are wrong, or there are more than three custom files
     */
    public static ImageHeader hypervisor(String file, byte[] bytes) {
        ImageHeader header = new ImageHeader(
                LittleEndian.get32(bytes, ImageHeaderDescriptor.START_SIGNATURE_OFFSET),
                LittleEndian.get32(bytes, ImageHeaderDescriptor.ABI_VERSION_OFFSET),
                LittleEndian.get32(bytes, ImageHeaderDescriptor.API_VERSION_OFFSET),
                0,
                0,
                slots(
                        file,
                        bytes,
                        ImageHeaderDescriptor.HYPERVISOR_CUSTOM_FILE_COUNT_OFFSET,
                        ImageHeaderDescriptor.HYPERVISOR_CUSTOM_FILES_OFFSET),
                LittleEndian.get32(bytes, ImageHeaderDescriptor.HYPERVISOR_END_SIGNATURE_OFFSET));
        header.checkSignatures(file, ImageHeaderDescriptor.HYPERVISOR_SIGNATURE);
        return header;
    }

    private static List<CustomFileSlot> slots(String file, byte[] bytes, int countOffset, int tableOffset) {
        int count = LittleEndian.get32(bytes, countOffset);
        if (Integer.compareUnsigned(count, PrtosConstants.MAX_CUSTOM_FILES) > 0) {
            throw new ImageException(
                    ImageException.Kind.IMAGE_HEADER,
                    file,
                    "image header",
                    "expected at most " + PrtosConstants.MAX_CUSTOM_FILES + " custom files, found "
                            + Integer.toUnsignedString(count));
        }
        List<CustomFileSlot> slots = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int at = tableOffset + index * ImageHeaderDescriptor.CUSTOM_FILE_ENTRY_LENGTH;
            slots.add(new CustomFileSlot(LittleEndian.get32(bytes, at), LittleEndian.get32(bytes, at + 4)));
        }
        return slots;
    }

    private void checkSignatures(String file, int expected) {
        if (startSignature != expected && endSignature != expected) {
            throw new ImageException(
                    ImageException.Kind.IMAGE_HEADER,
                    file,
                    "image header",
                    String.format(
                            "expected the signature 0x%08x at its start and end, found 0x%08x and 0x%08x",
                            expected, startSignature, endSignature));
        }
    }
}
