// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.partition;

import java.nio.charset.StandardCharsets;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.cpu.state.CpuState;

/**
 * Guest memory as a hypercall sees it: linear addresses, translated by the page tables of the calling vCPU with the rights of its kernel.
 *
 * <p>Who takes a pointer from a guest first asks {@link #isReadable} or {@link #isWritable} for all of it; afterwards the other methods
 * may be used for these bytes and no others. Every touched page is checked, read-only pages are not writable, a range that wraps is not
 * accessible: stricter than the reference (ABI 02-hypercalls, 3.2), as the specification asks for.
 *
 * <p>Source: ABI 02-hypercalls, 3.1.
 */
public final class GuestAccess {
    private static final int PRESENT = 1;
    private static final int WRITABLE = 1 << 1;
    private static final int USER = 1 << 2;
    private static final int ACCESSED = 1 << 5;
    private static final int DIRTY = 1 << 6;
    private static final int FRAME = -PrtosConstants.PAGE_SIZE;
    private static final int OFFSET = PrtosConstants.PAGE_SIZE - 1;
    private static final long NOT_MAPPED = -1;

    private final GuestMemory memory;
    private long probedPages;

    /**
     * Makes an accessor.
     *
     * @param memory memory of the machine
     */
    public GuestAccess(GuestMemory memory) {
        this.memory = memory;
    }

    /**
     * The check of a pointer that is read through.
     *
     * @param vcpu caller
     * @param linear first byte; 0 is an address like any other
     * @param length bytes, unsigned
     * @return true if all bytes can be read
     */
    public boolean isReadable(Vcpu vcpu, int linear, int length) {
        return isAccessible(vcpu, linear, length, 0);
    }

    /**
     * The check of a pointer that is written through.
     *
     * @param vcpu caller
     * @param linear first byte; 0 is an address like any other
     * @param length bytes, unsigned
     * @return true if all bytes can be written
     */
    public boolean isWritable(Vcpu vcpu, int linear, int length) {
        return isAccessible(vcpu, linear, length, WRITABLE);
    }

    /**
     * The check of a stack area of some ring.
     *
     * @param vcpu owner of the stack
     * @param linear lowest byte
     * @param length bytes
     * @param ring ring whose stack it is; ring 3 writes with its own rights only
     * @return true if all bytes can be written
     */
    public boolean isStack(Vcpu vcpu, int linear, int length, int ring) {
        return isAccessible(vcpu, linear, length, ring == 3 ? WRITABLE | USER : WRITABLE);
    }

    /**
     * The number of pages that were checked since the last call of this method: somebody has to pay for them.
     *
     * @return count
     */
    public long takeProbedPages() {
        long taken = probedPages;
        probedPages = 0;
        return taken;
    }

    private boolean isAccessible(Vcpu vcpu, int linear, int length, int rights) {
        long start = Integer.toUnsignedLong(linear);
        long end = start + Integer.toUnsignedLong(length);
        if (end >= Integer.toUnsignedLong(PrtosConstants.HYPERVISOR_OFFSET)) {
            return false;
        }
        for (long page = start & FRAME; page < end; page += PrtosConstants.PAGE_SIZE) {
            probedPages++;
            if (translate(vcpu.cpu(), (int) page, rights) == NOT_MAPPED && length != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Walks the page tables like the processor does, accessed and dirty bits included. Pages of 4 MiB do not exist: no directory can hold
     * one.
     */
    private long translate(CpuState cpu, int linear, int rights) {
        int directoryAddress = (cpu.cr3 & FRAME) + (linear >>> 22 << 2);
        int directoryEntry = entry(directoryAddress);
        if ((directoryEntry & (PRESENT | rights)) != (PRESENT | rights)) {
            return NOT_MAPPED;
        }
        int tableAddress = (directoryEntry & FRAME) + (linear >>> 12 & 0x3FF) * 4;
        int tableEntry = entry(tableAddress);
        if ((tableEntry & (PRESENT | rights)) != (PRESENT | rights) || memory.hostAddress(tableEntry & FRAME) == 0) {
            return NOT_MAPPED;
        }
        mark(directoryAddress, directoryEntry, ACCESSED);
        mark(tableAddress, tableEntry, (rights & WRITABLE) != 0 ? ACCESSED | DIRTY : ACCESSED);
        return Integer.toUnsignedLong(tableEntry & FRAME | linear & OFFSET);
    }

    private int entry(int physical) {
        return memory.hostAddress(physical) == 0 ? 0 : memory.load32(physical);
    }

    private void mark(int physical, int entry, int bits) {
        if ((entry & bits) != bits) {
            memory.storeTableEntry(physical, entry | bits);
        }
    }

    private int physical(Vcpu vcpu, int linear, int rights) {
        long translated = translate(vcpu.cpu(), linear, rights);
        if (translated == NOT_MAPPED) {
            throw new IllegalStateException("guest address 0x%08x of %s was not checked".formatted(linear, vcpu));
        }
        return (int) translated;
    }

    /**
     * Copies guest memory into an array.
     *
     * @param vcpu caller
     * @param linear first byte, checked
     * @param target receives the bytes
     * @param offset first index in the target
     * @param length bytes
     */
    public void read(Vcpu vcpu, int linear, byte[] target, int offset, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, PrtosConstants.PAGE_SIZE - (linear + done & OFFSET));
            memory.read(physical(vcpu, linear + done, 0), target, offset + done, part);
            done += part;
        }
    }

    /**
     * Copies an array into guest memory.
     *
     * @param vcpu caller
     * @param linear first byte, checked
     * @param source bytes to write
     * @param offset first index in the source
     * @param length bytes
     */
    public void write(Vcpu vcpu, int linear, byte[] source, int offset, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, PrtosConstants.PAGE_SIZE - (linear + done & OFFSET));
            memory.write(physical(vcpu, linear + done, WRITABLE), source, offset + done, part);
            done += part;
        }
    }

    /**
     * Reads a word.
     *
     * @param vcpu caller
     * @param linear address, checked
     * @return the word
     */
    public int load32(Vcpu vcpu, int linear) {
        if ((linear & OFFSET) <= PrtosConstants.PAGE_SIZE - 4) {
            return memory.load32(physical(vcpu, linear, 0));
        }
        return load16(vcpu, linear) | load16(vcpu, linear + 2) << 16;
    }

    /**
     * Reads a half word.
     *
     * @param vcpu caller
     * @param linear address, checked
     * @return value, zero-extended
     */
    public int load16(Vcpu vcpu, int linear) {
        return memory.load8(physical(vcpu, linear, 0)) | memory.load8(physical(vcpu, linear + 1, 0)) << 8;
    }

    /**
     * Writes a word.
     *
     * @param vcpu caller
     * @param linear address, checked
     * @param value the word
     */
    public void store32(Vcpu vcpu, int linear, int value) {
        if ((linear & OFFSET) <= PrtosConstants.PAGE_SIZE - 4) {
            memory.store32(physical(vcpu, linear, WRITABLE), value);
        } else {
            for (int i = 0; i < 4; i++) {
                memory.store8(physical(vcpu, linear + i, WRITABLE), value >>> 8 * i);
            }
        }
    }

    /**
     * Writes two words.
     *
     * @param vcpu caller
     * @param linear address, checked for 8 bytes
     * @param value low word first
     */
    public void store64(Vcpu vcpu, int linear, long value) {
        store32(vcpu, linear, (int) value);
        store32(vcpu, linear + 4, (int) (value >>> 32));
    }

    /**
     * Reads a NUL-terminated name.
     *
     * @param vcpu caller
     * @param linear address, checked for {@link PrtosConstants#NAME_LENGTH} bytes
     * @return at most that many characters
     */
    public String name(Vcpu vcpu, int linear) {
        byte[] bytes = new byte[PrtosConstants.NAME_LENGTH];
        read(vcpu, linear, bytes, 0, bytes.length);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
