package org.prtosvm.devices.serial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.devices.bus.PortDevice;

/**
 * The transmitter of a 16550 UART: every byte leaves at once, nothing is ever received. The only interrupt is that of the
 * empty transmitter.
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

    /** Told when the interrupt output rises. */
    @FunctionalInterface
    public interface InterruptLine {
        /** The line rises. */
        void raise();
    }

    /** Ports that a UART takes. */
    public static final int PORT_COUNT = Uart16550Registers.COUNT;

    private final Line line;
    private final InterruptLine interrupt;
    private int interruptEnable;
    private int fifoControl;
    private int lineControl;
    private int modemControl;
    private int scratch;
    private int divisor = 1;
    private long transmitted;
    /** The transmitter has become empty, and nobody has read that yet. */
    private boolean emptyPending;
    /** Level of the interrupt line. */
    private boolean raised;

    /**
     * Creates a UART after its reset.
     *
     * @param line where bytes go
     */
    public Uart16550(Line line) {
        this(line, () -> {
            // Nothing is connected.
        });
    }

    /**
     * Creates a UART after its reset.
     *
     * @param line where bytes go
     * @param interrupt told about rising edges of the interrupt output
     */
    public Uart16550(Line line, InterruptLine interrupt) {
        this.line = line;
        this.interrupt = interrupt;
    }

    private boolean isInterruptPending() {
        return emptyPending && (interruptEnable & Uart16550Registers.ENABLE_TRANSMITTER_EMPTY) != 0;
    }

    private void updateInterrupt() {
        boolean active = isInterruptPending() && (modemControl & Uart16550Registers.INTERRUPT_CONNECTED) != 0;
        boolean rising = active && !raised;
        raised = active;
        if (rising) {
            interrupt.raise();
        }
    }

    /** Reading the identification takes the interrupt back. */
    private int identifyInterrupt() {
        int fifos = (fifoControl & Uart16550Registers.FIFO_ENABLE) != 0 ? Uart16550Registers.FIFOS_ENABLED : 0;
        if (!isInterruptPending()) {
            return Uart16550Registers.NO_INTERRUPT | fifos;
        }
        emptyPending = false;
        updateInterrupt();
        return Uart16550Registers.TRANSMITTER_EMPTY_INTERRUPT | fifos;
    }

    /** Enabling the interrupt while the transmitter is empty, as it always is, raises it at once. */
    private void enableInterrupts(int value) {
        emptyPending |= (value & ~interruptEnable & Uart16550Registers.ENABLE_TRANSMITTER_EMPTY) != 0;
        interruptEnable = value & 0xF;
        updateInterrupt();
    }

    private void transmit(int value) {
        transmitted++;
        line.transmit(value & 0xFF);
        emptyPending = true;
        updateInterrupt();
    }

    private boolean divisorAccess() {
        return (lineControl & Uart16550Registers.DIVISOR_LATCH_ACCESS) != 0;
    }

    @Override
    public int read(int offset) {
        return switch (offset) {
            case Uart16550Registers.DATA -> divisorAccess() ? divisor & 0xFF : 0;
            case Uart16550Registers.INTERRUPT_ENABLE -> divisorAccess() ? divisor >>> 8 : interruptEnable;
            case Uart16550Registers.FIFO_CONTROL -> identifyInterrupt();
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
                    transmit(value);
                }
            }
            case Uart16550Registers.INTERRUPT_ENABLE -> {
                if (divisorAccess()) {
                    divisor = divisor & 0xFF | (value & 0xFF) << 8;
                } else {
                    enableInterrupts(value);
                }
            }
            case Uart16550Registers.FIFO_CONTROL -> fifoControl = value;
            case Uart16550Registers.LINE_CONTROL -> lineControl = value;
            case Uart16550Registers.MODEM_CONTROL -> {
                modemControl = value & 0x1F;
                updateInterrupt();
            }
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

    /**
     * Writes the registers.
     *
     * @param out receives them
     * @throws IOException if the receiver fails
     */
    public void save(DataOutput out) throws IOException {
        out.writeInt(interruptEnable);
        out.writeInt(fifoControl);
        out.writeInt(lineControl);
        out.writeInt(modemControl);
        out.writeInt(scratch);
        out.writeInt(divisor);
        out.writeLong(transmitted);
        out.writeBoolean(emptyPending);
        out.writeBoolean(raised);
    }

    /**
     * Replaces the registers.
     *
     * @param in what {@link #save} wrote
     * @throws IOException if the giver fails
     */
    public void restore(DataInput in) throws IOException {
        interruptEnable = in.readInt();
        fifoControl = in.readInt();
        lineControl = in.readInt();
        modemControl = in.readInt();
        scratch = in.readInt();
        divisor = in.readInt();
        transmitted = in.readLong();
        emptyPending = in.readBoolean();
        raised = in.readBoolean();
    }
}
