package org.prtosvm.devices.keyboard;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.prtosvm.devices.bus.InterruptLine;
import org.prtosvm.devices.bus.PortDevice;
import org.prtosvm.devices.bus.Stateful;

/**
 * The 8042 keyboard controller of a PC/AT with a keyboard on which nobody types: it answers commands at once. Its output
 * port drives the A20 gate and the reset of the processor.
 *
 * <p>Source: IBM PC AT Technical Reference, "Keyboard Controller". Thread rule: the thread that runs the machine.
 */
public final class Kbc8042 implements Stateful {
    private static final int NO_COMMAND = 0;
    /** Answers that are kept until they are read. */
    private static final int OUTPUT_CAPACITY = 16;

    private final InterruptLine interrupt;
    private final InterruptLine a20;
    private final Runnable reset;
    private final byte[] memory = new byte[Kbc8042Registers.MEMORY_LENGTH];
    private final ArrayDeque<Integer> output = new ArrayDeque<>();
    private int status;
    private int outputPort;
    /** Command that waits for a byte at the data port. */
    private int waiting;

    private int lastOutput;

    /**
     * Creates a controller as after power-up, A20 enabled.
     *
     * @param interrupt interrupt line 1
     * @param a20 bit 1 of the output port
     * @param reset told when the reset of the processor is pulsed
     */
    public Kbc8042(InterruptLine interrupt, InterruptLine a20, Runnable reset) {
        this.interrupt = interrupt;
        this.a20 = a20;
        this.reset = reset;
        clear();
    }

    private void clear() {
        output.clear();
        Arrays.fill(memory, (byte) 0);
        memory[0] = Kbc8042Registers.KEYBOARD_DISABLED;
        status = Kbc8042Registers.NOT_INHIBITED;
        outputPort = Kbc8042Registers.PORT_DEFAULT;
        waiting = NO_COMMAND;
        lastOutput = 0;
    }

    /** Back to the state after power-up. */
    public void reset() {
        clear();
        a20.set(true);
        update();
    }

    /** @return port 60h */
    public PortDevice dataPort() {
        return new PortDevice() {
            @Override
            public int read(int offset) {
                return readData();
            }

            @Override
            public void write(int offset, int value) {
                writeData(value);
            }
        };
    }

    /** @return port 64h */
    public PortDevice commandPort() {
        return new PortDevice() {
            @Override
            public int read(int offset) {
                return status | (output.isEmpty() ? 0 : Kbc8042Registers.OUTPUT_FULL);
            }

            @Override
            public void write(int offset, int value) {
                status |= Kbc8042Registers.COMMAND_WRITTEN;
                command(value);
                update();
            }
        };
    }

    private void update() {
        interrupt.set(!output.isEmpty() && (memory[0] & Kbc8042Registers.ENABLE_INTERRUPT) != 0);
    }

    private int readData() {
        if (!output.isEmpty()) {
            lastOutput = output.remove();
            // The line falls between two bytes, so that each has its edge.
            interrupt.set(false);
            update();
        }
        return lastOutput;
    }

    /** Answers that nobody reads are forgotten, the oldest first. */
    private void answer(int value) {
        if (output.size() == OUTPUT_CAPACITY) {
            output.remove();
        }
        output.add(value);
    }

    private void command(int command) {
        waiting = NO_COMMAND;
        if (command >= Kbc8042Registers.PULSE_OUTPUT_PORT) {
            if ((command & Kbc8042Registers.PORT_NOT_RESET) == 0) {
                reset.run();
            }
            return;
        }
        if (command >= Kbc8042Registers.WRITE_MEMORY
                && command < Kbc8042Registers.WRITE_MEMORY + Kbc8042Registers.MEMORY_LENGTH) {
            waiting = command;
        } else if (command >= Kbc8042Registers.READ_MEMORY
                && command < Kbc8042Registers.READ_MEMORY + Kbc8042Registers.MEMORY_LENGTH) {
            answer(memory[command - Kbc8042Registers.READ_MEMORY] & 0xFF);
        } else {
            otherCommand(command);
        }
    }

    private void otherCommand(int command) {
        switch (command) {
            case Kbc8042Registers.SELF_TEST -> {
                status |= Kbc8042Registers.SYSTEM_FLAG;
                answer(Kbc8042Registers.SELF_TEST_PASSED);
            }
            case Kbc8042Registers.TEST_KEYBOARD -> answer(Kbc8042Registers.NO_ERROR);
            case Kbc8042Registers.TEST_MOUSE -> answer(Kbc8042Registers.NO_MOUSE);
            case Kbc8042Registers.DISABLE_KEYBOARD -> memory[0] |= Kbc8042Registers.KEYBOARD_DISABLED;
            case Kbc8042Registers.ENABLE_KEYBOARD -> memory[0] &= ~Kbc8042Registers.KEYBOARD_DISABLED;
            case Kbc8042Registers.READ_INPUT_PORT -> answer(Kbc8042Registers.INPUT_PORT);
            case Kbc8042Registers.READ_OUTPUT_PORT ->
                answer(outputPort | (output.isEmpty() ? 0 : Kbc8042Registers.PORT_INTERRUPT));
            case Kbc8042Registers.WRITE_OUTPUT_PORT, Kbc8042Registers.WRITE_OUTPUT_BUFFER -> waiting = command;
            case Kbc8042Registers.DISABLE_A20 -> writeOutputPort(outputPort & ~Kbc8042Registers.PORT_A20);
            case Kbc8042Registers.ENABLE_A20 -> writeOutputPort(outputPort | Kbc8042Registers.PORT_A20);
            case Kbc8042Registers.DISABLE_MOUSE, Kbc8042Registers.ENABLE_MOUSE -> {
                // There is none.
            }
            default -> {
                // Unknown commands have no effect.
            }
        }
    }

    private void writeOutputPort(int value) {
        outputPort = value;
        a20.set((value & Kbc8042Registers.PORT_A20) != 0);
        if ((value & Kbc8042Registers.PORT_NOT_RESET) == 0) {
            reset.run();
        }
    }

    private void writeData(int value) {
        status &= ~Kbc8042Registers.COMMAND_WRITTEN;
        int command = waiting;
        waiting = NO_COMMAND;
        if (command == NO_COMMAND) {
            keyboardCommand(value);
        } else if (command == Kbc8042Registers.WRITE_OUTPUT_PORT) {
            writeOutputPort(value);
        } else if (command == Kbc8042Registers.WRITE_OUTPUT_BUFFER) {
            answer(value);
        } else {
            memory[command - Kbc8042Registers.WRITE_MEMORY] = (byte) value;
            if (command == Kbc8042Registers.WRITE_MEMORY) {
                status = status & ~Kbc8042Registers.SYSTEM_FLAG | value & Kbc8042Registers.SYSTEM_FLAG;
            }
        }
        update();
    }

    /** The keyboard acknowledges everything, parameters of commands too. */
    private void keyboardCommand(int value) {
        switch (value) {
            case Kbc8042Registers.KEYBOARD_ECHO -> answer(Kbc8042Registers.KEYBOARD_ECHO);
            case Kbc8042Registers.KEYBOARD_RESET -> {
                answer(Kbc8042Registers.ACKNOWLEDGE);
                answer(Kbc8042Registers.KEYBOARD_PASSED);
            }
            case Kbc8042Registers.KEYBOARD_IDENTIFY -> {
                answer(Kbc8042Registers.ACKNOWLEDGE);
                answer(Kbc8042Registers.KEYBOARD_ID_1);
                answer(Kbc8042Registers.KEYBOARD_ID_2);
            }
            default -> answer(Kbc8042Registers.ACKNOWLEDGE);
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.write(memory);
        out.writeInt(status);
        out.writeInt(outputPort);
        out.writeInt(waiting);
        out.writeInt(lastOutput);
        out.writeInt(output.size());
        for (int value : output) {
            out.writeByte(value);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        in.readFully(memory);
        status = in.readInt();
        outputPort = in.readInt();
        waiting = in.readInt();
        lastOutput = in.readInt();
        output.clear();
        for (int n = in.readInt(); n > 0; n--) {
            output.add(in.readUnsignedByte());
        }
    }
}
