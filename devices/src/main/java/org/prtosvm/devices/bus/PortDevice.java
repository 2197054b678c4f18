package org.prtosvm.devices.bus;

/**
 * A device with byte-wide registers at consecutive ports. It knows offsets, not where it lies. Thread rule: the thread
 * that runs the machine.
 */
public interface PortDevice {
    /**
     * Reads a register.
     *
     * @param offset register number from the first port of the device
     * @return value, 0..255
     */
    int read(int offset);

    /**
     * Writes a register.
     *
     * @param offset register number from the first port of the device
     * @param value value, 0..255
     */
    void write(int offset, int value);
}
