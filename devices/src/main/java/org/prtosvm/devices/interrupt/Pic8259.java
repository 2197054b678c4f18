package org.prtosvm.devices.interrupt;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.devices.bus.InterruptLine;
import org.prtosvm.devices.bus.PortDevice;
import org.prtosvm.devices.bus.Stateful;

/**
 * An 8259A interrupt controller, complete but for the buffered mode, which concerns its pins only.
 *
 * <p>In edge-triggered mode a request is remembered from its rising edge on, until it is acknowledged or the input falls:
 * an input that falls too early gives the default IR7, as the datasheet says. The level of INT is computed after every
 * access and every change of an input.
 *
 * <p>Source: 8259A datasheet. Thread rule: the thread that runs the machine.
 */
public final class Pic8259 implements PortDevice, Stateful {
    /** Ports that a controller takes. */
    public static final int PORT_COUNT = Pic8259Registers.COUNT;
    /** Inputs IR0 to IR7. */
    public static final int INPUTS = 8;

    private static final int LAST = INPUTS - 1;
    /** The next write to the data port is OCW1. */
    private static final int OPERATIONAL = 0;

    private final InterruptLine output;

    /** Levels of the inputs. */
    private int inputs;
    /** Inputs that rose and were neither acknowledged since nor fell. */
    private int edges;

    private int inService;
    private int mask;
    private int icw1;
    private int icw2;
    private int icw3;
    private int icw4;
    /** Number of the initialization command word that the next write to the data port is, or {@link #OPERATIONAL}. */
    private int expected;
    /** Input of lowest priority. */
    private int lowest = LAST;

    private boolean rotatesAtEnd;
    private boolean specialMask;
    private boolean readsInService;
    private boolean polled;
    private long acknowledged;

    /**
     * Creates a controller as after power-up: not initialised, all inputs masked.
     *
     * @param output INT
     */
    public Pic8259(InterruptLine output) {
        this.output = output;
        mask = 0xFF;
    }

    /** Back to the state after power-up; the inputs keep their levels. */
    public void reset() {
        startInitialisation(0);
        mask = 0xFF;
        icw2 = 0;
        icw3 = 0;
        expected = OPERATIONAL;
        update();
    }

    /** @return interrupts acknowledged so far, polls included */
    public long acknowledgedCount() {
        return acknowledged;
    }

    /**
     * Drives an input.
     *
     * @param number 0..7
     * @param high level
     */
    public void setInput(int number, boolean high) {
        int bit = 1 << number;
        if (!high) {
            inputs &= ~bit;
            edges &= ~bit;
        } else if ((inputs & bit) == 0) {
            inputs |= bit;
            edges |= bit;
        }
        update();
    }

    private boolean has(int word, int bit) {
        return (word & bit) != 0;
    }

    /** The interrupt request register. */
    private int requests() {
        return has(icw1, Pic8259Registers.ICW1_LEVEL_TRIGGERED) ? inputs : edges;
    }

    private void update() {
        output.set(highest() >= 0);
    }

    /** Finds the request that would be acknowledged now; -1 if there is none. */
    private int highest() {
        int pending = requests() & ~mask;
        int blocking = specialMask ? inService & ~mask : inService;
        for (int n = 1; n <= INPUTS; n++) {
            int input = lowest + n & LAST;
            int bit = 1 << input;
            if (has(blocking, bit)) {
                return nests(bit) && has(pending, bit) ? input : -1;
            }
            if (has(pending, bit)) {
                return input;
            }
        }
        return -1;
    }

    /** A slave in service may request again in special fully nested mode. */
    private boolean nests(int bit) {
        return has(icw4, Pic8259Registers.ICW4_SPECIAL_FULLY_NESTED) && has(icw3, bit);
    }

    /**
     * The acknowledge cycle.
     *
     * @return number of the input that is served, or the default 7 with nothing in service if the request has gone
     */
    int acknowledge() {
        int input = highest();
        if (input < 0) {
            return LAST;
        }
        acknowledged++;
        int bit = 1 << input;
        edges &= ~bit;
        if (!has(icw4, Pic8259Registers.ICW4_AUTOMATIC_END)) {
            inService |= bit;
        } else if (rotatesAtEnd) {
            lowest = input;
        }
        update();
        return input;
    }

    /** Tells whether a slave is connected to an input. */
    boolean hasSlave(int input) {
        return !has(icw1, Pic8259Registers.ICW1_SINGLE) && has(icw3, 1 << input);
    }

    /** Tells whether a slave answers for an input of its master. */
    boolean answersFor(int input) {
        return (icw3 & LAST) == input;
    }

    /** The byte on the bus in the second acknowledge cycle. */
    int vector(int input) {
        if (has(icw4, Pic8259Registers.ICW4_8086)) {
            return icw2 & 0xF8 | input;
        }
        // The low byte of the address of an MCS-80 call.
        return has(icw1, Pic8259Registers.ICW1_INTERVAL_4) ? icw1 & 0xE0 | input << 2 : icw1 & 0xC0 | input << 3;
    }

    @Override
    public int read(int offset) {
        if (polled) {
            polled = false;
            boolean requested = highest() >= 0;
            int input = acknowledge();
            return requested ? Pic8259Registers.POLL_REQUEST | input : input;
        }
        if (offset == Pic8259Registers.DATA) {
            return mask;
        }
        return readsInService ? inService : requests();
    }

    @Override
    public void write(int offset, int value) {
        if (offset == Pic8259Registers.DATA) {
            writeData(value);
        } else if (has(value, Pic8259Registers.ICW1)) {
            startInitialisation(value);
        } else if (has(value, Pic8259Registers.OCW3)) {
            writeOcw3(value);
        } else {
            writeOcw2(value);
        }
        update();
    }

    private void startInitialisation(int value) {
        icw1 = value;
        if (!has(value, Pic8259Registers.ICW1_NEEDS_ICW4)) {
            icw4 = 0;
        }
        edges = 0;
        inService = 0;
        mask = 0;
        lowest = LAST;
        rotatesAtEnd = false;
        specialMask = false;
        readsInService = false;
        polled = false;
        expected = 2;
    }

    private void writeData(int value) {
        switch (expected) {
            case 2 -> {
                icw2 = value;
                expected = has(icw1, Pic8259Registers.ICW1_SINGLE) ? afterIcw3() : 3;
            }
            case 3 -> {
                icw3 = value;
                expected = afterIcw3();
            }
            case 4 -> {
                icw4 = value;
                expected = OPERATIONAL;
            }
            default -> mask = value;
        }
    }

    private int afterIcw3() {
        return has(icw1, Pic8259Registers.ICW1_NEEDS_ICW4) ? 4 : OPERATIONAL;
    }

    private void writeOcw3(int value) {
        polled = has(value, Pic8259Registers.OCW3_POLL);
        if (has(value, Pic8259Registers.OCW3_READ)) {
            readsInService = has(value, Pic8259Registers.OCW3_SELECT_ISR);
        }
        if (has(value, Pic8259Registers.OCW3_ENABLE_SPECIAL_MASK)) {
            specialMask = has(value, Pic8259Registers.OCW3_SPECIAL_MASK);
        }
    }

    private void writeOcw2(int value) {
        boolean rotate = has(value, Pic8259Registers.OCW2_ROTATE);
        boolean specific = has(value, Pic8259Registers.OCW2_SPECIFIC);
        if (has(value, Pic8259Registers.OCW2_END)) {
            int ended = specific ? value & LAST : highestInService();
            if (ended >= 0) {
                inService &= ~(1 << ended);
                lowest = rotate ? ended : lowest;
            }
        } else if (!specific) {
            rotatesAtEnd = rotate;
        } else if (rotate) {
            lowest = value & LAST;
        }
    }

    /** In special mask mode a masked level is not ended without its number. */
    private int highestInService() {
        int candidates = specialMask ? inService & ~mask : inService;
        for (int n = 1; n <= INPUTS; n++) {
            int input = lowest + n & LAST;
            if (has(candidates, 1 << input)) {
                return input;
            }
        }
        return -1;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (int value : new int[] {inputs, edges, inService, mask, icw1, icw2, icw3, icw4, expected, lowest}) {
            out.writeByte(value);
        }
        out.writeBoolean(rotatesAtEnd);
        out.writeBoolean(specialMask);
        out.writeBoolean(readsInService);
        out.writeBoolean(polled);
        out.writeLong(acknowledged);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        inputs = in.readUnsignedByte();
        edges = in.readUnsignedByte();
        inService = in.readUnsignedByte();
        mask = in.readUnsignedByte();
        icw1 = in.readUnsignedByte();
        icw2 = in.readUnsignedByte();
        icw3 = in.readUnsignedByte();
        icw4 = in.readUnsignedByte();
        expected = in.readUnsignedByte();
        lowest = in.readUnsignedByte();
        rotatesAtEnd = in.readBoolean();
        specialMask = in.readBoolean();
        readsInService = in.readBoolean();
        polled = in.readBoolean();
        acknowledged = in.readLong();
    }
}
