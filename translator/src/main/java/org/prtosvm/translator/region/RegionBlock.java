package org.prtosvm.translator.region;

import java.util.List;
import org.prtosvm.cpu.engine.Operation;

/**
 * A basic block of a region.
 *
 * @param eip EIP of its first instruction
 * @param endEip EIP behind its last instruction
 * @param operations instructions with their closures, in order, at least one
 */
public record RegionBlock(int eip, int endEip, List<Operation> operations) {
    /** @return number of instructions */
    public int count() {
        return operations.size();
    }

    /** @return the last instruction */
    public Operation last() {
        return operations.getLast();
    }
}
