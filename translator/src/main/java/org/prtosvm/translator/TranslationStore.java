package org.prtosvm.translator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.collections.Int2ObjectHashMap;
import org.prtosvm.cpu.engine.Block;
import org.prtosvm.cpu.memory.CodeListener;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.translator.cache.AddressSpace;
import org.prtosvm.translator.cache.ChangingCode;
import org.prtosvm.translator.cache.Translation;

/**
 * All address spaces of a machine and, per grain of physical memory, the translations whose code lies in it: drops what
 * a store to decoded code makes stale, and bounds the footprint of generated classes. Thread rule: guest thread.
 */
final class TranslationStore implements CodeListener, AddressSpace.DropListener {
    private static final int GRAIN_SHIFT = Integer.numberOfTrailingZeros(GuestMemory.GRAIN_LENGTH);

    private final GuestMemory memory;
    private final long maximumClassBytes;
    private final ChangingCode changing = new ChangingCode();
    private final List<AddressSpace> spaces = new ArrayList<>();
    private final Int2ObjectHashMap<Set<Translation>> byGrain = new Int2ObjectHashMap<>();
    private final Set<Translation> published = new HashSet<>();
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
     * @param codeLimit limit of CS
     * @return empty space
     */
    AddressSpace newSpace(int mode, int flatLimit, int codeLimit) {
        AddressSpace space = new AddressSpace(memory, changing, this, mode, flatLimit, codeLimit);
        spaces.add(space);
        return space;
    }

    /** @return the record of code that keeps being changed */
    ChangingCode changing() {
        return changing;
    }

    /**
     * Tells whether a block is worth a translation, as far as changes of its bytes go.
     *
     * @param block block
     * @return false if its bytes were changed often and it was not executed often since the last change
     */
    boolean settled(Block block) {
        int needed = changing.executionsNeeded(block.physical(), block.lengthOnFirstPage());
        if (block.lengthOnSecondPage() != 0) {
            int second = changing.executionsNeeded(block.physicalOnSecondPage(), block.lengthOnSecondPage());
            needed = Math.max(needed, second);
        }
        return block.executions >= needed;
    }

    /**
     * Indexes the code of a translation.
     *
     * @param translation translation
     */
    void place(Translation translation) {
        for (int grain : translation.codeGrains()) {
            byGrain.computeIfAbsent(grain, number -> new HashSet<>()).add(translation);
        }
    }

    /**
     * Makes a translation enterable; drops everything first if the bound on class files would be passed.
     *
     * @param translation finished translation
     */
    void publish(Translation translation) {
        if (liveClassBytes + translation.byteLength() > maximumClassBytes) {
            spaces.forEach(AddressSpace::dropAll);
            evictions++;
        }
        if (translation.valid()) {
            liveClassBytes += translation.byteLength();
            published.add(translation);
            translation.space.publish(translation);
        }
    }

    @Override
    public void codeWritten(int physical, int length) {
        changing.changed(physical, length);
        int first = physical >>> GRAIN_SHIFT;
        int last = physical + length - 1 >>> GRAIN_SHIFT;
        for (int grain = first; grain <= last; grain++) {
            Set<Translation> stale = byGrain.get(grain);
            if (stale != null) {
                for (Translation translation : List.copyOf(stale)) {
                    invalidations++;
                    translation.space.drop(translation);
                }
            }
        }
    }

    @Override
    public void dropped(Translation translation) {
        if (published.remove(translation)) {
            liveClassBytes -= translation.byteLength();
        }
        for (int grain : translation.codeGrains()) {
            Set<Translation> placed = byGrain.get(grain);
            if (placed != null && placed.remove(translation) && placed.isEmpty()) {
                byGrain.remove(grain);
            }
        }
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
