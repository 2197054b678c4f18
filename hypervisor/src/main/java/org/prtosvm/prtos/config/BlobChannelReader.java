// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.ArrayList;
import java.util.List;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.prtos.config.BlobBytes.Run;
import org.prtosvm.prtos.config.BlobBytes.Table;

/** Reads channels and ports of a configuration blob. */
final class BlobChannelReader {
    private final BlobBytes blob;
    private final BlobNames names;
    private final Table ports;
    private final List<Channel> channels;
    private int nextPort;

    BlobChannelReader(BlobBytes blob, BlobNames names) {
        this.blob = blob;
        this.names = names;
        this.ports = blob.table(
                "ports", ConfigurationBlobDescriptor.PORT_TABLE_OFFSET, ConfigurationBlobDescriptor.PORT_LENGTH);
        this.channels = readChannels();
    }

    /** The channels in the order of their indices. */
    List<Channel> channels() {
        return channels;
    }

    private List<Channel> readChannels() {
        Table table = blob.table(
                "channels",
                ConfigurationBlobDescriptor.CHANNEL_TABLE_OFFSET,
                ConfigurationBlobDescriptor.CHANNEL_LENGTH);
        List<Channel> read = new ArrayList<>();
        for (int index = 0; index < table.count(); index++) {
            read.add(channel("channel " + index, table.entry(index)));
        }
        return read;
    }

    private Channel channel(String name, int at) {
        int length = blob.word(name, at + ConfigurationBlobDescriptor.CHANNEL_MESSAGE_LENGTH_OFFSET);
        int periodOrMessages = blob.word(name, at + ConfigurationBlobDescriptor.CHANNEL_PERIOD_OR_MESSAGES_OFFSET);
        return switch (type(name, at + ConfigurationBlobDescriptor.CHANNEL_TYPE_OFFSET)) {
            case SAMPLING ->
                new Channel.Sampling(
                        length,
                        Integer.toUnsignedLong(periodOrMessages),
                        blob.number(
                                name + ": receivers",
                                at + ConfigurationBlobDescriptor.CHANNEL_RECEIVERS_OFFSET,
                                Integer.MAX_VALUE));
            case QUEUING -> new Channel.Queuing(length, periodOrMessages);
        };
    }

    private PortType type(String name, int at) {
        int code = blob.number(name + ": type", at, ConfigurationBlobDescriptor.TYPE_QUEUING);
        return code == ConfigurationBlobDescriptor.TYPE_SAMPLING ? PortType.SAMPLING : PortType.QUEUING;
    }

    /** The ports of a partition, whose first index and count are in two fields that follow each other. */
    List<Port> ports(String owner, int at) {
        Run run = blob.run(owner, ports, at, at + 4);
        List<Port> read = new ArrayList<>();
        for (int index = 0; index < run.count(); index++) {
            read.add(port(owner + " port " + index, ports.entry(run.first() + index)));
        }
        return read;
    }

    private Port port(String name, int at) {
        PortType type = type(name, at + ConfigurationBlobDescriptor.PORT_TYPE_OFFSET);
        int channel = blob.word(name, at + ConfigurationBlobDescriptor.PORT_CHANNEL_OFFSET);
        if (channel != Port.UNCONNECTED) {
            checkChannel(name, channel, type);
        }
        return new Port(
                nextPort++,
                names.name(name, at + ConfigurationBlobDescriptor.PORT_NAME_OFFSET),
                channel,
                direction(name, at + ConfigurationBlobDescriptor.PORT_DIRECTION_OFFSET),
                type);
    }

    private void checkChannel(String name, int channel, PortType type) {
        if (Integer.compareUnsigned(channel, channels.size()) >= 0) {
            throw blob.refuse(
                    name,
                    "channel: expected an index below %d or -1, found %s",
                    channels.size(),
                    Integer.toUnsignedString(channel));
        }
        if (channels.get(channel).type() != type) {
            throw blob.refuse(
                    name,
                    "type: expected %s like channel %d, found %s",
                    channels.get(channel).type(),
                    channel,
                    type);
        }
    }

    private PortDirection direction(String name, int at) {
        return switch (blob.word(name, at)) {
            case ConfigurationBlobDescriptor.DIRECTION_SOURCE -> PortDirection.SOURCE;
            case ConfigurationBlobDescriptor.DIRECTION_DESTINATION -> PortDirection.DESTINATION;
            default -> throw blob.refuse(name, "direction: expected 1 or 2, found 0x%x", blob.word(name, at));
        };
    }
}
