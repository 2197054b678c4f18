package org.prtosvm.cpu.bus;

/**
 * The I/O port space of a machine.
 *
 * <p>Permission (IOPL, I/O bitmap) was checked by the processor before a call arrives here. Thread rule: called on the
 * thread that runs the processor.
 */
public interface PortBus {
    /**
     * Reads from a port.
     *
     * @param port port number, 0..0xFFFF
     * @param size bytes: 1, 2 or 4
     * @return value, zero-extended; all ones where no device answers
     */
    int read(int port, int size);

    /**
     * Writes to a port; ignored where no device answers.
     *
     * @param port port number, 0..0xFFFF
     * @param size bytes: 1, 2 or 4
     * @param value low {@code size} bytes are written
     */
    void write(int port, int size, int value);
}
