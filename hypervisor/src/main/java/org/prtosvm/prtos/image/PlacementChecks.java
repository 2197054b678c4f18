// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.image;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.prtos.config.AddressRange;
import org.prtosvm.prtos.config.KernelOptions;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.image.ImageException.Kind;

/** Whether images, custom files and the container fit the memory of the configuration. */
final class PlacementChecks {
    private final SystemConfiguration configuration;
    private final KernelOptions options;

    PlacementChecks(SystemConfiguration configuration, KernelOptions options) {
        this.configuration = configuration;
        this.options = options;
    }

    /** Refuses a container that reaches the hypervisor's place or touches an area. */
    void checkContainer(String file, AddressRange container) {
        long limit = Integer.toUnsignedLong(options.loadAddress());
        if (container.end() > limit) {
            throw new ImageException(
                    Kind.CONTAINER_PLACE,
                    file,
                    "container",
                    String.format("lies at %s, expected to end below 0x%08x", container, limit));
        }
        configuration.devices().memoryBlocks().forEach(area -> checkApart(file, container, "a memory block", area));
        for (PartitionConfiguration partition : configuration.partitions()) {
            partition.areas().forEach(area -> checkApart(file, container, "partition " + partition.id(), area));
        }
    }

    private static void checkApart(String file, AddressRange container, String owner, MemoryArea area) {
        if (area.physicalRange().overlaps(container)) {
            throw new ImageException(
                    Kind.CONTAINER_PLACE,
                    file,
                    "container",
                    "lies at " + container + ", overlaps memory area " + area.physicalRange() + " of " + owner);
        }
    }

    /** Refuses an image with a segment outside the memory of its partition. */
    void checkImage(int partitionId, PefFile pef) {
        List<PefSegment> segments = pef.segments();
        for (int index = 0; index < segments.size(); index++) {
            checkInside(
                    partitionId,
                    pef.file(),
                    "segment " + index,
                    segments.get(index).loadRange());
        }
    }

    /** Refuses a custom file that is longer than its place, or that lies outside the memory of its partition. */
    void checkCustomFile(int partitionId, PefFile pef, CustomFileSlot slot) {
        if (pef.type() != PefType.CUSTOM_FILE || pef.segments().size() != 1) {
            throw new ImageException(
                    Kind.CUSTOM_FILE,
                    pef.file(),
                    "type",
                    "expected a custom file with one segment, found " + pef.type() + " with "
                            + pef.segments().size());
        }
        checkLength("partition " + partitionId, pef, slot);
        checkInside(partitionId, pef.file(), "custom file", AddressRange.of(slot.address(), pef.imageLength()));
    }

    /** Refuses a custom file that is longer than its place. */
    static void checkLength(String owner, PefFile pef, CustomFileSlot slot) {
        if (slot.size() != 0 && Integer.compareUnsigned(pef.imageLength(), slot.size()) > 0) {
            throw new ImageException(
                    Kind.CUSTOM_FILE,
                    pef.file(),
                    "length",
                    String.format(
                            "%s: expected at most %s bytes, found %s",
                            owner, Integer.toUnsignedString(slot.size()), Integer.toUnsignedString(pef.imageLength())));
        }
    }

    private void checkInside(int partitionId, String file, String field, AddressRange range) {
        MemoryArea area = configuration.partitions().get(partitionId).areaAround(range);
        if (area == null || area.has(MemoryAreaFlags.UNMAPPED)) {
            throw new ImageException(
                    Kind.OUTSIDE_AREAS,
                    file,
                    field,
                    "image outside its areas: partition " + partitionId + " has no mapped memory area around " + range
                            + nearest(area));
        }
    }

    private static String nearest(@Nullable MemoryArea area) {
        return area == null ? "" : ", the one at " + area.linearRange() + " is unmapped";
    }
}
