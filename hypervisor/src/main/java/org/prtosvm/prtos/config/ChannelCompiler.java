// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;
import java.util.Optional;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/** Makes channels and virtual interrupts, and connects ports. Source: ABI 11-configuration, 3.8 and 5, group C. */
final class ChannelCompiler {
    private final List<PartitionDeclaration> partitions;
    private final Problems problems;

    ChannelCompiler(List<PartitionDeclaration> partitions, Problems problems) {
        this.partitions = partitions;
        this.problems = problems;
    }

    List<Channel> channels(XmlElement element) {
        List<XmlElement> elements = element.children().stream()
                .filter(child -> !child.name().equals("Ipvi"))
                .toList();
        for (int index = 0; index < elements.size(); index++) {
            connectEnds(elements.get(index), index);
        }
        return elements.stream().map(this::channel).toList();
    }

    private Channel channel(XmlElement element) {
        int maxMessageLength = Values.size(element, "maxMessageLength");
        if (typeOf(element) == PortType.QUEUING) {
            return problems.place(
                    new Channel.Queuing(maxMessageLength, Values.integer(element, "maxNoMessages")),
                    element.location());
        }
        int receivers = (int) element.children("Destination").count();
        return problems.place(
                new Channel.Sampling(maxMessageLength, Values.time(element, "validPeriod"), receivers),
                element.location());
    }

    private static PortType typeOf(XmlElement channel) {
        return channel.name().equals("SamplingChannel") ? PortType.SAMPLING : PortType.QUEUING;
    }

    private void connectEnds(XmlElement channel, int index) {
        for (XmlElement end : channel.children()) {
            findPort(end).ifPresent(port -> {
                checkEnd(channel, end, port);
                port.connect(index);
            });
        }
    }

    private Optional<PortDeclaration> findPort(XmlElement end) {
        int id = Values.integer(end, "partitionId");
        if (id >= partitions.size()) {
            problems.addAt(
                    Kind.CHANNEL_PARTITION,
                    end.locationOf("partitionId"),
                    "partitionId of %s: expected 0 to %d, found %d",
                    end.name(),
                    partitions.size() - 1,
                    id);
            return Optional.empty();
        }
        PartitionDeclaration partition = partitions.get(id);
        checkPartitionName(end, partition);
        String portName = end.value("portName");
        Optional<PortDeclaration> port = partition.port(portName);
        if (port.isEmpty()) {
            problems.addAt(
                    Kind.CHANNEL_PORT,
                    end.locationOf("portName"),
                    "portName of %s: expected a port of partition %d, found \"%s\"",
                    end.name(),
                    id,
                    portName);
        }
        return port;
    }

    private void checkPartitionName(XmlElement end, PartitionDeclaration partition) {
        String expected = partition.element().find("name").orElse("");
        String found = end.find("partitionName").orElse(expected);
        if (!found.equals(expected)) {
            problems.addAt(
                    Kind.CHANNEL_PARTITION_NAME,
                    end.locationOf("partitionName"),
                    "partitionName of %s: expected \"%s\", the name of partition %s, found \"%s\"",
                    end.name(),
                    expected,
                    end.value("partitionId"),
                    found);
        }
    }

    private void checkEnd(XmlElement channel, XmlElement end, PortDeclaration port) {
        if (port.type() != typeOf(channel)) {
            problems.addAt(
                    Kind.CHANNEL_TYPE,
                    end.location(),
                    "%s: port \"%s\" is of type %s",
                    channel.name(),
                    port.name(),
                    port.type());
        }
        PortDirection expected = end.name().equals("Source") ? PortDirection.SOURCE : PortDirection.DESTINATION;
        if (port.direction() != expected) {
            problems.addAt(
                    Kind.CHANNEL_DIRECTION,
                    end.location(),
                    "%s: port \"%s\" has the direction %s",
                    end.name(),
                    port.name(),
                    port.direction());
        }
    }

    List<Ipvi> ipvis(XmlElement element) {
        return element.children("Ipvi").map(this::ipvi).toList();
    }

    private Ipvi ipvi(XmlElement element) {
        List<Integer> destinations = Lexical.list(element.value("destinationId")).stream()
                .map(id -> Lexical.integer(id).intValueExact())
                .toList();
        return problems.place(
                new Ipvi(Values.integer(element, "id"), Values.integer(element, "sourceId"), destinations),
                element.location());
    }
}
