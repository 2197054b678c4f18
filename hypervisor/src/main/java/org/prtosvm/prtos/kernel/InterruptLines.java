// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.partition.Vcpu;
import org.prtosvm.prtos.state.Stateful;

/**
 * The physical interrupt lines of the machine. A line is open from the first time its owner unmasks it; edges before that are lost, edges
 * later are remembered as pending virtual interrupts whatever the owner's mask says.
 *
 * <p>Source: ABI 03-traps-and-interrupts, 6.
 */
public final class InterruptLines implements Stateful {
    private final Kernel kernel;
    private int open;

    InterruptLines(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Opens lines.
     *
     * @param mask bit mask of lines, all owned by the partition that unmasks them
     */
    public void open(int mask) {
        open |= mask;
    }

    /**
     * A device raises a line (a rising edge). The owner's vCPUs see it at once, on all processors; processors that execute others are not
     * interrupted.
     *
     * @param line 0 to 23
     */
    public void raise(int line) {
        int owner = kernel.configuration().hwIrqOwner(line);
        if ((open >>> line & 1) == 0 || owner == SystemConfiguration.NO_OWNER) {
            return;
        }
        kernel.catchUp();
        kernel.counters().countInterrupt();
        kernel.audit(AuditCode.IRQ_RAISED, line);
        kernel.report(SystemEvent.LINE, line, owner, 0);
        kernel.interrupts().raiseHardware(kernel.partition(owner), line);
        for (PhysicalCpu cpu : kernel.cpus()) {
            Vcpu vcpu = cpu.current();
            if (vcpu != null && vcpu.partition().id() == owner) {
                kernel.interruptFromDevice(cpu, vcpu);
            }
        }
    }

    void start() {
        open = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(open);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        open = in.readInt();
    }
}
