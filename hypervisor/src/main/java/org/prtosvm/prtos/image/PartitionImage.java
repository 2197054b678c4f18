// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.prtosvm.abi.ImageHeaderDescriptor;
import org.prtosvm.prtos.config.AddressRange;
import org.prtosvm.prtos.image.ImageException.Kind;

/**
 * The image of a partition: its PEF file, the header in it, and its segments, which are decompressed when they are first asked for. Not
 * thread safe.
 */
public final class PartitionImage {
    private final PefFile pef;
    private final Map<PefSegment, byte[]> data = new HashMap<>();
    private final ImageHeader header;

    /**
     * Makes an image.
     *
     * @param pef the PEF file
     * @throws ImageException if it is no partition, or has no valid image header
     */
    public PartitionImage(PefFile pef) {
        if (pef.type() != PefType.PARTITION) {
            throw new ImageException(
                    Kind.WRONG_FORMAT, pef.file(), "type", "expected a partition image, found " + pef.type());
        }
        this.pef = pef;
        this.header = readHeader();
    }

    private ImageHeader readHeader() {
        AddressRange range = AddressRange.of(pef.headerAddress(), ImageHeaderDescriptor.PARTITION_LENGTH);
        for (PefSegment segment : pef.segments()) {
            if (segment.loadRange().contains(range)) {
                byte[] bytes = new byte[ImageHeaderDescriptor.PARTITION_LENGTH];
                System.arraycopy(data(segment), pef.headerAddress() - segment.physical(), bytes, 0, bytes.length);
                return ImageHeader.partition(pef.file(), bytes);
            }
        }
        throw new ImageException(
                Kind.IMAGE_HEADER, pef.file(), "image header", "expected inside a segment, found at " + range);
    }

    /**
     * The PEF file.
     *
     * @return the file
     */
    public PefFile pef() {
        return pef;
    }

    /**
     * The image header as the file holds it.
     *
     * @return the header
     */
    public ImageHeader header() {
        return header;
    }

    /**
     * The segments, to be loaded at the linear addresses {@link PefSegment#physical()}.
     *
     * @return at least one
     */
    public List<PefSegment> segments() {
        return pef.segments();
    }

    /**
     * The contents of a segment.
     *
     * @param segment a segment of this image
     * @return its bytes, not to be changed
     * @throws ImageException if it does not decompress to its length
     */
    public byte[] data(PefSegment segment) {
        return data.computeIfAbsent(segment, pef::data);
    }
}
