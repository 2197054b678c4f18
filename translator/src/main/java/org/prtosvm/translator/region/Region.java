package org.prtosvm.translator.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.prtosvm.cpu.decode.Instruction;
import org.prtosvm.cpu.decode.Operand;
import org.prtosvm.cpu.engine.Operation;

/**
 * Guest code that becomes one method: an entry and the blocks reachable from it by direct jumps, not through calls.
 *
 * @param entryEip EIP of the only entry
 * @param mode mode bits of the processor for which the code was decoded
 * @param codeLimit limit of CS: beyond it no jump may lead
 * @param blocks blocks in ascending order of EIP
 * @param jumpTables entries of the tables of indirect jumps in their order, by EIP of the jump
 * @param accesses how each memory access is checked, by {@link Access#key}
 * @param framed true if accesses relative to the stack pointer may be checked once, at the entry
 */
public record Region(
        int entryEip,
        int mode,
        int codeLimit,
        List<RegionBlock> blocks,
        Map<Integer, int[]> jumpTables,
        Map<Long, Access> accesses,
        boolean framed) {
    /**
     * Where execution may go on after a block, calls having returned.
     *
     * @param block block of this region
     * @return EIPs inside or outside the region; what is only known at run time is not among them
     */
    public List<Integer> successors(RegionBlock block) {
        Instruction last = block.last().instruction;
        List<Integer> result = new ArrayList<>(2);
        Operand destination = last.destination();
        if (!last.endsBlock()) {
            result.add(block.endEip());
            return result;
        }
        switch (last.opcode().flow()) {
            case RETURN -> {
                // The caller knows.
            }
            case JUMP -> {
                if (destination != null && destination.kind() == Operand.Kind.TARGET) {
                    result.add(destination.value());
                } else {
                    for (int entry : jumpTables.getOrDefault(last.eip(), new int[0])) {
                        result.add(entry);
                    }
                }
            }
            case CONDITIONAL, FLAGS_CONDITIONAL -> {
                result.add(last.nextEip());
                if (destination != null) {
                    result.add(destination.value());
                }
            }
            default -> result.add(last.nextEip());
        }
        return result;
    }

    /**
     * Instructions from an EIP to the end of its block.
     *
     * @param eip EIP of an instruction
     * @return operations, none if no block has an instruction there
     */
    public List<Operation> from(int eip) {
        for (RegionBlock block : blocks) {
            List<Operation> operations = block.operations();
            for (int n = 0; n < operations.size(); n++) {
                if (operations.get(n).instruction.eip() == eip) {
                    return operations.subList(n, operations.size());
                }
            }
        }
        return List.of();
    }

    /** @return instructions of all blocks together: no path without a backward jump is longer */
    public int instructionCount() {
        int count = 0;
        for (RegionBlock block : blocks) {
            count += block.count();
        }
        return count;
    }

    /**
     * Index of a block.
     *
     * @param eip EIP of its first instruction
     * @return index in {@link #blocks} or -1 if no block begins there
     */
    public int indexOf(int eip) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = Integer.compareUnsigned(blocks.get(middle).eip(), eip);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
