package org.prtosvm.devices.serial;

/** Register offsets and bits of a 16550 UART. Source: PC16550D datasheet, "Registers". */
final class Uart16550Registers {
    /** Receiver buffer (read), transmitter holding (write), divisor low with DLAB. */
    static final int DATA = 0;
    /** Interrupt enable, divisor high with DLAB. */
    static final int INTERRUPT_ENABLE = 1;
    /** Interrupt identification (read), FIFO control (write). */
    static final int FIFO_CONTROL = 2;
    /** Line control. */
    static final int LINE_CONTROL = 3;
    /** Modem control. */
    static final int MODEM_CONTROL = 4;
    /** Line status. */
    static final int LINE_STATUS = 5;
    /** Modem status. */
    static final int MODEM_STATUS = 6;
    /** Scratch. */
    static final int SCRATCH = 7;
    /** Number of registers. */
    static final int COUNT = 8;

    /** Line control bit 7: the first two registers are the divisor. */
    static final int DIVISOR_LATCH_ACCESS = 0x80;
    /** FIFO control bit 0. */
    static final int FIFO_ENABLE = 0x01;
    /** Interrupt enable bit 1: transmitter holding register empty. */
    static final int ENABLE_TRANSMITTER_EMPTY = 0x02;
    /** Modem control bit 3, OUT2: on a PC it connects the interrupt output with the interrupt line. */
    static final int INTERRUPT_CONNECTED = 0x08;
    /** Interrupt identification: transmitter holding register empty. */
    static final int TRANSMITTER_EMPTY_INTERRUPT = 0x02;
    /** Interrupt identification: none pending. */
    static final int NO_INTERRUPT = 0x01;
    /** Interrupt identification: FIFOs enabled. */
    static final int FIFOS_ENABLED = 0xC0;
    /** Line status: transmitter holding register and shift register empty. */
    static final int TRANSMITTER_EMPTY = 0x60;
    /** Modem status: carrier, data set ready, clear to send. */
    static final int CONNECTED = 0xB0;

    private Uart16550Registers() {}
}
