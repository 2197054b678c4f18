// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.StatusDescriptor;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.state.Stateful;

/** A partition: its configuration, its vCPUs, its pages and its counters. */
public final class Partition implements Stateful {
    private final PartitionConfiguration configuration;
    private final String name;
    private final PageRegistry pages;
    private final MessageCounters messages = new MessageCounters();
    private final List<Vcpu> vcpus = new ArrayList<>();
    private int opMode;
    private long virtualInterrupts;

    /**
     * Makes a partition without vCPUs.
     *
     * @param system configuration of the system
     * @param configuration configuration of this partition
     */
    public Partition(SystemConfiguration system, PartitionConfiguration configuration) {
        this.configuration = configuration;
        name = system.nameOf(configuration);
        pages = new PageRegistry(system, configuration);
    }

    /**
     * Adds the next vCPU; to be called once for each configured one.
     *
     * @param vcpu its id is the number of vCPUs so far
     */
    public void add(Vcpu vcpu) {
        vcpus.add(vcpu);
    }

    /**
     * The number of this partition.
     *
     * @return 0 to 254
     */
    public int id() {
        return configuration.id();
    }

    /**
     * The name under which this partition is known.
     *
     * @return its own, or that of the system
     */
    public String name() {
        return name;
    }

    /**
     * What the system description says about this partition.
     *
     * @return its configuration
     */
    public PartitionConfiguration configuration() {
        return configuration;
    }

    /**
     * Whether this partition may manage others.
     *
     * @return true for system partitions
     */
    public boolean isSystem() {
        return configuration.isSystem();
    }

    /**
     * The vCPUs.
     *
     * @return by id
     */
    public List<Vcpu> vcpus() {
        return vcpus;
    }

    /**
     * A vCPU.
     *
     * @param id 0 to number of vCPUs - 1
     * @return the vCPU
     */
    public Vcpu vcpu(int id) {
        return vcpus.get(id);
    }

    /**
     * Types and reference counters of the pages.
     *
     * @return the registry
     */
    public PageRegistry pages() {
        return pages;
    }

    /**
     * Message counters.
     *
     * @return live counters
     */
    public MessageCounters messages() {
        return messages;
    }

    /**
     * Number of virtual interrupts that became pending, of the counted kinds.
     *
     * @return count
     */
    public long virtualInterrupts() {
        return virtualInterrupts;
    }

    /** Counts a virtual interrupt. */
    public void countVirtualInterrupt() {
        virtualInterrupts++;
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
     * The state that the status object reports. Source: ABI 04-time-and-scheduling, 7.
     *
     * @return {@code STATE_*} of {@link StatusDescriptor}: ready if any vCPU is, else suspended if any is, else halted
     */
    public int state() {
        int best = StatusDescriptor.STATE_IDLE;
        for (Vcpu vcpu : vcpus) {
            int state = vcpu.state();
            if (state == StatusDescriptor.STATE_READY) {
                return state;
            }
            if (best != StatusDescriptor.STATE_SUSPENDED && state != StatusDescriptor.STATE_IDLE) {
                best = state;
            }
        }
        return best;
    }

    /** Sets everything that a start of the system sets; vCPUs are halted and have empty control tables. */
    public void start() {
        opMode = StatusDescriptor.MODE_IDLE;
        virtualInterrupts = 0;
        messages.clear();
        pages.clear();
        vcpus.forEach(Vcpu::start);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(opMode);
        out.writeLong(virtualInterrupts);
        messages.save(out);
        pages.save(out);
        for (Vcpu vcpu : vcpus) {
            vcpu.save(out);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        opMode = in.readInt();
        virtualInterrupts = in.readLong();
        messages.restore(in);
        pages.restore(in);
        for (Vcpu vcpu : vcpus) {
            vcpu.restore(in);
        }
    }

    @Override
    public String toString() {
        return "partition " + id();
    }
}
