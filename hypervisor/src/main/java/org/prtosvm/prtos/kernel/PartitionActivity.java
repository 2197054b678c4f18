// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.prtos.state.Stateful;

/** What a partition has done since the machine was created, for statistics; no guest sees it and no reset sets it back. */
public final class PartitionActivity implements Stateful {
    private long slots;
    private long hypercalls;
    private long traps;
    private long injections;
    private long hmEvents;
    private long instructions;

    PartitionActivity() {}

    /**
     * Slots that began for a ready vCPU.
     *
     * @return count
     */
    public long slots() {
        return slots;
    }

    /**
     * Hypercalls, entries of batches not counted.
     *
     * @return count
     */
    public long hypercalls() {
        return hypercalls;
    }

    /**
     * Traps of guest code that came to the hypervisor.
     *
     * @return count
     */
    public long traps() {
        return traps;
    }

    /**
     * Virtual interrupts and traps that were injected.
     *
     * @return count
     */
    public long injections() {
        return injections;
    }

    /**
     * Health-monitor events.
     *
     * @return count
     */
    public long hmEvents() {
        return hmEvents;
    }

    /**
     * Executed instructions, skipped waiting included.
     *
     * @return count
     */
    public long instructions() {
        return instructions;
    }

    void countSlot() {
        slots++;
    }

    void countHypercall() {
        hypercalls++;
    }

    void countTrap() {
        traps++;
    }

    void countInjection() {
        injections++;
    }

    void countHmEvent() {
        hmEvents++;
    }

    void addInstructions(long count) {
        instructions += count;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(slots);
        out.writeLong(hypercalls);
        out.writeLong(traps);
        out.writeLong(injections);
        out.writeLong(hmEvents);
        out.writeLong(instructions);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        slots = in.readLong();
        hypercalls = in.readLong();
        traps = in.readLong();
        injections = in.readLong();
        hmEvents = in.readLong();
        instructions = in.readLong();
    }
}
