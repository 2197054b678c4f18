package org.prtosvm.test.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PrtosConstants;

/** Makes images of partitions from machine code: an ELF file with the image header at its base and the code behind it. */
public final class GuestImage {
    /** Distance from the base to the first instruction. */
    public static final int CODE_OFFSET = 0x1000;
    /** Distance from the base to the pool of page tables, 64 KiB. */
    public static final int POOL_OFFSET = 0x1_0000;

    private static final int FILE_HEADER = 52;
    private static final int PROGRAM_HEADER = 32;
    private static final int SECTION_HEADER = 40;
    private static final int POOL_LENGTH = 0x1_0000;
    private static final int SEGMENT = FILE_HEADER + PROGRAM_HEADER;

    private GuestImage() {}

    /**
     * Makes an image.
     *
     * @param base address at which the area of the partition begins
     * @param code machine code for {@code base + CODE_OFFSET}, where the partition starts; shorter than 60 KiB
     * @return ELF file
     */
    public static byte[] elf(int base, byte[] code) {
        byte[] segment = new byte[CODE_OFFSET + code.length];
        LittleEndian.put32(
                segment, ImageHeaderDescriptor.START_SIGNATURE_OFFSET, ImageHeaderDescriptor.PARTITION_SIGNATURE);
        LittleEndian.put32(segment, ImageHeaderDescriptor.ABI_VERSION_OFFSET, PrtosConstants.ABI_VERSION);
        LittleEndian.put32(segment, ImageHeaderDescriptor.API_VERSION_OFFSET, PrtosConstants.API_VERSION);
        LittleEndian.put32(segment, ImageHeaderDescriptor.PAGE_TABLE_OFFSET, base + POOL_OFFSET);
        LittleEndian.put32(segment, ImageHeaderDescriptor.PAGE_TABLE_SIZE_OFFSET, POOL_LENGTH);
        LittleEndian.put32(
                segment,
                ImageHeaderDescriptor.PARTITION_END_SIGNATURE_OFFSET,
                ImageHeaderDescriptor.PARTITION_SIGNATURE);
        System.arraycopy(code, 0, segment, CODE_OFFSET, code.length);

        byte[] names = ("\0" + ImageHeaderDescriptor.PARTITION_SECTION + "\0").getBytes(StandardCharsets.ISO_8859_1);
        int namesOffset = SEGMENT + segment.length;
        int sections = namesOffset + names.length;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        // 32-bit little-endian executable for the 80386.
        words(file, 0x464C_457F, 0x0001_0101, 0, 0, 3 << 16 | 2, 1, base + CODE_OFFSET, FILE_HEADER, sections, 0);
        words(file, PROGRAM_HEADER << 16 | FILE_HEADER, SECTION_HEADER << 16 | 1, 2 << 16 | 3);
        words(file, 1, SEGMENT, base, base, segment.length, segment.length, 7, 1);
        file.writeBytes(segment);
        file.writeBytes(names);
        words(file, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        words(file, 1, 1, 0, base, SEGMENT, ImageHeaderDescriptor.PARTITION_LENGTH, 0, 0, 0, 0);
        words(file, 0, 3, 0, 0, namesOffset, names.length, 0, 0, 0, 0);
        return file.toByteArray();
    }

    private static void words(ByteArrayOutputStream file, int... words) {
        byte[] bytes = new byte[4 * words.length];
        for (int i = 0; i < words.length; i++) {
            LittleEndian.put32(bytes, 4 * i, words[i]);
        }
        file.writeBytes(bytes);
    }
}
