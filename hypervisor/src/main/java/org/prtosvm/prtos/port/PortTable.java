// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prtosvm.prtos.config.Channel;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.Port;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.state.Stateful;

/** All ports and channels of a system. Guests know a port by its place among all ports. Source: ABI 05-objects, 3.1. */
public final class PortTable implements Stateful {
    private final List<MessageChannel> channels = new ArrayList<>();
    private final List<CommunicationPort> ports = new ArrayList<>();
    private final List<PortName> names = new ArrayList<>();

    /**
     * Makes closed ports and empty channels.
     *
     * @param configuration the system
     */
    public PortTable(SystemConfiguration configuration) {
        for (Channel channel : configuration.channels()) {
            channels.add(
                    switch (channel) {
                        case Channel.Sampling sampling -> new SamplingChannel(sampling);
                        case Channel.Queuing queuing -> new QueuingChannel(queuing);
                    });
        }
        for (PartitionConfiguration partition : configuration.partitions()) {
            int place = 0;
            for (Port port : partition.ports()) {
                add(port, partition.id(), place);
                place++;
            }
        }
    }

    private void add(Port configuration, int partitionId, int place) {
        if (configuration.index() != ports.size()) {
            throw new IllegalArgumentException("port " + configuration.name() + " of partition " + partitionId
                    + ": index " + configuration.index() + ", expected " + ports.size());
        }
        MessageChannel channel = configuration.isConnected() ? channels.get(configuration.channelIndex()) : null;
        CommunicationPort port = new CommunicationPort(configuration, partitionId, place, channel);
        if (channel != null) {
            channel.connect(port);
        }
        ports.add(port);
        names.add(new PortName(configuration.name()));
    }

    /** Condition on the name of a port. */
    @FunctionalInterface
    interface NameTest {
        boolean accepts(PortName name);
    }

    /**
     * A port of a partition by its name.
     *
     * @param partitionId partition
     * @param test condition on the name
     * @return the first such port, or null
     */
    @Nullable
    CommunicationPort find(int partitionId, NameTest test) {
        for (CommunicationPort port : ports) {
            if (port.partitionId() == partitionId
                    && test.accepts(names.get(port.configuration().index()))) {
                return port;
            }
        }
        return null;
    }

    /**
     * A port by its number.
     *
     * @param index place among all ports, not negative
     * @return the port, or null if there is none
     */
    @Nullable
    CommunicationPort port(int index) {
        return index < ports.size() ? ports.get(index) : null;
    }

    /**
     * Closes the ports of a partition that is reset; messages stay in their channels. Source: ABI 05-objects, 3.5.
     *
     * @param partitionId partition
     */
    public void closePorts(int partitionId) {
        for (CommunicationPort port : ports) {
            if (port.partitionId() == partitionId) {
                port.close();
            }
        }
    }

    /** Closes all ports and forgets all messages, at every start of the system. */
    public void start() {
        ports.forEach(CommunicationPort::reset);
        channels.forEach(MessageChannel::reset);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (CommunicationPort port : ports) {
            port.save(out);
        }
        for (MessageChannel channel : channels) {
            channel.save(out);
        }
    }

    @Override
    public void restore(DataInput in) throws IOException {
        for (CommunicationPort port : ports) {
            port.restore(in);
        }
        for (MessageChannel channel : channels) {
            channel.restore(in);
        }
    }
}
