package org.prtosvm.translator;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.prtosvm.cpu.memory.CodeListener;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.translator.cache.AddressSpace;
import org.prtosvm.translator.cache.Translation;

/**
 * All address spaces of a machine and, per physical page, the translations whose code lies in it: drops what a store to
 * decoded code makes stale, and bounds the footprint of generated classes. Thread rule: guest thread.
 */
final class TranslationStore implements CodeListener {
    /** A translation and the grains of one page that its code was decoded from. */
    private record Placed(Translation translation, long grains) {}

    private final GuestMemory memory;
    private final long maximumClassBytes;
    private final List<AddressSpace> spaces = new ArrayList<>();
    private final Int2ObjectHashMap<List<Placed>> byPage = new Int2ObjectHashMap<>();
    private long liveClassBytes;
    private long invalidations;
    private long evictions;

    TranslationStore(GuestMemory memory, long maximumClassBytes) {
        this.memory = memory;
        this.maximumClassBytes = maximumClassBytes;
        memory.addCodeListener(this);
    }

    /**
     * Creates an address space that is kept informed.
     *
     * @param mode mode bits
     * @param flatLimit reach of the flat segments
     * @return empty space
     */
    AddressSpace newSpace(int mode, int flatLimit) {
        AddressSpace space = new AddressSpace(memory, mode, flatLimit);
        spaces.add(space);
        return space;
    }

    /**
     * Indexes the code of a translation by physical page.
     *
     * @param translation translation
     * @param code where its code lies
     */
    void place(Translation translation, CodePlacement code) {
        code.forEachPage((page, grains) ->
                byPage.computeIfAbsent(page, p -> new ArrayList<>()).add(new Placed(translation, grains)));
    }

    /**
     * Makes a translation enterable; drops everything first if the bound on class files would be passed.
     *
     * @param translation finished translation
     */
    void publish(Translation translation) {
        if (liveClassBytes + translation.byteLength() > maximumClassBytes) {
            spaces.forEach(AddressSpace::dropAll);
            byPage.clear();
            liveClassBytes = 0;
            evictions++;
            return;
        }
        liveClassBytes += translation.byteLength();
        translation.space.publish(translation);
    }

    @Override
    public void codeWritten(int physical, int length) {
        int page = physical & -GuestMemory.PAGE_SIZE;
        List<Placed> placed = byPage.get(page);
        if (placed == null) {
            return;
        }
        long written = GuestMemory.grains(physical, length);
        placed.removeIf(entry -> {
            boolean stale = (entry.grains & written) != 0;
            if (stale) {
                drop(entry.translation);
            }
            return stale || !entry.translation.valid();
        });
    }

    private void drop(Translation translation) {
        if (translation.valid()) {
            invalidations++;
            liveClassBytes -= translation.byteLength();
        }
        translation.space.drop(translation);
    }

    @Override
    public void codeDecoded(int physicalPage) {
        for (AddressSpace space : spaces) {
            space.codeDecoded(physicalPage);
        }
    }

    /** @return translations that can be entered */
    long liveRegions() {
        return spaces.stream().mapToLong(AddressSpace::translationCount).sum();
    }

    /** @return bytes of the class files of translations that were not dropped by a store or an eviction */
    long liveClassBytes() {
        return liveClassBytes;
    }

    /** @return translations dropped because their code was written */
    long invalidations() {
        return invalidations;
    }

    /** @return times that everything was dropped to bound the footprint */
    long evictions() {
        return evictions;
    }
}
