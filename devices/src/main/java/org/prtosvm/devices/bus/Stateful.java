package org.prtosvm.devices.bus;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A device whose registers can be saved and restored. Thread rule: the thread that runs the machine. */
public interface Stateful {
    /**
     * Writes the registers.
     *
     * @param out receives them
     * @throws IOException if the receiver fails
     */
    void save(DataOutput out) throws IOException;

    /**
     * Replaces the registers. Wires are not driven: whoever is at their other end is restored too.
     *
     * @param in what {@link #save} wrote
     * @throws IOException if the giver fails
     */
    void restore(DataInput in) throws IOException;
}
