package org.prtosvm.tools.toolchain;

import java.io.PrintWriter;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PefDescriptor;
import org.prtosvm.prtos.image.CustomFileSlot;
import org.prtosvm.prtos.image.PefFile;
import org.prtosvm.prtos.image.PefSegment;
import org.prtosvm.prtos.image.PefType;

/** Prints the parts of a PEF file in the layout of the reference tool. Source: ABI 10-tools, A.2 "read". */
public final class PefListing {
    private final PefFile pef;
    private final byte[] bytes;
    private final PrintWriter out;

    /**
     * Prepares a listing.
     *
     * @param pef the file
     * @param bytes its contents
     * @param out receives the text
     */
    public PefListing(PefFile pef, byte[] bytes, PrintWriter out) {
        this.pef = pef;
        this.bytes = bytes;
        this.out = out;
    }

    private long field(int offset) {
        return Integer.toUnsignedLong(LittleEndian.get32(bytes, offset));
    }

    /** Prints the header. */
    public void printHeader() {
        long version = field(PefDescriptor.VERSION_OFFSET);
        out.println("PEF header:");
        out.printf("  signature: 0x%x%n", field(PefDescriptor.SIGNATURE_OFFSET));
        out.printf("  version: %d.%d.%d%n", version >> 16, version >> 8 & 0xFF, version & 0xFF);
        out.println("  flags: " + flags());
        out.println("  digest: " + Hex.digest(pef.digest()));
        out.println("  payload: " + Hex.row(pef.payload(), 0));
        out.println("           " + Hex.row(pef.payload(), 1) + " ");
        out.printf("  file size: %d%n", pef.fileSize());
        out.printf("  segment table offset: %d%n", field(PefDescriptor.SEGMENT_TABLE_OFFSET));
        out.printf("  no. segments: %d%n", pef.segments().size());
        out.printf("  custom_file table offset: %d%n", field(PefDescriptor.CUSTOM_FILE_TABLE_OFFSET));
        out.printf("  no. custom_files: %d%n", pef.customFiles().size());
        out.printf("  image offset: %d%n", field(PefDescriptor.IMAGE_OFFSET));
        out.printf("  image length: %d%n", Integer.toUnsignedLong(pef.imageLength()));
        if (pef.type() == PefType.PARTITION) {
            out.printf("  page table: [0x%x - 0x%x]%n", pef.pageTable(), pef.pageTable() + pef.pageTableSize());
        }
        out.printf("  prtos image's header: 0x%x%n", pef.headerAddress());
        out.printf("  entry point: 0x%x%n", pef.entryPoint());
        if (pef.isCompressed()) {
            printCompressed(
                    "  compressed image length: ",
                    field(PefDescriptor.DEFLATED_IMAGE_LENGTH_OFFSET),
                    Integer.toUnsignedLong(pef.imageLength()));
        }
    }

    private String flags() {
        StringBuilder text = new StringBuilder("PEF_DIGEST ");
        if (pef.isCompressed()) {
            text.append("PEF_COMPRESSED ");
        }
        return text.append(
                        switch (pef.type()) {
                            case HYPERVISOR -> "PEF_TYPE_HYPERVISOR ";
                            case PARTITION -> "PEF_TYPE_PARTITION ";
                            case CUSTOM_FILE -> "PEF_TYPE_CUSTOMFILE ";
                        })
                .toString();
    }

    private void printCompressed(String label, long stored, long size) {
        out.printf("%s%d (%.2f%%)%n", label, stored, size == 0 ? 0 : 100.0 * stored / size);
    }

    /** Prints the segment table. */
    public void printSegments() {
        out.printf("Segment table: %d segments%n", pef.segments().size());
        for (PefSegment segment : pef.segments()) {
            out.printf("    physical address: 0x%x%n", segment.physical());
            out.printf("    virtual address: 0x%x%n", segment.virtual());
            out.printf("    file size: %d%n", Integer.toUnsignedLong(segment.size()));
            if (pef.isCompressed()) {
                printCompressed(
                        "    compressed file size: ", segment.storedSize(), Integer.toUnsignedLong(segment.size()));
            }
        }
    }

    /** Prints the table of custom files. */
    public void printCustomFiles() {
        out.printf("custom_file table: %d custom_files%n", pef.customFiles().size());
        int index = 0;
        for (CustomFileSlot slot : pef.customFiles()) {
            out.printf("  custom_file %d%n", index++);
            out.printf("    address: 0x%x%n", slot.address());
            if (slot.size() == 0) {
                out.println("    undefined file size");
            } else {
                out.printf("    file size: %d%n", Integer.toUnsignedLong(slot.size()));
            }
        }
    }
}
