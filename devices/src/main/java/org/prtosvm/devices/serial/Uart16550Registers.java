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

    /** Line control bits 0 and 1: data bits beyond five. */
    static final int DATA_BITS = 0x03;
    /** Line control bit 2: more than one stop bit. */
    static final int LONG_STOP = 0x04;
    /** Line control bit 3: parity. */
    static final int PARITY = 0x08;
    /** Line control bit 7: the first two registers are the divisor. */
    static final int DIVISOR_LATCH_ACCESS = 0x80;

    /** FIFO control bit 0. */
    static final int FIFO_ENABLE = 0x01;
    /** FIFO control bit 1, clears itself. */
    static final int FIFO_RESET_RECEIVER = 0x02;
    /** FIFO control bits 6 and 7: fill level of the receiver interrupt. */
    static final int FIFO_TRIGGER_SHIFT = 6;
    /** FIFO control: bits that stay. */
    static final int FIFO_KEPT = 0xC9;

    /** Interrupt enable bit 0: data available, and the timeout of the FIFO. */
    static final int ENABLE_RECEIVED = 0x01;
    /** Interrupt enable bit 1: transmitter holding register empty. */
    static final int ENABLE_TRANSMITTER_EMPTY = 0x02;
    /** Interrupt enable bit 2: line status. */
    static final int ENABLE_LINE_STATUS = 0x04;
    /** Interrupt enable bit 3: modem status. */
    static final int ENABLE_MODEM_STATUS = 0x08;

    /** Modem control bits 0 to 3: outputs DTR, RTS, OUT1, OUT2. */
    static final int MODEM_OUTPUTS = 0x0F;
    /** Modem control bit 3, OUT2: on a PC it connects the interrupt output with the interrupt line. */
    static final int INTERRUPT_CONNECTED = 0x08;
    /** Modem control bit 4: transmitter and modem outputs lead to receiver and modem inputs. */
    static final int LOOPBACK = 0x10;

    /** Interrupt identification: receiver line status. */
    static final int LINE_STATUS_INTERRUPT = 0x06;
    /** Interrupt identification: received data. */
    static final int RECEIVED_INTERRUPT = 0x04;
    /** Interrupt identification: data waits in the FIFO for long. */
    static final int TIMEOUT_INTERRUPT = 0x0C;
    /** Interrupt identification: transmitter holding register empty. */
    static final int TRANSMITTER_EMPTY_INTERRUPT = 0x02;
    /** Interrupt identification: modem status. */
    static final int MODEM_STATUS_INTERRUPT = 0x00;
    /** Interrupt identification: none pending. */
    static final int NO_INTERRUPT = 0x01;
    /** Interrupt identification: FIFOs enabled. */
    static final int FIFOS_ENABLED = 0xC0;

    /** Line status: data ready. */
    static final int DATA_READY = 0x01;
    /** Line status: overrun. */
    static final int OVERRUN = 0x02;
    /** Line status: transmitter holding register and shift register empty. */
    static final int TRANSMITTER_EMPTY = 0x60;

    /** Modem status bits 4 to 7 when somebody listens: clear to send, data set ready, carrier. */
    static final int CONNECTED = 0xB0;
    /** Modem status bit 2: the ring indicator went off. */
    static final int TRAILING_EDGE_RING = 0x04;
    /** Modem status: ring indicator. */
    static final int RING = 0x40;

    private Uart16550Registers() {}
}
