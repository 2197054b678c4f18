package org.prtosvm.translator;

import java.util.Map;
import java.util.TreeMap;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.engine.Operation;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.mmu.Mmu;
import org.prtosvm.translator.region.Region;
import org.prtosvm.translator.region.RegionBlock;

/** Where the code of a region lies: linear pages, physical pages, and grains within them. */
final class CodePlacement {
    /** Receives a page. */
    interface PageConsumer {
        /**
         * Takes one page.
         *
         * @param physicalPage physical address of the page
         * @param grains grains of the page that the region was decoded from
         */
        void page(int physicalPage, long grains);
    }

    private static final int PAGE = GuestMemory.PAGE_SIZE;

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

    /**
     * Visits the physical pages.
     *
     * @param consumer receives each page
     */
    void forEachPage(PageConsumer consumer) {
        grainsByLinearPage.forEach((linear, grains) -> consumer.page(mmu.physicalOf(linear), grains));
    }
}
