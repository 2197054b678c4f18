package org.prtosvm.cpu.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.fault.Vector;
import org.prtosvm.cpu.memory.CodeListener;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.SegmentCache;
import org.prtosvm.cpu.state.SegmentRegister;

/**
 * All decoded blocks of a machine: by physical page for invalidation, by physical address and EIP for finding them
 * again, and by EIP in front of that for each processor.
 *
 * <p>The front of a processor holds only for one {@link CpuState#mappingGeneration}; so do the links between blocks,
 * which remember the epoch of the front. Thread rule: the thread that runs the machine.
 */
public final class BlockCache implements CodeListener {
    /** Processors whose fronts are kept. */
    private static final int MAXIMUM_FRONTS = 32;
    /**
     * Instructions in all blocks together, about 250 bytes each, at which everything is forgotten: a guest can make
     * blocks without end, one for each base or limit of CS, and must not fill the host's memory.
     */
    private static final int MAXIMUM_INSTRUCTIONS = 1 << 19;

    private final GuestMemory memory;
    private final BlockDecoder decoder;
    private final Int2ObjectHashMap<List<Block>> byPage = new Int2ObjectHashMap<>();
    private final Long2ObjectHashMap<List<Block>> byAddress = new Long2ObjectHashMap<>();
    private final ArrayDeque<BlockFront> fronts = new ArrayDeque<>();
    private @Nullable BlockFront front;
    private int lastEpoch;
    private int maximumInstructions = MAXIMUM_INSTRUCTIONS;
    private int heldInstructions;
    private long decoded;
    private long invalidated;

    /**
     * Creates an empty cache that learns about stores to code.
     *
     * @param memory memory of the machine
     * @param factory makes the operations
     */
    @SuppressWarnings("this-escape")
    BlockCache(GuestMemory memory, OperationFactory factory) {
        this.memory = memory;
        decoder = new BlockDecoder(memory, factory);
        memory.addCodeListener(this);
    }

    /** @return blocks decoded so far */
    public long decodedBlocks() {
        return decoded;
    }

    /** @return blocks invalidated so far by stores to their bytes */
    public long invalidatedBlocks() {
        return invalidated;
    }

    /**
     * The front of a processor in its current epoch.
     *
     * @param cpu processor
     * @return front
     */
    BlockFront front(CpuState cpu) {
        BlockFront current = front;
        if (current == null || current.cpu != cpu) {
            current = frontOf(cpu);
            front = current;
        }
        if (current.generation != cpu.mappingGeneration) {
            current.generation = cpu.mappingGeneration;
            current.epoch = ++lastEpoch;
        }
        return current;
    }

    private BlockFront frontOf(CpuState cpu) {
        for (BlockFront known : fronts) {
            if (known.cpu == cpu) {
                return known;
            }
        }
        if (fronts.size() == MAXIMUM_FRONTS) {
            fronts.removeLast();
        }
        BlockFront created = new BlockFront(cpu);
        created.generation = cpu.mappingGeneration;
        created.epoch = ++lastEpoch;
        fronts.addFirst(created);
        return created;
    }

    /**
     * Finds or decodes the block at the current EIP.
     *
     * @param cpu processor
     * @return valid block
     * @throws org.prtosvm.cpu.fault.GuestFault if its first instruction cannot be fetched
     */
    Block at(CpuState cpu) {
        BlockFront current = front(cpu);
        Block block = current.find(cpu);
        if (block == null) {
            block = search(cpu);
            front(cpu).enter(block);
        }
        return block;
    }

    private Block search(CpuState cpu) {
        SegmentCache code = cpu.segment[SegmentRegister.CS];
        if (Integer.compareUnsigned(cpu.eip, code.limit) > 0) {
            throw cpu.raise(Vector.GENERAL_PROTECTION, 0);
        }
        int linear = code.base + cpu.eip;
        int physical = cpu.memory.fetchAddress(linear);
        long key = key(physical, cpu.eip);
        List<Block> candidates = byAddress.get(key);
        if (candidates != null) {
            // By index: fetching may set an accessed bit in bytes that are code too, and so drop blocks.
            for (int n = 0; n < candidates.size(); n++) {
                Block block = candidates.get(n);
                if (block.fits(cpu) && secondPageHolds(cpu, linear, block) && block.valid()) {
                    return block;
                }
            }
        }
        return decode(cpu, linear, physical);
    }

    private static long key(int physical, int eip) {
        return (long) physical << 32 | eip & 0xFFFF_FFFFL;
    }

    /** A block that reaches into a second page is one instruction: fetching its bytes there may fault. */
    private static boolean secondPageHolds(CpuState cpu, int linear, Block block) {
        return block.secondLength() == 0 || cpu.memory.fetchAddress(linear + block.firstLength) == block.secondPhysical;
    }

    private Block decode(CpuState cpu, int linear, int physical) {
        if (heldInstructions >= maximumInstructions) {
            forgetAll();
        }
        Block block = decoder.decode(cpu, linear, physical);
        decoded++;
        heldInstructions += block.operations().length;
        byAddress
                .computeIfAbsent(key(physical, cpu.eip), key -> new ArrayList<>(1))
                .add(block);
        place(block, physical);
        if (block.secondLength() != 0) {
            place(block, block.secondPhysical);
        }
        return block;
    }

    /** The code map keeps its marks, since others may rely on them; the next store clears them. */
    private void forgetAll() {
        byAddress.values().forEach(blocks -> blocks.forEach(Block::invalidate));
        byAddress.clear();
        byPage.clear();
        heldInstructions = 0;
    }

    /** Sets the bound of decoded instructions, for tests. */
    void limitInstructions(int maximum) {
        maximumInstructions = maximum;
    }

    /** Instructions in all blocks that are held. */
    int heldInstructions() {
        return heldInstructions;
    }

    private void place(Block block, int physical) {
        byPage.computeIfAbsent(physical & -GuestMemory.PAGE_SIZE, page -> new ArrayList<>())
                .add(block);
    }

    @Override
    public void codeWritten(int physical, int length) {
        int page = physical & -GuestMemory.PAGE_SIZE;
        List<Block> blocks = byPage.get(page);
        if (blocks != null) {
            long written = GuestMemory.grains(physical, length);
            blocks.removeIf(block -> {
                boolean stale = (grainsIn(block, page) & written) != 0;
                if (stale) {
                    drop(block);
                }
                return stale || !block.valid();
            });
            if (blocks.isEmpty()) {
                byPage.remove(page);
            }
        }
        // Every listener drops all it has of these grains, so nothing decoded from them is left.
        memory.unmarkCode(physical, length);
        BlockFront running = front;
        if (running != null) {
            running.cpu.codeGeneration++;
        }
    }

    private static long grainsIn(Block block, int page) {
        boolean first = (block.physical & -GuestMemory.PAGE_SIZE) == page;
        long grains = first ? GuestMemory.grains(block.physical, block.firstLength) : 0;
        if (block.secondLength() != 0 && (block.secondPhysical & -GuestMemory.PAGE_SIZE) == page) {
            grains |= GuestMemory.grains(block.secondPhysical, block.secondLength());
        }
        return grains;
    }

    private void drop(Block block) {
        if (!block.valid()) {
            return;
        }
        invalidated++;
        heldInstructions -= block.operations().length;
        block.invalidate();
        long key = key(block.physical, block.eip());
        List<Block> same = byAddress.get(key);
        if (same != null) {
            same.remove(block);
            if (same.isEmpty()) {
                byAddress.remove(key);
            }
        }
    }

    @Override
    public void codeDecoded(int physicalPage) {
        // Concerns look-asides of stores only.
    }
}
