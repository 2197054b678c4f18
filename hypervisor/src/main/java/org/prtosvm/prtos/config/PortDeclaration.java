// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/** A port before it is known which channel it belongs to. */
final class PortDeclaration {
    private final XmlElement element;
    private final int index;
    private int channelIndex = Port.UNCONNECTED;

    PortDeclaration(XmlElement element, int index) {
        this.element = element;
        this.index = index;
    }

    String name() {
        return element.value("name");
    }

    PortType type() {
        return element.value("type").equals("sampling") ? PortType.SAMPLING : PortType.QUEUING;
    }

    PortDirection direction() {
        return element.value("direction").equals("source") ? PortDirection.SOURCE : PortDirection.DESTINATION;
    }

    /** Connects this port; the last channel that names a port has it. */
    void connect(int channel) {
        channelIndex = channel;
    }

    /** The port with what is known now. */
    Port port(Problems problems) {
        return problems.place(new Port(index, name(), channelIndex, direction(), type()), element.location());
    }
}
