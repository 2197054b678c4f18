// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.PortDescriptor;
import org.prtosvm.prtos.config.Port;
import org.prtosvm.prtos.config.PortDirection;
import org.prtosvm.prtos.state.Stateful;

/** A port of a partition. Source: ABI 05-objects, 3.1. */
final class CommunicationPort implements Stateful {
    private final Port configuration;
    private final int partitionId;
    private final int place;
    private final @Nullable MessageChannel channel;
    private boolean open;
    private boolean registered;
    private int sampleState = PortDescriptor.STATE_EMPTY;

    /**
     * Makes a closed port.
     *
     * @param configuration the port
     * @param partitionId its owner
     * @param place its place among the ports of its owner
     * @param channel its channel, or null
     */
    CommunicationPort(Port configuration, int partitionId, int place, @Nullable MessageChannel channel) {
        this.configuration = configuration;
        this.partitionId = partitionId;
        this.place = place;
        this.channel = channel;
    }

    Port configuration() {
        return configuration;
    }

    int partitionId() {
        return partitionId;
    }

    int place() {
        return place;
    }

    boolean isSource() {
        return configuration.direction() == PortDirection.SOURCE;
    }

    /** The channel, if there is one of this kind. */
    <T extends MessageChannel> @Nullable T channel(Class<T> kind) {
        return kind.isInstance(channel) ? kind.cast(channel) : null;
    }

    boolean isOpen() {
        return open;
    }

    /** Opens the port; from now on, over closings too, its partition is told what happens on the channel. */
    void open() {
        open = true;
        registered = true;
    }

    /** Closes the port when its partition is reset. */
    void close() {
        open = false;
    }

    /** Forgets everything, when the system is reset. */
    void reset() {
        open = false;
        registered = false;
        sampleState = PortDescriptor.STATE_EMPTY;
    }

    /** Whether the port has been opened since the start of the system. */
    boolean isRegistered() {
        return registered;
    }

    int sampleState() {
        return sampleState;
    }

    void setSampleState(int state) {
        sampleState = state;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(open);
        out.writeBoolean(registered);
        out.writeByte(sampleState);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        open = in.readBoolean();
        registered = in.readBoolean();
        sampleState = in.readByte();
    }
}
