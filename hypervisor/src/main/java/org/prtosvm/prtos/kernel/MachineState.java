// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.prtosvm.prtos.state.Stateful;

/**
 * The whole state of a machine, in a fixed order. It is what a snapshot holds and what the hash of a machine is computed from; a change of
 * the list or of the format of a part changes {@link #VERSION}.
 *
 * <ol>
 *   <li>version, digest of the container, speed
 *   <li>counters of the system
 *   <li>events: their number and their running hash, virtual times included
 *   <li>system: reset status, reason of its end
 *   <li>interrupt lines
 *   <li>consoles and log streams, sequence numbers of the logs
 *   <li>partitions: mode, counters, page types; of each vCPU flags, work inside the hypervisor, timers, clock, registers with EFLAGS
 *   <li>activity of the partitions
 *   <li>processors: time, vCPU, plan, frame and slot
 *   <li>ports and channels
 *   <li>RAM: the hypervisor's used pages (control tables, descriptor tables), the container, all areas, memory blocks
 * </ol>
 */
final class MachineState implements Stateful {
    /** Version of the list above. */
    static final int VERSION = 3;

    private static final int MAGIC = 0x5052_5453;

    private final Kernel kernel;

    MachineState(Kernel kernel) {
        this.kernel = kernel;
    }

    private List<Stateful> parts() {
        List<Stateful> parts = new ArrayList<>();
        parts.add(kernel.counters());
        parts.add(kernel.events());
        parts.add(kernel.control());
        parts.add(kernel.lines());
        parts.add(kernel.devices());
        parts.add(kernel.hmLog());
        parts.add(kernel.traceLog());
        parts.addAll(kernel.partitions());
        kernel.partitions().forEach(partition -> parts.add(kernel.activity(partition.id())));
        parts.addAll(kernel.cpus());
        parts.addAll(kernel.components());
        parts.add(kernel.ram());
        return parts;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.write(kernel.image().container().digest());
        out.writeLong(kernel.timeBase().khz());
        for (Stateful part : parts()) {
            part.save(out);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        byte[] digest = kernel.image().container().digest();
        byte[] saved = new byte[digest.length];
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException("snapshot: not written by this version");
        }
        in.readFully(saved);
        if (!Arrays.equals(digest, saved)) {
            throw new IOException("snapshot: belongs to another system");
        }
        long khz = in.readLong();
        if (khz != kernel.timeBase().khz()) {
            throw new IOException("snapshot: was made at %d kHz, this machine runs at %d kHz"
                    .formatted(khz, kernel.timeBase().khz()));
        }
        for (Stateful part : parts()) {
            part.restore(in);
        }
        kernel.cpus().forEach(PhysicalCpu::afterRestore);
    }
}
