// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import java.util.List;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.host.SystemEvent;
import org.prtosvm.prtos.log.ConsoleDevice;

/** Text output of partitions: a whole write is one piece. Source: ABI 05-objects, 2. */
public final class ConsoleObject implements KernelObject {
    /** Most bytes of a write. */
    public static final int MAX_LENGTH = 128;

    private final List<ConsoleDevice> devices;
    private final byte[] text = new byte[MAX_LENGTH];

    /**
     * Makes the object.
     *
     * @param devices console of each partition
     */
    public ConsoleObject(List<ConsoleDevice> devices) {
        this.devices = List.copyOf(devices);
    }

    @Override
    public int write(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        if (ObjectDescriptor.partitionId(descriptor) != caller.partitionId()) {
            return PrtosStatus.PERM_ERROR;
        }
        if (!caller.isSource(buffer, size) || Integer.compareUnsigned(size, MAX_LENGTH) > 0) {
            return PrtosStatus.INVALID_PARAM;
        }
        caller.read(buffer, text, 0, size);
        int accepted = devices.get(caller.partitionId()).write(text, 0, size);
        caller.report(SystemEvent.CONSOLE, size, accepted);
        return accepted;
    }
}
