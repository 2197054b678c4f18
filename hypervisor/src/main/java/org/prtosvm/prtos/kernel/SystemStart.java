// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.StatusDescriptor;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.partition.Partition;

/**
 * Starts the system, for the first time or again: devices, banner, partitions, plans. The hardware clock goes on over restarts.
 *
 * <p>A partition that is absent from the container stays halted, one that cannot be reset is reported and stays halted; the others run.
 *
 * <p>Source: ABI 01-machine-and-boot, 7.5 and 9; ABI 09-console-and-boot-output, 2.3 and 2.4.
 */
final class SystemStart {
    /** Time in microseconds between the start of the hypervisor and that of plan 0 on every processor. */
    static final long PLAN_START_US = 1_000;

    private static final int HPET_KHZ = 100_000;
    /** What remains of the clock of the reference's machine behind the divider of its timer. */
    private static final int TIMER_KHZ = 31_250;

    private final Kernel kernel;

    SystemStart(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The first start: images are loaded as the boot loader does, time is 0. */
    void first() {
        kernel.partitions().forEach(kernel.control()::loadFirst);
        start(0, 0, 0, 0);
    }

    /** A reset of the system, on behalf of the active processor. */
    void again(boolean cold, int status) {
        long now = kernel.active().count();
        for (PhysicalCpu cpu : kernel.cpus()) {
            now = Math.max(now, cpu.count());
        }
        start(
                now + Charges.SYSTEM_RESET,
                cold ? 0 : 1,
                cold ? 0 : kernel.counters().resets() + 1,
                status);
    }

    private void start(long count, int mode, int resets, int status) {
        kernel.counters().start(resets);
        long planStartUs = kernel.timeBase().toUs(count) + PLAN_START_US;
        for (PhysicalCpu cpu : kernel.cpus()) {
            cpu.start(count, planStartUs);
        }
        kernel.setActive(kernel.cpus().getFirst());
        kernel.report(SystemEvent.SYSTEM_START, mode, Integer.toUnsignedLong(status), 0);
        kernel.control().setSystemResetStatus(status);
        kernel.lines().start();
        kernel.devices().start();
        kernel.hmLog().start();
        kernel.traceLog().start();
        printProcessors();
        for (Partition partition : kernel.partitions()) {
            partition.start();
            printPartition(partition);
        }
        kernel.components().forEach(KernelComponent::start);
        kernel.partitions().forEach(partition -> boot(partition, status));
    }

    private void boot(Partition partition, int status) {
        boolean present = kernel.image().partition(partition.id()).isPresent();
        if (!kernel.control().reset(partition, true, status) && present) {
            kernel.println("Unable to reset partition " + partition.id());
        }
        partition.setOpMode(StatusDescriptor.MODE_IDLE);
        partition.vcpus().forEach(vcpu -> vcpu.addDebt(-vcpu.debt()));
    }

    private void printProcessors() {
        long khz = kernel.timeBase().khz();
        boot("PRTOS Hypervisor (1.0 r0)");
        boot("Detected %d.%dMHz processor.".formatted(khz / 1000, khz % 1000));
        boot(">> HWClocks [HPET clock (%dkhz)]".formatted(HPET_KHZ));
        for (PhysicalCpu cpu : kernel.cpus()) {
            if (cpu.number() != 0) {
                boot("Waking up (%d) AP CPU".formatted(cpu.number()));
            }
            boot("[CPU%d] >> hardware timer [lapic timer (%dKhz)]".formatted(cpu.number(), TIMER_KHZ));
        }
    }

    private void printPartition(Partition partition) {
        PartitionConfiguration configuration = partition.configuration();
        String flags = (configuration.isSystem() ? " SYSTEM" : "") + (configuration.hasFp() ? " FP" : "");
        boot("P%d (\"%s\":%d:%d) flags: [%s ]:"
                .formatted(
                        partition.id(),
                        partition.name(),
                        partition.id(),
                        partition.vcpus().size(),
                        flags));
        for (MemoryArea area : configuration.areas()) {
            int last = area.size() - 1;
            boot("    [0x%x:0x%x - 0x%x:0x%x] flags: 0x%x"
                    .formatted(
                            area.start(),
                            area.mappedAt(),
                            area.start() + last,
                            area.mappedAt() + last,
                            area.flags() & MemoryAreaFlags.ALL));
        }
    }

    private void boot(String line) {
        kernel.console().printlnAtStart(line);
    }
}
