package org.prtosvm.devices.serial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntSupplier;
import org.prtosvm.devices.bus.Stateful;
import org.prtosvm.devices.time.EventQueue;

/**
 * The other end of a serial line with flow control: sends the bytes of a source one after the other at the speed of the
 * line, and waits while the UART does not accept any. What the source still has is no state of the machine. Thread rule: the
 * thread that runs the machine.
 */
public final class SerialFeed implements Stateful {
    /** Answer of a source that has no byte now. */
    public static final int NOTHING = -1;

    private final Uart16550 uart;
    private final EventQueue events;
    private final IntSupplier source;
    private final int slot;
    private boolean sending;
    /** The source has said that it has nothing, and nobody has said otherwise since. */
    private boolean empty;

    /**
     * Connects an end.
     *
     * @param uart receives
     * @param events events of the machine
     * @param source next byte, or {@link #NOTHING}; asked only when the byte can be sent
     */
    public SerialFeed(Uart16550 uart, EventQueue events, IntSupplier source) {
        this.uart = uart;
        this.events = events;
        this.source = source;
        slot = events.register(this::send);
        uart.onInputAccepted(this::begin);
    }

    /** Tells that a source that had nothing has bytes. If they are accepted, the first one arrives a character time later. */
    public void wake() {
        empty = false;
        begin();
    }

    private void begin() {
        if (!sending && !empty && uart.acceptsInput()) {
            sending = true;
            events.schedule(slot, events.now() + uart.countsPerCharacter());
        }
    }

    private void send() {
        sending = false;
        if (uart.acceptsInput()) {
            int value = source.getAsInt();
            empty = value == NOTHING;
            if (!empty) {
                uart.receive(value);
                begin();
            }
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(sending);
        out.writeBoolean(empty);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        sending = in.readBoolean();
        empty = in.readBoolean();
    }
}
