package org.prtosvm.tools.toolchain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.PefDescriptor;
import org.prtosvm.prtos.image.ElfImage;
import org.prtosvm.prtos.image.InputFile;
import org.prtosvm.prtos.image.PefWriter;

/** Makes PEF files. */
public final class PefBuilding {
    private PefBuilding() {}

    /**
     * Wraps a file.
     *
     * @param input an executable with an image header, or any file
     * @param customFile whether it is any file
     * @param compress whether it is compressed
     * @param payload file whose first 16 bytes become the payload, or null
     * @return the contents of the PEF file
     * @throws ToolException if the input is empty or the payload too short
     * @throws org.prtosvm.prtos.image.ImageException if the executable is refused
     */
    public static byte[] build(InputFile input, boolean customFile, boolean compress, @Nullable InputFile payload) {
        if (input.contents().length == 0) {
            throw new ToolException(input.name() + ": contents: expected at least one byte, found an empty file");
        }
        PefWriter writer = customFile
                ? PefWriter.ofCustomFile(input.contents(), compress)
                : PefWriter.ofExecutable(ElfImage.parse(input.name(), input.contents()), compress);
        if (payload != null) {
            writer.payload(payloadOf(payload));
        }
        return writer.write();
    }

    /**
     * The payload that a file stands for.
     *
     * @param file the file
     * @return its first 16 bytes
     * @throws ToolException if it is shorter
     */
    public static byte[] payloadOf(InputFile file) {
        if (file.contents().length < PefDescriptor.PAYLOAD_LENGTH) {
            throw new ToolException("%s: payload: expected at least %d bytes, found %d"
                    .formatted(file.name(), PefDescriptor.PAYLOAD_LENGTH, file.contents().length));
        }
        return Arrays.copyOf(file.contents(), PefDescriptor.PAYLOAD_LENGTH);
    }
}
