// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The build options of the reference's hypervisor and boot image that have a meaning here, with their names, ranges and defaults. Those
 * that the guest boundary rests on have one value. Source: ABI 10-tools, F.
 */
public enum KernelOption {
    /** Several processors; without them one processor and 16 interrupt lines. */
    SMP(Type.BOOL, "y", "several processors, and 32 interrupt lines instead of 16; layout of the blob"),
    /** Most processors of a system. */
    NO_CPUS(Type.INT, "4", 1, 32, "most processors (1 without SMP); layout of the blob"),
    /** Most vCPUs of a partition. */
    MAX_NO_VCPUS(Type.INT, "4", 1, 32, "most vCPUs of a partition (default: NO_CPUS)"),
    /** Clock of the reference without SMP. */
    PC_PIT_CLOCK(Type.BOOL, "n", "without SMP: I/O ports 0x40 to 0x43 are reserved"),
    /** Kernel stack, and with it the size of a thread block. */
    KSTACK_KB(Type.INT, "8", 1, 1024, "KiB of kernel stack per thread; layout of the blob's tail"),
    /** Physical address of the hypervisor. */
    PRTOS_LOAD_ADDR(
            Type.HEX, "0x1000000", 0x40_0000L, 0xFFC0_0000L, "physical address of the hypervisor, multiple of 4 MiB"),
    /** Trace events of the hypervisor. */
    AUDIT_EVENTS(Type.BOOL, "y", "trace events of the hypervisor; without them its trace mask is 0"),
    /** Compression of the hypervisor's PEF file. */
    PEF_COMPRESSION(Type.BOOL, "y", "the PEF file of the hypervisor is compressed"),
    /** Serial driver. */
    DEV_UART(Type.BOOL, "y", "descriptions may name Uart devices"),
    /** Memory blocks. */
    DEV_MEMBLOCK(Type.BOOL, "y", "descriptions may name MemoryBlock devices"),
    /** Place of the boot image. */
    LOAD_ADDR(Type.HEX, "0x100000", 0x10_0000L, 0xFFFF_F000L, "physical address of the boot image"),
    /** Place of the container. */
    CONTAINER_ADDR(Type.HEX, "0x180000", 0x10_0000L, 0xFFFF_F000L, "physical address of the container in a boot image"),
    /** Interrupt lines; follow from SMP. */
    NO_HWIRQS(Type.INT, "32", 16, 32, "interrupt lines: 32, without SMP 16; follows from SMP"),
    /** Most partitions and vCPUs; fixed. */
    MAX_NO_KTHREADS(Type.INT, "255", 255, 255, "most partitions and vCPUs in all; fixed"),
    /** Start of the hypervisor's linear addresses; fixed. */
    PRTOS_OFFSET(Type.HEX, "0xFC000000", 0xFC00_0000L, 0xFC00_0000L, "first linear address of the hypervisor; fixed"),
    /** Descriptor table entries of a partition; fixed. */
    PARTITION_NO_GDT_ENTRIES(
            Type.INT, "32", 32, 32, "descriptor table entries of a partition; fixed, guests know the selectors"),
    /** Name fields; fixed. */
    ID_STRING_LENGTH(Type.INT, "16", 16, 16, "bytes of a name field; fixed, guests know the control table"),
    /** IPVIs of a partition; fixed. */
    PRTOS_MAX_IPVI(Type.INT, "8", 8, 8, "inter-partition virtual interrupts of a partition; fixed"),
    /** UARTs; fixed. */
    DEV_NO_UARTS(Type.INT, "2", 2, 2, "serial ports; fixed");

    /** What values look like. */
    enum Type {
        /** {@code y} or {@code n}; a module ({@code m}) counts as {@code y}. */
        BOOL,
        /** A decimal number. */
        INT,
        /** A hexadecimal number with {@code 0x}. */
        HEX
    }

    private final Type type;
    private final String preset;
    private final long min;
    private final long max;
    private final String effect;

    KernelOption(Type type, String preset, String effect) {
        this(type, preset, 0, 1, effect);
    }

    KernelOption(Type type, String preset, long min, long max, String effect) {
        this.type = type;
        this.preset = preset;
        this.min = min;
        this.max = max;
        this.effect = effect;
    }

    /** The option with a name, if it has a meaning here. */
    static Optional<KernelOption> of(String name) {
        return Stream.of(values()).filter(option -> option.name().equals(name)).findFirst();
    }

    Type type() {
        return type;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    /**
     * The value of the reference's default build.
     *
     * @return its text
     */
    public String preset() {
        return preset;
    }

    /**
     * What the option changes.
     *
     * @return a few words
     */
    public String effect() {
        return effect;
    }

    /**
     * The values that it takes.
     *
     * @return a few words
     */
    public String range() {
        if (type == Type.BOOL) {
            return "y or n";
        }
        String format = type == Type.HEX ? "0x%x" : "%d";
        return min == max ? format.formatted(min) : (format + " to " + format).formatted(min, max);
    }
}
