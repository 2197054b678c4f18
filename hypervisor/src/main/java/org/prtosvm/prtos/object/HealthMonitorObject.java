// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.log.LogStream;

/** The log of the health monitor, for system partitions. Its read position is shared by all readers. Source: ABI 05-objects, 5. */
public final class HealthMonitorObject implements KernelObject {
    private final LogStream stream;

    /**
     * Makes the object.
     *
     * @param stream the log
     */
    public HealthMonitorObject(LogStream stream) {
        this.stream = stream;
    }

    @Override
    public int read(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        int refusal = refusal(caller, descriptor);
        if (refusal != PrtosStatus.OK) {
            return refusal;
        }
        if (!caller.isTarget(buffer, size) || !LogCommands.holdsRecord(size)) {
            return PrtosStatus.INVALID_PARAM;
        }
        return LogCommands.read(caller, stream, buffer, size);
    }

    @Override
    public int seek(ObjectCaller caller, int descriptor, int offset, int whence) {
        int refusal = refusal(caller, descriptor);
        if (refusal != PrtosStatus.OK) {
            return refusal;
        }
        return stream.seek(offset, whence) ? PrtosStatus.OK : PrtosStatus.INVALID_PARAM;
    }

    @Override
    public int control(ObjectCaller caller, int descriptor, int command, int argument) {
        int refusal = refusal(caller, descriptor);
        if (refusal != PrtosStatus.OK) {
            return refusal;
        }
        if (!LogCommands.isArgument(caller, command, argument)) {
            return PrtosStatus.INVALID_PARAM;
        }
        return LogCommands.control(caller, stream, command, argument);
    }

    private static int refusal(ObjectCaller caller, int descriptor) {
        if (ObjectDescriptor.partitionId(descriptor) != PrtosConstants.HYPERVISOR_PARTITION_ID) {
            return PrtosStatus.INVALID_PARAM;
        }
        return caller.isSystem() ? PrtosStatus.OK : PrtosStatus.PERM_ERROR;
    }
}
