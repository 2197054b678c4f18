package org.prtosvm.devices.serial;

import org.prtosvm.devices.bus.PortDevice;

/**
 * The transmitter of a 16550 UART, polled: every byte leaves at once, nothing is ever received, no interrupt is raised.
 *
 * <p>Source: PC16550D datasheet. Thread rule: the thread that runs the machine.
 */
public final class Uart16550 implements PortDevice {
    /** Receives what is sent. */
    @FunctionalInterface
    public interface Line {
        /**
         * Takes a byte.
         *
         * @param value 0..255
         */
        void transmit(int value);
    }

    /** Ports that a UART takes. */
    public static final int PORT_COUNT = Uart16550Registers.COUNT;

    private final Line line;
    private int interruptEnable;
    private int fifoControl;
    private int lineControl;
    private int modemControl;
    private int scratch;
    private int divisor = 1;
    private long transmitted;

    /**
     * Creates a UART after its reset.
     *
     * @param line where bytes go
     */
    public Uart16550(Line line) {
        this.line = line;
    }

    private boolean divisorAccess() {
        return (lineControl & Uart16550Registers.DIVISOR_LATCH_ACCESS) != 0;
    }

    @Override
    public int read(int offset) {
        return switch (offset) {
            case Uart16550Registers.DATA -> divisorAccess() ? divisor & 0xFF : 0;
            case Uart16550Registers.INTERRUPT_ENABLE -> divisorAccess() ? divisor >>> 8 : interruptEnable;
            case Uart16550Registers.FIFO_CONTROL -> Uart16550Registers.NO_INTERRUPT
                    | ((fifoControl & Uart16550Registers.FIFO_ENABLE) != 0 ? Uart16550Registers.FIFOS_ENABLED : 0);
            case Uart16550Registers.LINE_CONTROL -> lineControl;
            case Uart16550Registers.MODEM_CONTROL -> modemControl;
            case Uart16550Registers.LINE_STATUS -> Uart16550Registers.TRANSMITTER_EMPTY;
            case Uart16550Registers.MODEM_STATUS -> Uart16550Registers.CONNECTED;
            case Uart16550Registers.SCRATCH -> scratch;
            default -> 0xFF;
        };
    }

    @Override
    public void write(int offset, int value) {
        switch (offset) {
            case Uart16550Registers.DATA -> {
                if (divisorAccess()) {
                    divisor = divisor & 0xFF00 | value & 0xFF;
                } else {
                    transmitted++;
                    line.transmit(value & 0xFF);
                }
            }
            case Uart16550Registers.INTERRUPT_ENABLE -> {
                if (divisorAccess()) {
                    divisor = divisor & 0xFF | (value & 0xFF) << 8;
                } else {
                    interruptEnable = value & 0xF;
                }
            }
            case Uart16550Registers.FIFO_CONTROL -> fifoControl = value;
            case Uart16550Registers.LINE_CONTROL -> lineControl = value;
            case Uart16550Registers.MODEM_CONTROL -> modemControl = value & 0x1F;
            case Uart16550Registers.SCRATCH -> scratch = value;
            default -> {
                // The status registers ignore writes.
            }
        }
    }

    /** @return bytes sent so far */
    public long transmitted() {
        return transmitted;
    }
}
