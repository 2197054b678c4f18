package org.prtosvm.devices.serial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.prtosvm.devices.bus.InterruptLine;
import org.prtosvm.devices.bus.PortDevice;
import org.prtosvm.devices.bus.Stateful;
import org.prtosvm.devices.time.EventQueue;

/**
 * A 16550 UART. Every byte leaves at once; bytes arrive when the other end says so. All four interrupts are there, the
 * timeout of the receiver FIFO if the UART was given a time. Parity and framing errors and breaks do not occur.
 *
 * <p>Source: PC16550D datasheet. Thread rule: the thread that runs the machine.
 */
public final class Uart16550 implements PortDevice, Stateful {
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
    /** Bits per second with divisor 1. */
    public static final int PC_BITS_PER_SECOND = 115_200;

    private static final int TIMEOUT_CHARACTERS = 4;
    private static final int DIVISOR_RANGE = 0x1_0000;

    private final Line line;
    private final InterruptLine interrupt;
    private final @Nullable EventQueue events;
    private final long countsPerSecond;
    private final int timeoutSlot;
    private final ReceiverFifo received = new ReceiverFifo();

    private int interruptEnable;
    private int fifoControl;
    private int lineControl;
    private int modemControl;
    private int scratch;
    private int divisor = 1;
    private long transmitted;
    /** The transmitter has become empty, and nobody has read that yet. */
    private boolean emptyPending;

    /** Level of the interrupt output. */
    private boolean raised;

    private boolean overrun;
    /** Bytes have waited in the FIFO for four character times. */
    private boolean timeout;
    /** Changes of the modem inputs since they were read, low four bits of the modem status. */
    private int modemChanges;
    /** The guest has looked for received bytes. */
    private boolean listening;

    private long receivedCount;
    private long overrunCount;
    private @Nullable Runnable inputListener;

    /**
     * Creates a UART after its reset, whose interrupt output leads nowhere.
     *
     * @param line where bytes go
     */
    public Uart16550(Line line) {
        this(line, high -> {
            // Nothing is connected.
        });
    }

    /**
     * Creates a UART after its reset, without a timeout of its FIFO.
     *
     * @param line where bytes go
     * @param interrupt interrupt output, gated by OUT2 as in a PC; told about changes
     */
    public Uart16550(Line line, InterruptLine interrupt) {
        this(line, interrupt, null, 0);
    }

    /**
     * Creates a UART after its reset.
     *
     * @param line where bytes go
     * @param interrupt interrupt output, gated by OUT2 as in a PC; told about changes
     * @param events events of the machine
     * @param countsPerSecond counts of the processor per second
     */
    public Uart16550(Line line, InterruptLine interrupt, @Nullable EventQueue events, long countsPerSecond) {
        this.line = line;
        this.interrupt = interrupt;
        this.events = events;
        this.countsPerSecond = countsPerSecond;
        timeoutSlot = events == null ? -1 : events.register(this::timeOut);
    }

    /** The pin MR: back to the state after power-up; the divisor and the scratch register stay. */
    public void reset() {
        interruptEnable = 0;
        fifoControl = 0;
        lineControl = 0;
        modemControl = 0;
        emptyPending = false;
        overrun = false;
        modemChanges = 0;
        listening = false;
        received.clear();
        receiverChanged();
    }

    // --- receiver ----------------------------------------------------------------------------------------------------

    /**
     * Tells whether the other end, if it cares about flow control, would send now.
     *
     * @return true if a byte fits and the guest has shown that it looks for bytes
     */
    public boolean acceptsInput() {
        return listening && !loopback() && received.size() < (fifos() ? ReceiverFifo.CAPACITY : 1);
    }

    /**
     * Connects the other end.
     *
     * @param listener told after every access to a register behind which {@link #acceptsInput} holds
     */
    public void onInputAccepted(Runnable listener) {
        inputListener = listener;
    }

    private void offerInput() {
        if (inputListener != null && acceptsInput()) {
            inputListener.run();
        }
    }

    /**
     * A byte arrives from the other end; lost in loopback mode.
     *
     * @param value 0..255
     */
    public void receive(int value) {
        if (!loopback()) {
            arrive(value);
        }
    }

    private void arrive(int value) {
        receivedCount++;
        if (received.size() < (fifos() ? ReceiverFifo.CAPACITY : 1)) {
            received.add(value);
        } else {
            overrun = true;
            overrunCount++;
            if (!fifos()) {
                received.replaceLast(value);
            }
        }
        receiverChanged();
    }

    private int take() {
        int value = received.take();
        receiverChanged();
        return value;
    }

    /** Every arrival and every read starts the time of the FIFO anew. */
    private void receiverChanged() {
        timeout = false;
        if (events != null) {
            boolean waits = fifos() && received.size() > 0;
            events.schedule(
                    timeoutSlot, waits ? events.now() + TIMEOUT_CHARACTERS * countsPerCharacter() : EventQueue.NEVER);
        }
        updateInterrupt();
    }

    private void timeOut() {
        timeout = received.size() > 0;
        updateInterrupt();
    }

    /** @return time of a character on the line, in counts of the processor, at least 1; without a time 1 */
    public long countsPerCharacter() {
        int bits = 1 + 5 + (lineControl & Uart16550Registers.DATA_BITS) + 1;
        bits += (lineControl & Uart16550Registers.PARITY) != 0 ? 1 : 0;
        bits += (lineControl & Uart16550Registers.LONG_STOP) != 0 ? 1 : 0;
        long divided = divisor == 0 ? DIVISOR_RANGE : divisor;
        return Math.max(1, bits * divided * countsPerSecond / PC_BITS_PER_SECOND);
    }

    // --- interrupts --------------------------------------------------------------------------------------------------

    private boolean enabled(int bit) {
        return (interruptEnable & bit) != 0;
    }

    private boolean fifos() {
        return (fifoControl & Uart16550Registers.FIFO_ENABLE) != 0;
    }

    private boolean loopback() {
        return (modemControl & Uart16550Registers.LOOPBACK) != 0;
    }

    /** The identification of the pending interrupt of highest priority. */
    private int pending() {
        if (overrun && enabled(Uart16550Registers.ENABLE_LINE_STATUS)) {
            return Uart16550Registers.LINE_STATUS_INTERRUPT;
        }
        if (enabled(Uart16550Registers.ENABLE_RECEIVED)) {
            int level = fifos() ? ReceiverFifo.triggerLevel(fifoControl) : 1;
            if (received.size() >= level) {
                return Uart16550Registers.RECEIVED_INTERRUPT;
            }
            if (timeout) {
                return Uart16550Registers.TIMEOUT_INTERRUPT;
            }
        }
        if (emptyPending && enabled(Uart16550Registers.ENABLE_TRANSMITTER_EMPTY)) {
            return Uart16550Registers.TRANSMITTER_EMPTY_INTERRUPT;
        }
        if (modemChanges != 0 && enabled(Uart16550Registers.ENABLE_MODEM_STATUS)) {
            return Uart16550Registers.MODEM_STATUS_INTERRUPT;
        }
        return Uart16550Registers.NO_INTERRUPT;
    }

    /** In loopback mode OUT2 is inactive whatever its bit says. */
    private void updateInterrupt() {
        boolean connected = (modemControl & Uart16550Registers.INTERRUPT_CONNECTED) != 0 && !loopback();
        boolean level = connected && pending() != Uart16550Registers.NO_INTERRUPT;
        if (level != raised) {
            raised = level;
            interrupt.set(level);
        }
    }

    /** Reading the identification takes the interrupt of the empty transmitter back. */
    private int identifyInterrupt() {
        int identification = pending();
        if (identification == Uart16550Registers.TRANSMITTER_EMPTY_INTERRUPT) {
            emptyPending = false;
            updateInterrupt();
        }
        return fifos() ? identification | Uart16550Registers.FIFOS_ENABLED : identification;
    }

    /** Enabling the interrupt while the transmitter is empty, as it always is, raises it at once. */
    private void enableInterrupts(int value) {
        emptyPending |= (value & ~interruptEnable & Uart16550Registers.ENABLE_TRANSMITTER_EMPTY) != 0;
        listening |= (value & Uart16550Registers.ENABLE_RECEIVED) != 0;
        interruptEnable = value & 0xF;
        updateInterrupt();
    }

    // --- modem -------------------------------------------------------------------------------------------------------

    /** Levels of the modem inputs: bits 4 to 7 of the modem status. */
    private int modemInputs() {
        if (!loopback()) {
            return Uart16550Registers.CONNECTED;
        }
        int outputs = modemControl & Uart16550Registers.MODEM_OUTPUTS;
        // RTS is CTS, DTR is DSR, OUT1 is RI and OUT2 is DCD.
        return (outputs & 2) << 3 | (outputs & 1) << 5 | (outputs & 4) << 4 | (outputs & 8) << 4;
    }

    private void controlModem(int value) {
        int before = modemInputs();
        modemControl = value & 0x1F;
        int now = modemInputs();
        int changes = (before ^ now) >>> 4;
        // The ring indicator counts when it goes off.
        boolean rings = (before & Uart16550Registers.RING) != 0 && (now & Uart16550Registers.RING) == 0;
        modemChanges |=
                changes & ~Uart16550Registers.TRAILING_EDGE_RING | (rings ? Uart16550Registers.TRAILING_EDGE_RING : 0);
        updateInterrupt();
    }

    private int modemStatus() {
        int status = modemInputs() | modemChanges;
        modemChanges = 0;
        updateInterrupt();
        return status;
    }

    // --- registers ---------------------------------------------------------------------------------------------------

    private void transmit(int value) {
        transmitted++;
        emptyPending = true;
        if (loopback()) {
            arrive(value & 0xFF);
        } else {
            line.transmit(value & 0xFF);
            updateInterrupt();
        }
    }

    private boolean divisorAccess() {
        return (lineControl & Uart16550Registers.DIVISOR_LATCH_ACCESS) != 0;
    }

    private void controlFifos(int value) {
        boolean toggled = ((value ^ fifoControl) & Uart16550Registers.FIFO_ENABLE) != 0;
        fifoControl = (value & Uart16550Registers.FIFO_ENABLE) != 0 ? value & Uart16550Registers.FIFO_KEPT : 0;
        if (toggled || (value & Uart16550Registers.FIFO_RESET_RECEIVER) != 0) {
            received.clear();
        }
        receiverChanged();
    }

    private int lineStatus() {
        listening = true;
        int status = Uart16550Registers.TRANSMITTER_EMPTY
                | (received.size() > 0 ? Uart16550Registers.DATA_READY : 0)
                | (overrun ? Uart16550Registers.OVERRUN : 0);
        if (overrun) {
            overrun = false;
            updateInterrupt();
        }
        return status;
    }

    @Override
    public int read(int offset) {
        int value = readRegister(offset);
        offerInput();
        return value;
    }

    private int readRegister(int offset) {
        return switch (offset) {
            case Uart16550Registers.DATA -> divisorAccess() ? divisor & 0xFF : take();
            case Uart16550Registers.INTERRUPT_ENABLE -> divisorAccess() ? divisor >>> 8 : interruptEnable;
            case Uart16550Registers.FIFO_CONTROL -> identifyInterrupt();
            case Uart16550Registers.LINE_CONTROL -> lineControl;
            case Uart16550Registers.MODEM_CONTROL -> modemControl;
            case Uart16550Registers.LINE_STATUS -> lineStatus();
            case Uart16550Registers.MODEM_STATUS -> modemStatus();
            case Uart16550Registers.SCRATCH -> scratch;
            default -> 0xFF;
        };
    }

    @Override
    public void write(int offset, int value) {
        writeRegister(offset, value);
        offerInput();
    }

    private void writeRegister(int offset, int value) {
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
            case Uart16550Registers.FIFO_CONTROL -> controlFifos(value);
            case Uart16550Registers.LINE_CONTROL -> lineControl = value;
            case Uart16550Registers.MODEM_CONTROL -> controlModem(value);
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

    /** @return bytes that arrived so far */
    public long receivedCount() {
        return receivedCount;
    }

    /** @return bytes that arrived and were lost, because nobody had read those before */
    public long overrunCount() {
        return overrunCount;
    }

    @Override
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
        out.writeBoolean(overrun);
        out.writeBoolean(timeout);
        out.writeInt(modemChanges);
        out.writeBoolean(listening);
        out.writeLong(receivedCount);
        out.writeLong(overrunCount);
        received.save(out);
    }

    @Override
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
        overrun = in.readBoolean();
        timeout = in.readBoolean();
        modemChanges = in.readInt();
        listening = in.readBoolean();
        receivedCount = in.readLong();
        overrunCount = in.readLong();
        received.restore(in);
    }
}
