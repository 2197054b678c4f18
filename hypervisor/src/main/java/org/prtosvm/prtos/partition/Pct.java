// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import java.nio.charset.StandardCharsets;
import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.MemoryAreaFlags;
import org.prtosvm.abi.PctDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.MemoryArea;

/**
 * The control table of a vCPU, in guest physical memory where the guest reads it. Changes are visible to the guest at once.
 *
 * <p>Source: ABI pct-layout.
 */
public final class Pct {
    /** Bit of the interrupt-flag word. */
    public static final int IFLAG = 0x200;

    /** Kinds of events that have a vector table of their own, as {@code route_irq} numbers them. */
    public enum VectorKind {
        /** Trap. */
        TRAP(PctDescriptor.TRAP_VECTORS16_OFFSET),
        /** Hardware interrupt. */
        HARDWARE(PctDescriptor.HW_IRQ_VECTORS16_OFFSET),
        /** Extended interrupt. */
        EXTENDED(PctDescriptor.EXT_IRQ_VECTORS16_OFFSET);

        private final int offset;

        VectorKind(int offset) {
            this.offset = offset;
        }
    }

    private final GuestMemory memory;
    private final int physical;
    private final int areas;
    private final int ports;

    /**
     * Makes a view.
     *
     * @param memory memory of the machine
     * @param physical physical address of the table
     * @param areas number of memory areas of the partition
     * @param ports number of ports of the partition
     */
    public Pct(GuestMemory memory, int physical, int areas, int ports) {
        this.memory = memory;
        this.physical = physical;
        this.areas = areas;
        this.ports = ports;
    }

    /**
     * Where the table is.
     *
     * @return physical address of the first byte
     */
    public int physicalAddress() {
        return physical;
    }

    /**
     * Reads a word.
     *
     * @param offset a constant of {@link PctDescriptor}
     * @return the word
     */
    public int get32(int offset) {
        int address = physical + offset;
        if ((address & GuestMemory.PAGE_SIZE - 1) <= GuestMemory.PAGE_SIZE - 4) {
            return memory.load32(address);
        }
        return get16(offset) | get16(offset + 2) << 16;
    }

    /**
     * Writes a word.
     *
     * @param offset a constant of {@link PctDescriptor}
     * @param value the word
     */
    public void put32(int offset, int value) {
        int address = physical + offset;
        if ((address & GuestMemory.PAGE_SIZE - 1) <= GuestMemory.PAGE_SIZE - 4) {
            memory.store32(address, value);
        } else {
            put16(offset, value);
            put16(offset + 2, value >>> 16);
        }
    }

    /**
     * Reads a half word.
     *
     * @param offset a constant of {@link PctDescriptor}
     * @return value, zero-extended
     */
    public int get16(int offset) {
        return memory.load8(physical + offset) | memory.load8(physical + offset + 1) << 8;
    }

    /**
     * Writes a half word.
     *
     * @param offset a constant of {@link PctDescriptor}
     * @param value low 16 bits are written
     */
    public void put16(int offset, int value) {
        memory.store8(physical + offset, value);
        memory.store8(physical + offset + 1, value >>> 8);
    }

    /**
     * Whether the virtual interrupt flag is set.
     *
     * @return bit 9 of the interrupt-flag word
     */
    public boolean interruptsEnabled() {
        return (get32(PctDescriptor.IFLAGS_OFFSET) & IFLAG) != 0;
    }

    /**
     * Sets or clears the virtual interrupt flag.
     *
     * @param enabled new value
     */
    public void setInterruptsEnabled(boolean enabled) {
        int old = get32(PctDescriptor.IFLAGS_OFFSET);
        put32(PctDescriptor.IFLAGS_OFFSET, enabled ? old | IFLAG : old & ~IFLAG);
    }

    /**
     * Sets bits of a word.
     *
     * @param offset a constant of {@link PctDescriptor}
     * @param bits bits to set
     */
    public void setBits(int offset, int bits) {
        put32(offset, get32(offset) | bits);
    }

    /**
     * Clears bits of a word.
     *
     * @param offset a constant of {@link PctDescriptor}
     * @param bits bits to clear
     */
    public void clearBits(int offset, int bits) {
        put32(offset, get32(offset) & ~bits);
    }

    /**
     * The vector to which an event is delivered.
     *
     * @param kind kind of event
     * @param number 0 to 31
     * @return 16 bits
     */
    public int vector(VectorKind kind, int number) {
        return get16(kind.offset + 2 * number);
    }

    /**
     * Sets the vector to which an event is delivered.
     *
     * @param kind kind of event
     * @param number 0 to 31
     * @param vector low 16 bits are stored
     */
    public void setVector(VectorKind kind, int number, int vector) {
        put16(kind.offset + 2 * number, vector);
    }

    /**
     * Whether something has happened on a port.
     *
     * @param port place of the port in its partition
     * @return its bit in the port bitmap, false for a place without bit
     */
    public boolean portBit(int port) {
        return hasPortBit(port) && (memory.load8(portByte(port)) >>> (port & 7) & 1) != 0;
    }

    /**
     * Sets or clears the bit of a port. A place without bit is ignored, as the specification wants it for numbers out of range; the
     * bitmap of a partition with 32 ports or more is shorter than the number of ports (see {@link PctDescriptor#stride}).
     *
     * @param port place of the port in its partition
     * @param value new value
     */
    public void setPortBit(int port, boolean value) {
        if (hasPortBit(port)) {
            int old = memory.load8(portByte(port));
            int bit = 1 << (port & 7);
            memory.store8(portByte(port), value ? old | bit : old & ~bit);
        }
    }

    private boolean hasPortBit(int port) {
        return port >= 0 && port < ports && port >>> 3 < bitmapLength();
    }

    private int bitmapLength() {
        return PctDescriptor.stride(areas, ports) - PctDescriptor.tableSize(areas);
    }

    private int portByte(int port) {
        return physical + PctDescriptor.tableSize(areas) + (port >>> 3);
    }

    /** Puts the table into the state before the first reset: empty except flags and size. */
    void blank(int flags) {
        int stride = PctDescriptor.stride(areas, ports);
        memory.clear(physical, stride);
        put32(PctDescriptor.TABLE_SIZE_OFFSET, stride);
        put32(PctDescriptor.FLAGS_OFFSET, flags);
    }

    /**
     * Puts the table into the state after a reset of the vCPU; only the reset counter is kept.
     *
     * @param vcpu whose table this is
     * @param khz speed of processor 0
     * @param imageStart address of the image file in the container
     */
    void initialise(Vcpu vcpu, int khz, int imageStart) {
        Partition partition = vcpu.partition();
        int resetCounter = get32(PctDescriptor.RESET_COUNTER_OFFSET);
        memory.clear(physical, PctDescriptor.FIXED_LENGTH);
        put32(PctDescriptor.MAGIC_OFFSET, PctDescriptor.MAGIC);
        put32(PctDescriptor.VERSION_OFFSET, PrtosConstants.VERSION);
        put32(PctDescriptor.ABI_VERSION_OFFSET, PrtosConstants.ABI_VERSION);
        put32(PctDescriptor.API_VERSION_OFFSET, PrtosConstants.API_VERSION);
        put32(PctDescriptor.TABLE_SIZE_OFFSET, PctDescriptor.tableSize(areas));
        put32(PctDescriptor.RESET_COUNTER_OFFSET, resetCounter);
        put32(PctDescriptor.CPU_KHZ_OFFSET, khz);
        put32(PctDescriptor.ID_OFFSET, vcpu.id() << 8 | partition.id());
        put32(PctDescriptor.VCPU_COUNT_OFFSET, partition.vcpus().size());
        put32(PctDescriptor.IMAGE_START_OFFSET, imageStart);
        put32(PctDescriptor.HW_IRQS_OFFSET, partition.configuration().hwIrqs());
        put32(PctDescriptor.AREA_COUNT_OFFSET, areas);
        put32(PctDescriptor.PORT_COUNT_OFFSET, ports);
        putName(PctDescriptor.NAME_OFFSET, partition.name());
        put32(PctDescriptor.HW_IRQS_MASK_OFFSET, -1);
        put32(PctDescriptor.EXT_IRQS_MASK_OFFSET, -1);
        for (int i = 0; i < PrtosConstants.X86_TRAPS; i++) {
            setVector(VectorKind.TRAP, i, i);
        }
        for (int i = 0; i < PrtosConstants.HW_IRQS; i++) {
            setVector(VectorKind.HARDWARE, i, PctDescriptor.FIRST_HW_IRQ_VECTOR + i);
        }
        for (int i = 0; i < ExtendedInterrupt.COUNT; i++) {
            setVector(VectorKind.EXTENDED, i, PctDescriptor.FIRST_EXT_IRQ_VECTOR + i);
        }
        int offset = PctDescriptor.FIXED_LENGTH;
        for (MemoryArea area : partition.configuration().areas()) {
            putArea(offset, area);
            offset += PctDescriptor.AREA_LENGTH;
        }
        memory.clear(physical + offset, bitmapLength());
    }

    private void putArea(int offset, MemoryArea area) {
        String name = area.name();
        if (name != null && area.has(MemoryAreaFlags.TAGGED)) {
            putName(offset + PctDescriptor.AREA_NAME_OFFSET, name);
        }
        put32(offset + PctDescriptor.AREA_START_OFFSET, area.start());
        put32(offset + PctDescriptor.AREA_MAPPED_AT_OFFSET, area.mappedAt());
        put32(offset + PctDescriptor.AREA_SIZE_OFFSET, area.size());
        put32(offset + PctDescriptor.AREA_FLAGS_OFFSET, area.flags());
    }

    private void putName(int offset, String name) {
        byte[] field = new byte[PrtosConstants.NAME_LENGTH];
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, field, 0, Math.min(bytes.length, field.length - 1));
        memory.write(physical + offset, field, 0, field.length);
    }
}
