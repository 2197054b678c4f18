package org.prtosvm.devices.serial;

import java.util.function.IntSupplier;
import org.prtosvm.devices.time.EventQueue;

/**
 * The other end of a serial line with flow control: sends the bytes of a source one after the other at the speed of the
 * line, and waits while the UART does not accept any. The bytes themselves are no state of the machine. Thread rule: the
 * thread that runs the machine.
 */
public final class SerialFeed {
    /** Answer of a source that has no byte now. */
    public static final int NOTHING = -1;

    private final Uart16550 uart;
    private final EventQueue events;
    private final IntSupplier source;
    private final int slot;
    private boolean sending;

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
        uart.onInputAccepted(this::wake);
    }

    /** Tells that the source may have bytes. If they are accepted, the first one arrives a character time later. */
    public void wake() {
        if (!sending && uart.acceptsInput()) {
            sending = true;
            events.schedule(slot, events.now() + uart.countsPerCharacter());
        }
    }

    private void send() {
        sending = false;
        if (uart.acceptsInput()) {
            int value = source.getAsInt();
            if (value != NOTHING) {
                uart.receive(value);
                wake();
            }
        }
    }
}
