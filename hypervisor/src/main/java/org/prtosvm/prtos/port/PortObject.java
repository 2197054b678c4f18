// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.port;

import org.jspecify.annotations.Nullable;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PortDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.config.PortDirection;
import org.prtosvm.prtos.config.PortType;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.object.KernelObject;
import org.prtosvm.prtos.object.ObjectCaller;

/** The checks and commands that sampling and queuing ports share. Source: ABI 05-objects, 3. */
abstract class PortObject implements KernelObject {
    private final PortTable ports;
    private final PortServices services;
    private final PortType type;
    private final int argumentLength;

    /**
     * Makes the object.
     *
     * @param ports all ports
     * @param services the kernel
     * @param type kind of ports that this class handles
     * @param argumentLength bytes of the argument of every command
     */
    PortObject(PortTable ports, PortServices services, PortType type, int argumentLength) {
        this.ports = ports;
        this.services = services;
        this.type = type;
        this.argumentLength = argumentLength;
    }

    final PortServices services() {
        return services;
    }

    @Override
    public final int control(ObjectCaller caller, int descriptor, int command, int argument) {
        boolean usable = command == PortDescriptor.COMMAND_CREATE
                ? caller.isSource(argument, argumentLength)
                : caller.isTarget(argument, argumentLength);
        if (!usable) {
            return PrtosStatus.INVALID_PARAM;
        }
        return switch (command) {
            case PortDescriptor.COMMAND_CREATE -> create(caller, descriptor, argument);
            case PortDescriptor.COMMAND_GET_STATUS -> status(caller, descriptor, argument);
            case PortDescriptor.COMMAND_GET_INFO -> info(caller, descriptor, argument);
            default -> PrtosStatus.INVALID_PARAM;
        };
    }

    private int create(ObjectCaller caller, int descriptor, int argument) {
        byte[] request = new byte[argumentLength];
        caller.read(argument, request, 0, argumentLength);
        int pointer = LittleEndian.get32(request, PortDescriptor.NAME_POINTER_OFFSET);
        if (!caller.isSource(pointer, PrtosConstants.NAME_LENGTH)) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (isForeign(caller, descriptor)) {
            return PrtosStatus.PERM_ERROR;
        }
        PortDirection direction = direction(directionOf(request));
        byte[] name = readName(caller, pointer);
        CommunicationPort port = ports.find(caller.partitionId(), candidate -> candidate.matchesStart(name));
        if (direction == null || port == null) {
            return PrtosStatus.INVALID_PARAM;
        }
        if (port.configuration().type() != type || port.configuration().direction() != direction) {
            return PrtosStatus.INVALID_CONFIG;
        }
        if (port.isOpen()) {
            return PrtosStatus.NO_ACTION;
        }
        if (port.configuration().isConnected() && !isConfigured(port, request)) {
            return PrtosStatus.INVALID_CONFIG;
        }
        port.open();
        int index = port.configuration().index();
        caller.report(SystemEvent.PORT_OPEN, index, direction.code());
        return index;
    }

    private static @Nullable PortDirection direction(int code) {
        for (PortDirection direction : PortDirection.values()) {
            if (direction.code() == code) {
                return direction;
            }
        }
        return null;
    }

    private int status(ObjectCaller caller, int descriptor, int argument) {
        if (isForeign(caller, descriptor)) {
            return PrtosStatus.PERM_ERROR;
        }
        CommunicationPort port = openPort(caller, descriptor);
        if (port == null) {
            return PrtosStatus.INVALID_PARAM;
        }
        byte[] status = statusOf(caller, port);
        caller.write(argument, status, 0, status.length);
        return PrtosStatus.OK;
    }

    private int info(ObjectCaller caller, int descriptor, int argument) {
        if (isForeign(caller, descriptor)) {
            return PrtosStatus.PERM_ERROR;
        }
        byte[] info = new byte[argumentLength];
        caller.read(argument, info, 0, argumentLength);
        int pointer = LittleEndian.get32(info, PortDescriptor.NAME_POINTER_OFFSET);
        if (!caller.isSource(pointer, PrtosConstants.NAME_LENGTH)) {
            return PrtosStatus.INVALID_PARAM;
        }
        byte[] name = readName(caller, pointer);
        CommunicationPort port =
                ports.find(caller.partitionId(), candidate -> candidate.matches(caller, pointer, name));
        if (port == null || port.configuration().type() != type) {
            return PrtosStatus.INVALID_PARAM;
        }
        int length = putInfo(port, info);
        caller.write(argument, info, 0, length);
        return PrtosStatus.OK;
    }

    private static byte[] readName(ObjectCaller caller, int pointer) {
        byte[] name = new byte[PrtosConstants.NAME_LENGTH];
        caller.read(pointer, name, 0, name.length);
        return name;
    }

    static boolean isForeign(ObjectCaller caller, int descriptor) {
        return ObjectDescriptor.partitionId(descriptor) != caller.partitionId();
    }

    /** The port that a descriptor names, if it is an open port of the caller and of this kind. */
    final @Nullable CommunicationPort openPort(ObjectCaller caller, int descriptor) {
        CommunicationPort port = ports.port(ObjectDescriptor.objectId(descriptor));
        return port != null
                        && port.partitionId() == caller.partitionId()
                        && port.isOpen()
                        && port.configuration().type() == type
                ? port
                : null;
    }

    /** The direction in the argument of create. */
    abstract int directionOf(byte[] request);

    /** Whether the argument of create agrees with the channel of a connected port. */
    abstract boolean isConfigured(CommunicationPort port, byte[] request);

    /** The status of an open port. */
    abstract byte[] statusOf(ObjectCaller caller, CommunicationPort port);

    /** Fills in the info of a port and returns the number of bytes that go back to the caller. */
    abstract int putInfo(CommunicationPort port, byte[] info);
}
