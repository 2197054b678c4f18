package org.prtosvm.cpu.bus;

/**
 * A device that answers at physical addresses. It knows offsets, not where it lies. An access happens at the exact time
 * of its instruction, and once: an instruction that faults has not accessed a device before. Code is not fetched from
 * devices. Thread rule: the thread that runs the processor.
 */
public interface MemoryDevice {
    /**
     * Reads bytes.
     *
     * @param offset offset of the first byte from the first address of the device
     * @param size bytes, 1..8; 1, 2, 4 or 8 unless the access crosses a page
     * @return value, zero-extended
     */
    long read(int offset, int size);

    /**
     * Writes bytes.
     *
     * @param offset offset of the first byte from the first address of the device
     * @param size bytes, 1..8; 1, 2, 4 or 8 unless the access crosses a page
     * @param value low {@code size} bytes are written
     */
    void write(int offset, int size, long value);
}
