// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Part of a machine that changes while it runs.
 *
 * <p>What {@link #save} writes is at once the snapshot and the input of the machine's hash. So it writes everything on which the future of
 * the machine depends, in a fixed order, and nothing that depends on the host or on the engine.
 */
public interface Stateful {
    /**
     * Writes the state.
     *
     * @param out receives it
     * @throws IOException if the receiver fails
     */
    void save(DataOutput out) throws IOException;

    /**
     * Replaces the state by one that {@link #save} of the same object in a machine with the same configuration has written.
     *
     * @param in gives it
     * @throws IOException if the giver fails or the data cannot be such a state
     */
    void restore(DataInput in) throws IOException;
}
