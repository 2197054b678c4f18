// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.StatusDescriptor;
import org.prtosvm.abi.VcpuFlags;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.ProcessorState;
import org.prtosvm.prtos.state.Stateful;
import org.prtosvm.prtos.time.ExecutionClock;
import org.prtosvm.prtos.time.VirtualTimer;

/**
 * A virtual processor of a partition: registers, control table, flags, clock and timers. Which of them runs when is decided elsewhere.
 *
 * <p>Thread rule: the thread that runs the machine.
 */
public final class Vcpu implements Stateful {
    /** Value of {@link #pendingTrap} without a trap. */
    public static final int NO_TRAP = -1;

    private final Partition partition;
    private final int id;
    private final int processor;
    private final CpuState cpu;
    private final DescriptorTables tables;
    private final Pct pct;
    private final int attributeFlags;
    private final VirtualTimer hwTimer = new VirtualTimer();
    private final VirtualTimer execTimer = new VirtualTimer();
    private final ExecutionClock execClock = new ExecutionClock();
    private final BatchStack batch = new BatchStack();

    private int flags;
    private int opMode;
    private long debt;
    private boolean atKernelExit;
    private int pendingTrap = NO_TRAP;
    private int pendingErrorCode;
    private int resets;
    private boolean holdsDirectory;

    /**
     * Makes a vCPU that is halted.
     *
     * @param partition owner
     * @param id number in the partition, from 0
     * @param processor physical processor on which it runs, -1 if it is in no plan
     * @param cpu registers; memory is connected
     * @param tables descriptor tables of this vCPU
     * @param pct control table
     * @param partitionCount number of partitions of the system
     */
    public Vcpu(
            Partition partition,
            int id,
            int processor,
            CpuState cpu,
            DescriptorTables tables,
            Pct pct,
            int partitionCount) {
        this.partition = partition;
        this.id = id;
        this.processor = processor;
        this.cpu = cpu;
        this.tables = tables;
        this.pct = pct;
        int attributes = partition.configuration().hasFp() ? VcpuFlags.FP : 0;
        attributeFlags =
                partition.isSystem() ? attributes | partitionCount << VcpuFlags.PARTITION_COUNT_SHIFT : attributes;
    }

    /**
     * The owner.
     *
     * @return partition
     */
    public Partition partition() {
        return partition;
    }

    /**
     * The number of this vCPU in its partition.
     *
     * @return from 0
     */
    public int id() {
        return id;
    }

    /**
     * Partition and vCPU in one word.
     *
     * @return {@code vcpu << 8 | partition}
     */
    public int code() {
        return id << 8 | partition.id();
    }

    /**
     * The physical processor whose plans name this vCPU.
     *
     * @return number, or -1
     */
    public int processor() {
        return processor;
    }

    /**
     * The registers.
     *
     * @return live state
     */
    public CpuState cpu() {
        return cpu;
    }

    /**
     * The segment and interrupt descriptor tables and the task-state segment.
     *
     * @return tables in guest physical memory
     */
    public DescriptorTables tables() {
        return tables;
    }

    /**
     * The control table.
     *
     * @return view of guest physical memory
     */
    public Pct pct() {
        return pct;
    }

    /**
     * The timer on the hardware clock.
     *
     * @return live timer
     */
    public VirtualTimer hwTimer() {
        return hwTimer;
    }

    /**
     * The timer on the execution clock.
     *
     * @return live timer
     */
    public VirtualTimer execTimer() {
        return execTimer;
    }

    /**
     * The execution clock.
     *
     * @return live clock
     */
    public ExecutionClock execClock() {
        return execClock;
    }

    /**
     * The batches of calls that this vCPU is executing.
     *
     * @return live stack, empty outside batches
     */
    public BatchStack batch() {
        return batch;
    }

    /**
     * All flags.
     *
     * @return bits of {@link VcpuFlags}
     */
    public int flags() {
        return flags;
    }

    /**
     * Sets and clears flags, here and in the control table.
     *
     * @param set bits to set
     * @param clear bits to clear
     */
    public void changeFlags(int set, int clear) {
        flags = flags & ~clear | set;
        pct.put32(PctDescriptor.FLAGS_OFFSET, flags);
    }

    /**
     * Whether this vCPU may run: started, not halted, not suspended.
     *
     * @return true if it is ready
     */
    public boolean isReady() {
        int relevant = VcpuFlags.READY | VcpuFlags.HALTED | VcpuFlags.SUSPENDED;
        return (flags & relevant) == VcpuFlags.READY;
    }

    /**
     * Whether this vCPU waits to be reset.
     *
     * @return flag HALTED
     */
    public boolean isHalted() {
        return (flags & VcpuFlags.HALTED) != 0;
    }

    /**
     * Whether this vCPU waits to be resumed, halted or not.
     *
     * @return flag SUSPENDED
     */
    public boolean isSuspended() {
        return (flags & VcpuFlags.SUSPENDED) != 0;
    }

    /**
     * The state that the status object reports.
     *
     * @return {@code STATE_*} of {@link StatusDescriptor}: halted wins over suspended wins over ready
     */
    public int state() {
        if (isHalted()) {
            return StatusDescriptor.STATE_HALTED;
        }
        if (isSuspended()) {
            return StatusDescriptor.STATE_SUSPENDED;
        }
        return (flags & VcpuFlags.READY) != 0 ? StatusDescriptor.STATE_READY : StatusDescriptor.STATE_IDLE;
    }

    /**
     * Operating mode as the status object reports it.
     *
     * @return {@code MODE_*} of {@link StatusDescriptor}
     */
    public int opMode() {
        return opMode;
    }

    /**
     * Sets the operating mode.
     *
     * @param mode {@code MODE_*} of {@link StatusDescriptor}
     */
    public void setOpMode(int mode) {
        opMode = mode;
    }

    /**
     * Time that calls of this vCPU have cost and that has not passed yet, because its slot was over.
     *
     * @return counts
     */
    public long debt() {
        return debt;
    }

    /**
     * Adds to the time that has to pass before this vCPU goes on.
     *
     * @param counts may be negative when time has passed
     */
    public void addDebt(long counts) {
        debt += counts;
    }

    /**
     * Whether this vCPU is on its way out of the kernel: a virtual event may be injected before it goes on.
     *
     * @return true behind every hypercall, trap and physical interrupt
     */
    public boolean atKernelExit() {
        return atKernelExit;
    }

    /**
     * Sets whether a virtual event may be injected before this vCPU goes on.
     *
     * @param value new value
     */
    public void setAtKernelExit(boolean value) {
        atKernelExit = value;
    }

    /**
     * The trap that waits for its injection.
     *
     * @return vector, or {@link #NO_TRAP}
     */
    public int pendingTrap() {
        return pendingTrap;
    }

    /**
     * The error code of the trap that waits for its injection.
     *
     * @return as pushed by the processor
     */
    public int pendingErrorCode() {
        return pendingErrorCode;
    }

    /**
     * Makes a trap wait for its injection.
     *
     * @param vector 0 to 31
     * @param errorCode as pushed by the processor
     */
    public void setPendingTrap(int vector, int errorCode) {
        pendingTrap = vector;
        pendingErrorCode = errorCode;
        changeFlags(VcpuFlags.TRAP_PENDING, 0);
    }

    /** Forgets the trap that waits for its injection. */
    public void clearPendingTrap() {
        if (pendingTrap != NO_TRAP) {
            pendingTrap = NO_TRAP;
            pendingErrorCode = 0;
            changeFlags(0, VcpuFlags.TRAP_PENDING);
        }
    }

    /**
     * Number of resets so far: tells a call that its caller has been restarted meanwhile.
     *
     * @return count, may wrap
     */
    public int resets() {
        return resets;
    }

    /**
     * Whether the counter of this vCPU's page directory has counted this vCPU. A reset of a vCPU does not count, so what it has not counted
     * must not be taken away when the vCPU leaves the directory.
     *
     * @return true if it has
     */
    public boolean holdsDirectory() {
        return holdsDirectory;
    }

    /**
     * Sets whether the counter of the page directory has counted this vCPU.
     *
     * @param value new value
     */
    public void setHoldsDirectory(boolean value) {
        holdsDirectory = value;
    }

    /** Puts the vCPU into the state of a fresh system: halted, control table blank. The descriptor tables are rebuilt. */
    void start() {
        flags = VcpuFlags.HALTED;
        pct.blank(flags);
        opMode = StatusDescriptor.MODE_IDLE;
        hwTimer.disarm();
        execTimer.disarm();
        execClock.reset();
        dropWork();
        debt = 0;
        holdsDirectory = false;
        EntryState.blank(cpu);
        tables.build(cpu, partition.configuration().ioPermissions());
    }

    /** Forgets what the vCPU was doing inside the kernel. */
    private void dropWork() {
        atKernelExit = false;
        pendingTrap = NO_TRAP;
        pendingErrorCode = 0;
        batch.clear();
    }

    /**
     * Resets this vCPU: registers as at the start of a guest, control table initialised, ready. Suspension, timers, clock and descriptor
     * tables are kept. Source: ABI 01-machine-and-boot, 7.3.
     *
     * @param directory new CR3
     * @param entry address at which it starts
     * @param stackPointer new ESP
     * @param status reset status for the guest
     * @param khz speed of processor 0
     * @param imageStart address of the partition's image file in the container
     */
    public void reset(int directory, int entry, int stackPointer, int status, int khz, int imageStart) {
        resets++;
        dropWork();
        holdsDirectory &= (directory & -PrtosConstants.PAGE_SIZE) == (cpu.cr3 & -PrtosConstants.PAGE_SIZE);
        pct.initialise(this, khz, imageStart);
        pct.put32(PctDescriptor.RESET_COUNTER_OFFSET, pct.get32(PctDescriptor.RESET_COUNTER_OFFSET) + 1);
        pct.put32(PctDescriptor.RESET_STATUS_OFFSET, status);
        pct.put32(PctDescriptor.CR3_OFFSET, directory);
        boolean fp = partition.configuration().hasFp();
        pct.put32(PctDescriptor.CR0_OFFSET, fp ? EntryState.GUEST_CR0 : EntryState.GUEST_CR0 | CpuState.CR0_EM);
        int running = VcpuFlags.READY | VcpuFlags.DCACHE_ENABLED | VcpuFlags.ICACHE_ENABLED | attributeFlags;
        changeFlags(running, VcpuFlags.HALTED | VcpuFlags.TRAP_PENDING);
        EntryState.enter(cpu, tables, fp, directory, entry, stackPointer);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(flags);
        out.writeInt(opMode);
        out.writeLong(debt);
        out.writeBoolean(atKernelExit);
        out.writeInt(pendingTrap);
        out.writeInt(pendingErrorCode);
        out.writeInt(resets);
        out.writeBoolean(holdsDirectory);
        hwTimer.save(out);
        execTimer.save(out);
        execClock.save(out);
        batch.save(out);
        ProcessorState.save(cpu, out);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        flags = in.readInt();
        opMode = in.readInt();
        debt = in.readLong();
        atKernelExit = in.readBoolean();
        pendingTrap = in.readInt();
        pendingErrorCode = in.readInt();
        resets = in.readInt();
        holdsDirectory = in.readBoolean();
        hwTimer.restore(in);
        execTimer.restore(in);
        execClock.restore(in);
        batch.restore(in);
        ProcessorState.restore(cpu, in);
    }

    @Override
    public String toString() {
        return "vCPU " + id + " of " + partition;
    }
}
