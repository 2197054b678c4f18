// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.segment.DescriptorDecoder;
import org.prtosvm.cpu.state.CpuState;
import org.prtosvm.cpu.state.Eflags;
import org.prtosvm.cpu.state.SegmentRegister;
import org.prtosvm.prtos.config.Channel;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.config.Port;
import org.prtosvm.prtos.partition.BatchStack;
import org.prtosvm.prtos.partition.PageRegistry;
import org.prtosvm.prtos.partition.PageType;
import org.prtosvm.prtos.partition.Partition;
import org.prtosvm.prtos.partition.Vcpu;

/**
 * What is true of a kernel between any two operations, whatever guests have asked for. Each rule is one that isolation stands on: what a
 * page table can refer to, what a processor can reach, when something happens.
 */
final class KernelInvariants {
    private static final int PAGE = PrtosConstants.PAGE_SIZE;
    private static final int ENTRIES = 1024;
    private static final int PRESENT = 1;
    private static final int WRITABLE = 2;
    private static final int PAGE_SIZE_BIT = 0x80;
    private static final int FIRST_FREE_VECTOR = 0x40;
    private static final int TRAP_GATE = 0x8F00;

    private final Kernel kernel;
    private final GuestMemory memory;
    private final Map<Vcpu, long[]> fixedDescriptors = new HashMap<>();
    private final Map<Vcpu, long[]> fixedGates = new HashMap<>();

    /**
     * Learns what must never change.
     *
     * @param kernel a system that was started and has not run yet
     */
    KernelInvariants(Kernel kernel) {
        this.kernel = kernel;
        memory = kernel.memory();
        for (Partition partition : kernel.partitions()) {
            for (Vcpu vcpu : partition.vcpus()) {
                fixedDescriptors.put(vcpu, descriptors(vcpu));
                fixedGates.put(vcpu, gates(vcpu, FIRST_FREE_VECTOR));
            }
        }
    }

    /** Checks everything. */
    void check() {
        for (Partition partition : kernel.partitions()) {
            checkPages(partition);
            for (Vcpu vcpu : partition.vcpus()) {
                checkTables(vcpu);
                checkProcessor(vcpu);
            }
        }
        checkTime();
        checkPorts();
        checkLogs();
    }

    private static long[] descriptors(Vcpu vcpu) {
        long[] found = new long[PrtosConstants.GDT_ENTRIES - PrtosConstants.GUEST_GDT_ENTRIES];
        for (int i = 0; i < found.length; i++) {
            found[i] = vcpu.tables().descriptor(PrtosConstants.GUEST_GDT_ENTRIES + i);
        }
        return found;
    }

    private long[] gates(Vcpu vcpu, int count) {
        int first = kernel.configuration().hypervisor().area().start()
                + (vcpu.cpu().idtBase - PrtosConstants.HYPERVISOR_OFFSET);
        long[] found = new long[count];
        for (int vector = 0; vector < count; vector++) {
            found[vector] = Integer.toUnsignedLong(memory.load32(first + vector * 8))
                    | (long) memory.load32(first + vector * 8 + 4) << 32;
        }
        return found;
    }

    /** The hypervisor's descriptors and gates are as they were; those of the guest lead nowhere but to the guest. */
    private void checkTables(Vcpu vcpu) {
        assertArrayEquals(fixedDescriptors.get(vcpu), descriptors(vcpu), vcpu::toString);
        for (int i = 0; i < PrtosConstants.GUEST_GDT_ENTRIES; i++) {
            long descriptor = vcpu.tables().descriptor(i);
            if (DescriptorDecoder.present(descriptor)) {
                assertTrue(
                        !DescriptorDecoder.system(descriptor) && DescriptorDecoder.dpl(descriptor) != 0,
                        () -> "descriptor 0x%x of %s".formatted(descriptor, vcpu));
            }
        }
        long[] gates = gates(vcpu, 256);
        long[] fixed = Objects.requireNonNull(fixedGates.get(vcpu));
        for (int vector = 0; vector < gates.length; vector++) {
            long gate = gates[vector];
            if (vector < FIRST_FREE_VECTOR) {
                assertEquals(fixed[vector], gate, "gate " + vector);
            } else if (gate != 0) {
                int selector = (int) gate >>> 16;
                assertTrue((gate >>> 32 & 0x9F00) == TRAP_GATE && (selector & 3) != 0, "gate " + vector);
            }
        }
    }

    /** A vCPU that may run is in an outer ring, with paging and write protection, on a page directory of its partition. */
    private void checkProcessor(Vcpu vcpu) {
        if (vcpu.isHalted()) {
            return;
        }
        CpuState cpu = vcpu.cpu();
        int required = CpuState.CR0_PE | CpuState.CR0_PG | CpuState.CR0_WP;
        assertEquals(required, cpu.cr0 & required, vcpu::toString);
        assertTrue(cpu.cpl >= 1 && cpu.cpl <= 3, vcpu::toString);
        assertEquals(cpu.cpl, cpu.segment[SegmentRegister.CS].selector & 3, vcpu::toString);
        int eflags = cpu.eflags();
        assertEquals(Eflags.IF, eflags & (Eflags.IF | Eflags.IOPL | Eflags.VM), vcpu::toString);
        PageRegistry pages = vcpu.partition().pages();
        assertTrue(
                pages.owns(cpu.cr3) && pages.type(cpu.cr3) == PageType.DIRECTORY,
                () -> "CR3 0x%x of %s".formatted(cpu.cr3, vcpu));
        assertTrue(vcpu.batch().depth() >= 0 && vcpu.batch().depth() <= BatchStack.MAX_DEPTH, vcpu::toString);
        assertTrue(vcpu.debt() >= 0, () -> "debt " + vcpu.debt());
    }

    /** Page tables refer to what the partition may see only, never with a right to write to a page table, and every reference counts. */
    private void checkPages(Partition partition) {
        PageRegistry pages = partition.pages();
        Map<Integer, Integer> references = new HashMap<>();
        for (MemoryArea area : partition.configuration().areas()) {
            for (int page = area.start(); page != area.start() + area.size(); page += PAGE) {
                if (pages.owns(page) && pages.type(page) == PageType.DIRECTORY) {
                    checkDirectory(partition, page, references);
                } else if (pages.owns(page) && pages.type(page) == PageType.TABLE) {
                    checkTable(partition, page, references);
                }
            }
        }
        for (MemoryArea area : partition.configuration().areas()) {
            for (int page = area.start(); page != area.start() + area.size(); page += PAGE) {
                if (pages.owns(page)) {
                    checkCounter(partition, page, references.getOrDefault(page, 0));
                }
            }
        }
    }

    /**
     * A counter never shows less than there is: a page that is written to could become a page table. It may show more, since a directory
     * that a vCPU left by a reset keeps the count.
     */
    private static void checkCounter(Partition partition, int page, int references) {
        int counter = partition.pages().counter(page);
        int counted = 0;
        for (Vcpu vcpu : partition.vcpus()) {
            if (vcpu.holdsDirectory() && (vcpu.cpu().cr3 & -PAGE) == page) {
                counted++;
            }
        }
        int lowest = references + counted;
        boolean exact = partition.vcpus().stream().allMatch(vcpu -> vcpu.resets() <= 1);
        assertTrue(
                exact ? counter == lowest : counter >= lowest,
                () -> "page 0x%x: counter %d, references %d".formatted(page, counter, lowest));
    }

    private void checkDirectory(Partition partition, int directory, Map<Integer, Integer> references) {
        PageRegistry pages = partition.pages();
        byte[] expected = new byte[(ENTRIES - PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX) * 4];
        byte[] found = new byte[expected.length];
        int first = partition.vcpu(0).cpu().cr3 & -PAGE;
        int offset = PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX * 4;
        if (!partition.vcpu(0).isHalted()) {
            memory.read(first + offset, expected, 0, expected.length);
            memory.read(directory + offset, found, 0, found.length);
            assertEquals(
                    new String(expected, StandardCharsets.ISO_8859_1),
                    new String(found, StandardCharsets.ISO_8859_1),
                    () -> "hypervisor entries of directory 0x%x".formatted(directory));
        }
        for (int i = 0; i < PrtosConstants.FIRST_HYPERVISOR_DIRECTORY_INDEX; i++) {
            int entry = memory.load32(directory + i * 4);
            if ((entry & PRESENT) != 0) {
                int frame = entry & -PAGE;
                assertTrue(
                        pages.owns(frame) && pages.type(frame) == PageType.TABLE && (entry & PAGE_SIZE_BIT) == 0,
                        () -> "entry 0x%x of directory 0x%x".formatted(entry, directory));
                references.merge(frame, 1, Integer::sum);
            }
        }
    }

    private void checkTable(Partition partition, int table, Map<Integer, Integer> references) {
        PageRegistry pages = partition.pages();
        PartitionMemory own = kernel.memoryOf(partition);
        for (int i = 0; i < ENTRIES; i++) {
            int entry = memory.load32(table + i * 4);
            if ((entry & PRESENT) == 0) {
                continue;
            }
            int frame = entry & -PAGE;
            boolean writable = (entry & WRITABLE) != 0;
            boolean allowed;
            if (pages.owns(frame)) {
                references.merge(frame, 1, Integer::sum);
                allowed =
                        !writable || !pages.isTable(frame) && !pages.area(frame).has(MemoryAreaFlags.READ_ONLY);
            } else if (frame - own.loaderStack() >= 0
                    && frame - own.loaderStack() < PrtosConstants.LOADER_STACK_PAGES * PAGE) {
                allowed = true;
            } else {
                MemoryArea area = partition.configuration().areaAtPhysical(frame);
                allowed = !writable || area != null && !area.has(MemoryAreaFlags.READ_ONLY);
                allowed &= area != null || isOfferedByHypervisor(partition, frame);
            }
            assertTrue(allowed, () -> "entry 0x%x of table 0x%x of %s".formatted(entry, table, partition));
        }
    }

    /** What every partition sees read-only: its control tables, the loader's code, the container. */
    private boolean isOfferedByHypervisor(Partition partition, int frame) {
        PartitionMemory own = kernel.memoryOf(partition);
        int container = kernel.image().containerAddress();
        return isIn(frame, own.controlTables() & -PAGE, own.controlTablesLength() + PAGE - 1 & -PAGE)
                || isIn(frame, kernel.kernelMemory().loaderCode(), PrtosConstants.LOADER_CODE_SIZE)
                || isIn(frame, container, kernel.image().container().toByteArray().length + PAGE);
    }

    private static boolean isIn(int address, int start, int length) {
        return Integer.compareUnsigned(address - start, length) < 0;
    }

    /** What a processor waits for is what its scheduler and its timers say. */
    private void checkTime() {
        for (PhysicalCpu cpu : kernel.cpus()) {
            long decision = cpu.decisionCount();
            long timers = cpu.timerCount();
            cpu.refreshDecision();
            cpu.refreshTimers();
            assertEquals(cpu.decisionCount(), decision);
            assertEquals(cpu.timerCount(), timers);
        }
    }

    private void checkPorts() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (KernelComponent component : kernel.components()) {
                component.save(new DataOutputStream(bytes));
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            for (Partition partition : kernel.partitions()) {
                for (Port port : partition.configuration().ports()) {
                    boolean open = in.readBoolean();
                    boolean registered = in.readBoolean();
                    int state = in.readByte();
                    assertTrue((!open || registered) && state >= 0 && state <= 2, port::name);
                }
            }
            for (Channel channel : kernel.configuration().channels()) {
                checkChannel(channel, in);
            }
            assertEquals(0, in.available());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void checkChannel(Channel channel, DataInputStream in) throws IOException {
        switch (channel) {
            case Channel.Sampling sampling -> {
                int length = in.readInt();
                assertTrue(length >= 0 && length <= sampling.maxMessageLength());
                in.skipNBytes(length + Long.BYTES);
            }
            case Channel.Queuing queuing -> {
                int messages = in.readInt();
                assertTrue(messages >= 0 && messages <= queuing.maxMessages());
                for (int i = 0; i < messages; i++) {
                    int length = in.readInt();
                    assertTrue(length > 0 && length <= queuing.maxMessageLength());
                    in.skipNBytes(length);
                }
            }
        }
    }

    private void checkLogs() {
        assertTrue(kernel.hmLog().stream().count() <= kernel.hmLog().stream().capacity());
        assertTrue(kernel.hmLog().stream().position() <= kernel.hmLog().stream().count());
    }
}
