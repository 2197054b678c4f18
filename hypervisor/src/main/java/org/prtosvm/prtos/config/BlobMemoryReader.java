// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.prtos.config.BlobBytes.Run;
import org.prtosvm.prtos.config.BlobBytes.Table;

/** Reads regions and memory areas of a configuration blob. */
final class BlobMemoryReader {
    private final BlobBytes blob;
    private final Table strings;
    private final Table areas;
    private final List<Region> regions;

    BlobMemoryReader(BlobBytes blob, Table strings) {
        this.blob = blob;
        this.strings = strings;
        this.areas = blob.table(
                "memory areas", ConfigurationBlobDescriptor.AREA_TABLE_OFFSET, ConfigurationBlobDescriptor.AREA_LENGTH);
        this.regions = readRegions();
    }

    /** The regions in ascending order. */
    List<Region> regions() {
        return regions;
    }

    private List<Region> readRegions() {
        Table table = blob.table(
                "regions", ConfigurationBlobDescriptor.REGION_TABLE_OFFSET, ConfigurationBlobDescriptor.REGION_LENGTH);
        List<Region> read = new ArrayList<>();
        for (int index = 0; index < table.count(); index++) {
            int at = table.entry(index);
            Region region = new Region(
                    blob.word("region start", at + ConfigurationBlobDescriptor.REGION_START_OFFSET),
                    blob.word("region size", at + ConfigurationBlobDescriptor.REGION_SIZE_OFFSET),
                    blob.word("region flags", at + ConfigurationBlobDescriptor.REGION_FLAGS_OFFSET));
            if (index > 0
                    && Integer.compareUnsigned(region.start(), read.getLast().start()) < 0) {
                throw blob.refuse(
                        "region " + index,
                        "expected ascending starts, found 0x%08x after 0x%08x",
                        region.start(),
                        read.getLast().start());
            }
            read.add(region);
        }
        return read;
    }

    /** The areas of an owner, whose count and first index are in two fields. */
    List<MemoryArea> areas(String owner, int countOffset, int firstOffset) {
        Run run = blob.run(owner, areas, firstOffset, countOffset);
        List<MemoryArea> read = new ArrayList<>();
        int[] nameIndices = nameIndices(run);
        for (int index = 0; index < run.count(); index++) {
            read.add(area(owner, run.first() + index, nameIndices[index]));
        }
        return read;
    }

    /** The area with an index that is in a field. */
    MemoryArea area(String owner, int indexOffset) {
        int index = blob.word(owner, indexOffset);
        if (Integer.compareUnsigned(index, areas.count()) >= 0) {
            throw blob.refuse(
                    owner,
                    "memory area: expected an index below %d, found %s",
                    areas.count(),
                    Integer.toUnsignedString(index));
        }
        return area(owner, index, 0);
    }

    private MemoryArea area(String owner, int index, int nameIndex) {
        int at = areas.entry(index);
        int start = blob.word(owner, at + ConfigurationBlobDescriptor.AREA_START_OFFSET);
        int size = blob.word(owner, at + ConfigurationBlobDescriptor.AREA_SIZE_OFFSET);
        String name = isTagged(index)
                ? blob.string(owner + ": name of memory area " + index, strings, nameOffset(index))
                : null;
        return new MemoryArea(
                name,
                start,
                blob.word(owner, at + ConfigurationBlobDescriptor.AREA_MAPPED_AT_OFFSET),
                size,
                blob.word(owner, at + ConfigurationBlobDescriptor.AREA_FLAGS_OFFSET),
                RegionTable.indexOf(regions, AddressRange.of(start, size)),
                nameIndex);
    }

    private boolean isTagged(int index) {
        int flags = blob.word("memory area flags", areas.entry(index) + ConfigurationBlobDescriptor.AREA_FLAGS_OFFSET);
        return (flags & MemoryAreaFlags.TAGGED) != 0;
    }

    private int nameOffset(int index) {
        return blob.word("memory area name", areas.entry(index) + ConfigurationBlobDescriptor.AREA_NAME_OFFSET);
    }

    /** Names stand in the order of declaration. */
    private int[] nameIndices(Run run) {
        int[] byName = IntStream.range(0, run.count())
                .filter(index -> isTagged(run.first() + index))
                .boxed()
                .sorted(Comparator.comparing(index -> nameOffset(run.first() + index), Integer::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] indices = new int[run.count()];
        for (int rank = 0; rank < byName.length; rank++) {
            indices[byName[rank]] = rank;
        }
        return indices;
    }
}
