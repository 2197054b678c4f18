package org.prtosvm.devices.interrupt;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.cpu.bus.InterruptController;
import org.prtosvm.devices.bus.InterruptLine;
import org.prtosvm.devices.bus.Stateful;

/**
 * The two 8259As of a PC: INT of the slave is IR2 of the master, so there are fifteen lines. Thread rule: the thread that
 * runs the machine.
 */
public final class PicPair implements InterruptController, Stateful {
    /** Input of the master at which the slave is. */
    private static final int CASCADE = 2;
    /** What a bus without a driver reads as. */
    private static final int FLOATING = 0xFF;

    private final Pic8259 master;
    private final Pic8259 slave;

    /**
     * Creates both controllers as after power-up.
     *
     * @param output INT of the master
     */
    public PicPair(InterruptLine output) {
        master = new Pic8259(output);
        slave = new Pic8259(high -> master.setInput(CASCADE, high));
    }

    /** @return controller of the lines 0 to 7 */
    public Pic8259 master() {
        return master;
    }

    /** @return controller of the lines 8 to 15 */
    public Pic8259 slave() {
        return slave;
    }

    /**
     * An interrupt line.
     *
     * @param number 0..15 without 2, which the slave has
     * @return its end
     */
    public InterruptLine line(int number) {
        if (number < 0 || number >= 2 * Pic8259.INPUTS || number == CASCADE) {
            throw new IllegalArgumentException("interrupt line %d: expected 0..15 without 2".formatted(number));
        }
        Pic8259 chip = number < Pic8259.INPUTS ? master : slave;
        return high -> chip.setInput(number % Pic8259.INPUTS, high);
    }

    @Override
    public int acknowledge() {
        int input = master.acknowledge();
        if (!master.hasSlave(input)) {
            return master.vector(input);
        }
        return input == CASCADE && slave.answersFor(input) ? slave.vector(slave.acknowledge()) : FLOATING;
    }

    /** Puts both controllers back into the state after power-up. */
    public void reset() {
        slave.reset();
        master.reset();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        master.save(out);
        slave.save(out);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        master.restore(in);
        slave.restore(in);
    }
}
