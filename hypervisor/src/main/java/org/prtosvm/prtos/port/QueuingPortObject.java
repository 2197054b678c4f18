// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PortDescriptor;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.config.PortType;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.object.ObjectCaller;

/** Queuing ports. Source: ABI 05-objects, 3.4, 3.9 and 3.10. */
public final class QueuingPortObject extends PortObject {
    /**
     * Makes the object.
     *
     * @param ports all ports
     * @param services the kernel
     */
    public QueuingPortObject(PortTable ports, PortServices services) {
        super(ports, services, PortType.QUEUING, PortDescriptor.QUEUING_LENGTH);
    }

    /** Sends a message. */
    @Override
    public int write(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        if (isForeign(caller, descriptor)) {
            return PrtosStatus.PERM_ERROR;
        }
        CommunicationPort port = openPort(caller, descriptor);
        if (port == null || !port.isSource()) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (size == 0) {
            return PrtosStatus.INVALID_CONFIG;
        }
        QueuingChannel channel = port.channel(QueuingChannel.class);
        if (channel == null) {
            return PrtosStatus.OK;
        }
        if (isTooLong(size, channel)) {
            return PrtosStatus.INVALID_CONFIG;
        }
        if (!caller.isSource(buffer, size)) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (channel.isFull()) {
            return PrtosStatus.OP_NOT_ALLOWED;
        }
        byte[] message = new byte[size];
        caller.read(buffer, message, 0, size);
        channel.send(message);
        for (CommunicationPort destination : channel.destinations()) {
            if (destination.isRegistered()) {
                services().setPortBit(destination.partitionId(), destination.place(), true);
                services().raise(caller, destination.partitionId(), ExtendedInterrupt.QUEUING_PORT);
            }
        }
        services().setPortBit(caller.partitionId(), port.place(), true);
        services().systemMessages().queuingSent++;
        services().messages(caller.partitionId()).queuingSent++;
        caller.report(SystemEvent.PORT_WRITE, port.configuration().index(), size);
        return PrtosStatus.OK;
    }

    /** Receives a message. */
    @Override
    public int read(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        if (isForeign(caller, descriptor)) {
            return PrtosStatus.PERM_ERROR;
        }
        CommunicationPort port = openPort(caller, descriptor);
        if (port == null || port.isSource()) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (size == 0) {
            return PrtosStatus.INVALID_CONFIG;
        }
        QueuingChannel channel = port.channel(QueuingChannel.class);
        if (channel == null) {
            return 0;
        }
        if (isTooLong(size, channel)) {
            return PrtosStatus.INVALID_CONFIG;
        }
        if (!caller.isTarget(buffer, size)) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (channel.size() == 0) {
            return PrtosStatus.OP_NOT_ALLOWED;
        }
        byte[] message = channel.receive();
        int count = Math.min(size, message.length);
        caller.write(buffer, message, 0, count);
        notifySource(caller, port, channel);
        services().systemMessages().queuingReceived++;
        services().messages(caller.partitionId()).queuingReceived++;
        caller.report(SystemEvent.PORT_READ, port.configuration().index(), count);
        return count;
    }

    private void notifySource(ObjectCaller caller, CommunicationPort port, QueuingChannel channel) {
        CommunicationPort source = channel.registeredSource();
        if (source != null) {
            services().raise(caller, source.partitionId(), ExtendedInterrupt.QUEUING_PORT);
        }
        if (channel.size() == 0) {
            services().setPortBit(port.partitionId(), port.place(), false);
            if (source != null) {
                services().setPortBit(source.partitionId(), source.place(), false);
            }
        }
    }

    private static boolean isTooLong(int size, QueuingChannel channel) {
        return Integer.compareUnsigned(size, channel.configuration().maxMessageLength()) > 0;
    }

    @Override
    int directionOf(byte[] request) {
        return LittleEndian.get32(request, PortDescriptor.QUEUING_CREATE_DIRECTION_OFFSET);
    }

    @Override
    boolean isConfigured(CommunicationPort port, byte[] request) {
        QueuingChannel channel = port.channel(QueuingChannel.class);
        return channel != null
                && LittleEndian.get32(request, PortDescriptor.QUEUING_CREATE_COUNT_OFFSET)
                        == channel.configuration().maxMessages()
                && LittleEndian.get32(request, PortDescriptor.QUEUING_CREATE_SIZE_OFFSET)
                        == channel.configuration().maxMessageLength();
    }

    @Override
    byte[] statusOf(ObjectCaller caller, CommunicationPort port) {
        byte[] status = new byte[PortDescriptor.QUEUING_STATUS_LENGTH];
        QueuingChannel channel = port.channel(QueuingChannel.class);
        LittleEndian.put32(status, 0, channel == null ? 0 : channel.size());
        return status;
    }

    @Override
    int putInfo(CommunicationPort port, byte[] info) {
        QueuingChannel channel = port.channel(QueuingChannel.class);
        int size = channel == null ? 0 : channel.configuration().maxMessageLength();
        int count = channel == null ? 0 : channel.configuration().maxMessages();
        int direction = channel == null ? 0 : port.configuration().direction().code();
        LittleEndian.put32(info, PortDescriptor.QUEUING_INFO_SIZE_OFFSET, size);
        LittleEndian.put32(info, PortDescriptor.QUEUING_INFO_COUNT_OFFSET, count);
        LittleEndian.put32(info, PortDescriptor.QUEUING_INFO_DIRECTION_OFFSET, direction);
        return PortDescriptor.QUEUING_INFO_LENGTH;
    }
}
