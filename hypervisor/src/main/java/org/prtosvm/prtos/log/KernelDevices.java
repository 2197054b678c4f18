// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.DeviceReference;
import org.prtosvm.prtos.config.Devices;
import org.prtosvm.prtos.config.MemoryArea;
import org.prtosvm.prtos.state.Stateful;

/**
 * The devices that consoles and logs are configured for. Users of the same memory block share it: one console position, one stream.
 * Source: ABI 05-objects, 8 and ABI 09-console-and-boot-output, 1.
 */
public final class KernelDevices implements Stateful {
    private static final int FIRST_UART = 0;

    private final ConsoleDevice uart;
    private final List<MemoryBlockConsole> blockConsoles = new ArrayList<>();
    private final List<LogStream> blockStreams = new ArrayList<>();
    private final LogStream noStream = LogStream.withoutStorage();
    private final LogStream uartStream;
    private final boolean[] isStream;

    /**
     * Makes the devices of a system; {@link #start} is to be called before they are used.
     *
     * @param devices declared devices
     * @param memory physical memory, which has all memory blocks
     * @param uart takes the text of the first serial port
     */
    public KernelDevices(Devices devices, GuestMemory memory, ConsoleDevice uart) {
        this.uart = uart;
        uartStream = LogStream.onto(uart);
        for (MemoryArea block : devices.memoryBlocks()) {
            blockConsoles.add(new MemoryBlockConsole(memory, block.start(), block.size()));
            blockStreams.add(new LogStream(memory, block.start(), block.size()));
        }
        isStream = new boolean[blockStreams.size()];
    }

    /**
     * The device for text.
     *
     * @param reference configured device; of the serial ports only the first one exists
     * @return the device, or {@link ConsoleDevice#NONE}
     */
    public ConsoleDevice console(DeviceReference reference) {
        return switch (reference.kind()) {
            case UART -> reference.number() == FIRST_UART ? uart : ConsoleDevice.NONE;
            case MEMORY_BLOCK -> blockConsoles.get(reference.number());
            case VGA -> ConsoleDevice.DROPPING;
            case NONE -> ConsoleDevice.NONE;
        };
    }

    /**
     * The stream for log records. The serial line takes them raw, 36 bytes each, as in the reference; it and devices that take nothing
     * have nothing to read back.
     *
     * @param reference configured device
     * @return the stream; without storage unless the device is a memory block
     */
    public LogStream stream(DeviceReference reference) {
        return switch (reference.kind()) {
            case MEMORY_BLOCK -> {
                isStream[reference.number()] = true;
                yield blockStreams.get(reference.number());
            }
            case UART -> reference.number() == FIRST_UART ? uartStream : noStream;
            case VGA, NONE -> noStream;
        };
    }

    /**
     * Initialises the devices, at every start of the system, after all streams have been asked for: logs keep their records, text begins at
     * the start of its block. Blocks that are no log are not touched.
     */
    public void start() {
        blockConsoles.forEach(MemoryBlockConsole::rewind);
        for (int block = 0; block < isStream.length; block++) {
            if (isStream[block]) {
                blockStreams.get(block).initialise();
            }
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (MemoryBlockConsole console : blockConsoles) {
            console.save(out);
        }
        for (LogStream stream : blockStreams) {
            stream.save(out);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        for (MemoryBlockConsole console : blockConsoles) {
            console.restore(in);
        }
        for (LogStream stream : blockStreams) {
            stream.restore(in);
        }
    }
}
