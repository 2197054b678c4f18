// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.ExtendedInterrupt;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.PortDescriptor;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.config.PortType;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.object.ObjectCaller;

/** Sampling ports. Source: ABI 05-objects, 3.3 and 3.6 to 3.8. */
public final class SamplingPortObject extends PortObject {
    private static final int FLAGS_LENGTH = 4;

    /**
     * Makes the object.
     *
     * @param ports all ports
     * @param services the kernel
     */
    public SamplingPortObject(PortTable ports, PortServices services) {
        super(ports, services, PortType.SAMPLING, PortDescriptor.SAMPLING_LENGTH);
    }

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
        SamplingChannel channel = port.channel(SamplingChannel.class);
        if (channel == null) {
            return PrtosStatus.OK;
        }
        if (isTooLong(size, channel)) {
            return PrtosStatus.INVALID_CONFIG;
        }
        if (!caller.isSource(buffer, size)) {
            return PrtosStatus.INVALID_PARAM;
        }
        caller.read(buffer, channel.buffer(size), 0, size);
        channel.publish(size, caller.nowUs());
        for (CommunicationPort destination : channel.destinations()) {
            if (destination.isRegistered()) {
                destination.setSampleState(PortDescriptor.STATE_NEW);
                services().setPortBit(destination.partitionId(), destination.place(), true);
                services().raise(caller, destination.partitionId(), ExtendedInterrupt.SAMPLING_PORT);
            }
        }
        services().setPortBit(caller.partitionId(), port.place(), true);
        services().systemMessages().samplingWritten++;
        services().messages(caller.partitionId()).samplingWritten++;
        caller.report(SystemEvent.PORT_WRITE, port.configuration().index(), size);
        return PrtosStatus.OK;
    }

    @Override
    public int read(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        if (isForeign(caller, descriptor)) {
            return PrtosStatus.PERM_ERROR;
        }
        // Null is an address like any other here.
        if (!caller.writable(flags, FLAGS_LENGTH)) {
            return PrtosStatus.INVALID_PARAM;
        }
        CommunicationPort port = openPort(caller, descriptor);
        if (port == null || port.isSource()) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (size == 0) {
            return PrtosStatus.INVALID_CONFIG;
        }
        SamplingChannel channel = port.channel(SamplingChannel.class);
        if (channel == null) {
            return 0;
        }
        if (isTooLong(size, channel)) {
            return PrtosStatus.INVALID_CONFIG;
        }
        if (!caller.isTarget(buffer, size)) {
            return PrtosStatus.INVALID_PARAM;
        }
        int count = Math.min(size, channel.length());
        caller.write(buffer, channel.message(), 0, count);
        consume(caller, port, channel.registeredSource());
        byte[] word = new byte[FLAGS_LENGTH];
        boolean valid = count > 0 && channel.isFresh(caller.nowUs());
        LittleEndian.put32(word, 0, valid ? PortDescriptor.FLAG_MESSAGE_VALID : 0);
        caller.write(flags, word, 0, FLAGS_LENGTH);
        services().systemMessages().samplingRead++;
        services().messages(caller.partitionId()).samplingRead++;
        caller.report(SystemEvent.PORT_READ, port.configuration().index(), count);
        return count;
    }

    private void consume(ObjectCaller caller, CommunicationPort port, @Nullable CommunicationPort source) {
        port.setSampleState(PortDescriptor.STATE_CONSUMED);
        services().clearPortBit(caller.partitionId(), caller.vcpuId(), port.place());
        if (source != null) {
            services().setPortBit(source.partitionId(), source.place(), false);
            services().raise(caller, source.partitionId(), ExtendedInterrupt.SAMPLING_PORT);
        }
    }

    private static boolean isTooLong(int size, SamplingChannel channel) {
        return Integer.compareUnsigned(size, channel.configuration().maxMessageLength()) > 0;
    }

    @Override
    int directionOf(byte[] request) {
        return LittleEndian.get32(request, PortDescriptor.SAMPLING_CREATE_DIRECTION_OFFSET);
    }

    @Override
    boolean isConfigured(CommunicationPort port, byte[] request) {
        SamplingChannel channel = port.channel(SamplingChannel.class);
        return channel != null
                && LittleEndian.get32(request, PortDescriptor.SAMPLING_CREATE_SIZE_OFFSET)
                        == channel.configuration().maxMessageLength()
                && LittleEndian.get64(request, PortDescriptor.SAMPLING_CREATE_PERIOD_OFFSET)
                        == channel.configuration().validPeriodUs();
    }

    @Override
    byte[] statusOf(ObjectCaller caller, CommunicationPort port) {
        byte[] status = new byte[PortDescriptor.SAMPLING_STATUS_LENGTH];
        SamplingChannel channel = port.channel(SamplingChannel.class);
        if (channel != null) {
            boolean valid = channel.timestampUs() != 0 && channel.isFresh(caller.nowUs());
            LittleEndian.put64(status, PortDescriptor.SAMPLING_STATUS_TIMESTAMP_OFFSET, channel.timestampUs());
            LittleEndian.put32(status, PortDescriptor.SAMPLING_STATUS_LENGTH_OFFSET, channel.length());
            LittleEndian.put32(
                    status,
                    PortDescriptor.SAMPLING_STATUS_FLAGS_OFFSET,
                    port.sampleState() << PortDescriptor.STATE_SHIFT | (valid ? PortDescriptor.FLAG_MESSAGE_VALID : 0));
        }
        return status;
    }

    @Override
    int putInfo(CommunicationPort port, byte[] info) {
        SamplingChannel channel = port.channel(SamplingChannel.class);
        long period = channel == null
                ? Integer.toUnsignedLong(PortDescriptor.PERIOD_INFINITE)
                : channel.configuration().validPeriodUs();
        int size = channel == null ? 0 : channel.configuration().maxMessageLength();
        int direction = channel == null ? 0 : port.configuration().direction().code();
        LittleEndian.put64(info, PortDescriptor.SAMPLING_INFO_PERIOD_OFFSET, period);
        LittleEndian.put32(info, PortDescriptor.SAMPLING_INFO_SIZE_OFFSET, size);
        LittleEndian.put32(info, PortDescriptor.SAMPLING_INFO_DIRECTION_OFFSET, direction);
        return PortDescriptor.SAMPLING_INFO_LENGTH;
    }
}
