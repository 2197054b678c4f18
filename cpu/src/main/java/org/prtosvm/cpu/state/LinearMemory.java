package org.prtosvm.cpu.state;

/**
 * Memory as instructions see it: a segment register and an offset, or a linear address.
 *
 * <p>All accesses are little-endian and may be unaligned and may cross pages. A failing access throws the state's
 * {@link org.prtosvm.cpu.fault.GuestFault} before anything was changed: #GP(0), or #SS(0) for SS, for segment
 * violations, #PF with CR2 and error code for paging, #AC. An abstract class and not an interface because HotSpot
 * devirtualises the only subclass. Thread rule: as the state it belongs to.
 *
 * <p>Source: Intel SDM vol. 3A, chapters 4 and 5.
 */
public abstract class LinearMemory {
    /** For subclasses. */
    protected LinearMemory() {}

    /**
     * Reads a byte.
     *
     * @param segment number of the segment register
     * @param offset effective address
     * @return value, zero-extended
     */
    public abstract int load8(int segment, int offset);

    /**
     * Reads two bytes.
     *
     * @param segment number of the segment register
     * @param offset effective address
     * @return value, zero-extended
     */
    public abstract int load16(int segment, int offset);

    /**
     * Reads four bytes.
     *
     * @param segment number of the segment register
     * @param offset effective address
     * @return value
     */
    public abstract int load32(int segment, int offset);

    /**
     * Reads eight bytes.
     *
     * @param segment number of the segment register
     * @param offset effective address
     * @return value
     */
    public abstract long load64(int segment, int offset);

    /**
     * Writes a byte.
     *
     * @param segment number of the segment register
     * @param offset effective address
     * @param value low 8 bits are written
     */
    public abstract void store8(int segment, int offset, int value);

    /**
     * Writes two bytes.
     *
     * @param segment number of the segment register
     * @param offset effective address
     * @param value low 16 bits are written
     */
    public abstract void store16(int segment, int offset, int value);

    /**
     * Writes four bytes.
     *
     * @param segment number of the segment register
     * @param offset effective address
     * @param value value
     */
    public abstract void store32(int segment, int offset, int value);

    /**
     * Writes eight bytes.
     *
     * @param segment number of the segment register
     * @param offset effective address
     * @param value value
     */
    public abstract void store64(int segment, int offset, long value);

    /**
     * Checks that a later write of {@code length} bytes will succeed, sets accessed and dirty bits, changes nothing
     * else. For read-modify-write instructions and for instructions with several writes.
     *
     * @param segment number of the segment register
     * @param offset effective address of the first byte
     * @param length bytes, at least 1
     */
    public abstract void checkWrite(int segment, int offset, int length);

    /**
     * Checks that a later read of {@code length} bytes will succeed.
     *
     * @param segment number of the segment register
     * @param offset effective address of the first byte
     * @param length bytes, at least 1
     */
    public abstract void checkRead(int segment, int offset, int length);

    /**
     * Translates the address of an instruction byte with the rights of the current privilege level; sets accessed bits.
     * Segment limits are the caller's business. Raises #PF.
     *
     * @param linear linear address
     * @return physical address of that byte, valid up to the end of its page; there need not be RAM
     */
    public abstract int fetchAddress(int linear);

    /**
     * Reads an instruction byte as {@link #fetchAddress} finds it; all ones where there is no RAM.
     *
     * @param linear linear address
     * @return value, zero-extended
     */
    public abstract int fetch8(int linear);

    /**
     * Reads four bytes at a linear address with supervisor rights whatever the CPL: descriptor tables, TSS.
     *
     * @param linear linear address
     * @return value
     */
    public abstract int loadSupervisor32(int linear);

    /**
     * Reads two bytes at a linear address with supervisor rights whatever the CPL.
     *
     * @param linear linear address
     * @return value, zero-extended
     */
    public abstract int loadSupervisor16(int linear);

    /**
     * Writes four bytes at a linear address with supervisor rights whatever the CPL.
     *
     * @param linear linear address
     * @param value value
     */
    public abstract void storeSupervisor32(int linear, int value);

    /**
     * Writes two bytes at a linear address with supervisor rights whatever the CPL.
     *
     * @param linear linear address
     * @param value low 16 bits are written
     */
    public abstract void storeSupervisor16(int linear, int value);

    /**
     * Checks with supervisor rights that bytes at a linear address may be written; sets accessed and dirty bits. For
     * frames on the stack of an inner ring.
     *
     * @param linear linear address of the first byte
     * @param length bytes, at least 1
     */
    public abstract void checkSupervisorWrite(int linear, int length);

    /**
     * Does the first iterations of a forward REP MOVS at once, if that is possible without any check that could fail.
     *
     * @param sourceSegment segment register of the source
     * @param source effective address of the source
     * @param target effective address of the target, relative to ES
     * @param size bytes of an element
     * @param limit most iterations to do, at least 1
     * @return iterations done; 0 if the next one must be done by itself
     */
    public int copyForward(int sourceSegment, int source, int target, int size, int limit) {
        return 0;
    }

    /**
     * Does the first iterations of a forward REP STOS at once, if that is possible without any check that could fail.
     *
     * @param target effective address of the target, relative to ES
     * @param size bytes of an element
     * @param value element, low {@code size} bytes
     * @param limit most iterations to do, at least 1
     * @return iterations done; 0 if the next one must be done by itself
     */
    public int fillForward(int target, int size, int value, int limit) {
        return 0;
    }

    /**
     * Loads CR3 and forgets all cached translations; with PAE paging also the directory pointers, whose fault it raises
     * before anything is changed.
     *
     * @param cr3 new value
     */
    public abstract void loadDirectory(int cr3);

    /**
     * Reads the four directory pointers of PAE paging from memory. Raises #GP(0) if a present one has a reserved bit set;
     * nothing is changed then.
     *
     * @param cr3 physical address, bits 5..31
     */
    public abstract void loadDirectoryPointers(int cr3);

    /** Forgets all cached translations: after a change of CR0, CR3, CR4 or of any page-table entry. */
    public abstract void flush();

    /** Tells that segments, CPL or CR0.WP changed: cached checks no longer hold. Called by {@link CpuState#updateMode}. */
    public abstract void modeChanged();
}
