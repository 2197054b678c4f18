package org.prtosvm.tools.machine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.prtosvm.cpu.bus.PortBus;
import org.prtosvm.devices.bus.PortMap;
import org.prtosvm.devices.serial.Uart16550;

/**
 * The devices that partitions can be given ports of: the second serial port. The first one belongs to the hypervisor,
 * which needs no registers for it.
 */
final class Board {
    private static final int SECOND_SERIAL_PORT = 0x2F8;

    private static final int SECOND_SERIAL_LINE = 3;

    private final PortMap ports = new PortMap();
    private final Uart16550 secondSerialPort;

    /**
     * Creates the devices.
     *
     * @param lines told the number of each interrupt line that rises
     */
    Board(IntConsumer lines) {
        secondSerialPort = new Uart16550(
                value -> {
                    // Nothing is connected.
                },
                high -> {
                    if (high) {
                        lines.accept(SECOND_SERIAL_LINE);
                    }
                });
        ports.add(SECOND_SERIAL_PORT, Uart16550.PORT_COUNT, secondSerialPort);
    }

    PortBus ports() {
        return ports;
    }

    /** Writes the registers of all devices. */
    void save(DataOutput out) throws IOException {
        secondSerialPort.save(out);
    }

    /** Replaces the registers of all devices. */
    void restore(DataInput in) throws IOException {
        secondSerialPort.restore(in);
    }
}
