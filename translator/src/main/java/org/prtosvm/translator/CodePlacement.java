package org.prtosvm.translator;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.IntArrayList;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.engine.Operation;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.translator.region.Region;
import org.prtosvm.translator.region.RegionBlock;

/** Where the code of a region lies: linear pages, physical pages, and grains within them. */
final class CodePlacement {
    private static final int PAGE = GuestMemory.PAGE_SIZE;
    private static final int GRAIN_SHIFT = Integer.numberOfTrailingZeros(GuestMemory.GRAIN_LENGTH);

    private final Map<Integer, Long> grainsByLinearPage = new TreeMap<>();
    private final Mmu mmu;

    /**
     * Measures a region.
     *
     * @param region region
     * @param mmu memory through which it was decoded
     */
    CodePlacement(Region region, Mmu mmu) {
        this.mmu = mmu;
        for (RegionBlock block : region.blocks()) {
            for (Operation operation : block.operations()) {
                add(operation.instruction);
            }
        }
    }

    private void add(Instruction i) {
        int first = i.eip() & -PAGE;
        int last = (i.eip() + i.length() - 1) & -PAGE;
        if (first == last) {
            add(first, GuestMemory.grains(i.eip(), i.length()));
        } else {
            int inFirst = last - i.eip();
            add(first, GuestMemory.grains(i.eip(), inFirst));
            add(last, GuestMemory.grains(last, i.length() - inFirst));
        }
    }

    private void add(int linearPage, long grains) {
        grainsByLinearPage.merge(linearPage, grains, (a, b) -> a | b);
    }

    /** @return linear and physical address of each page, alternating */
    int[] pages() {
        int[] pages = new int[grainsByLinearPage.size() * 2];
        int n = 0;
        for (int linear : grainsByLinearPage.keySet()) {
            pages[n++] = linear;
            pages[n++] = mmu.physicalOf(linear);
        }
        return pages;
    }

    /** @return numbers of the physical grains: physical address divided by the grain length */
    int[] grains() {
        IntArrayList numbers = new IntArrayList();
        grainsByLinearPage.forEach((linear, grains) -> {
            int first = mmu.physicalOf(linear) >>> GRAIN_SHIFT;
            for (long left = grains; left != 0; left &= left - 1) {
                numbers.addInt(first + Long.numberOfTrailingZeros(left));
            }
        });
        return numbers.toIntArray();
    }
}
