// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.LogRecordDescriptor;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.abi.TraceRecordDescriptor;
import org.prtosvm.prtos.log.TraceLog;

/** Trace streams: everybody writes and reads its own, system partitions read all. Source: ABI 05-objects, 6. */
public final class TraceObject implements KernelObject {
    private static final int MASK_LENGTH = 4;

    private final TraceLog log;
    private final PartitionErrors errors;

    /**
     * Makes the object.
     *
     * @param log the streams
     * @param errors takes records of the highest criticality
     */
    public TraceObject(TraceLog log, PartitionErrors errors) {
        this.log = log;
        this.errors = errors;
    }

    @Override
    public int read(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        if (isForeign(caller, descriptor)) {
            return PrtosStatus.PERM_ERROR;
        }
        int id = ObjectDescriptor.partitionId(descriptor);
        if (!LogCommands.holdsRecord(size) || !caller.isTarget(buffer, size) || !log.hasStream(id)) {
            return PrtosStatus.INVALID_PARAM;
        }
        return LogCommands.read(caller, log.stream(id), buffer, size);
    }

    /**
     * Stores records in the caller's own stream. They are stamped in the caller's buffer too, as far as that is writable; a read-only
     * buffer is as good a source as any.
     */
    @Override
    public int write(ObjectCaller caller, int descriptor, int buffer, int size, int flags) {
        if (ObjectDescriptor.partitionId(descriptor) != caller.partitionId()) {
            return PrtosStatus.PERM_ERROR;
        }
        if (!LogCommands.holdsRecord(size) || !caller.isSource(buffer, size) || !caller.isSource(flags, MASK_LENGTH)) {
            return PrtosStatus.INVALID_PARAM;
        }
        byte[] word = new byte[MASK_LENGTH];
        caller.read(flags, word, 0, MASK_LENGTH);
        boolean stored = (log.mask(caller.partitionId()) & LittleEndian.get32(word, 0)) != 0;
        int records = Integer.divideUnsigned(size, TraceRecordDescriptor.LENGTH);
        return store(caller, buffer, records, stored);
    }

    private int store(ObjectCaller caller, int buffer, int records, boolean stored) {
        boolean stampBuffer = caller.writable(buffer, records * TraceRecordDescriptor.LENGTH);
        byte[] record = new byte[TraceRecordDescriptor.LENGTH];
        caller.read(buffer, record, 0, record.length);
        // The first record decides for all of them.
        boolean unrecoverable =
                TraceRecordDescriptor.criticality(LittleEndian.get32(record, LogRecordDescriptor.CODE_HIGH_OFFSET))
                        == TraceRecordDescriptor.UNRECOVERABLE;
        for (int i = 0; i < records; i++) {
            int address = buffer + i * TraceRecordDescriptor.LENGTH;
            if (i > 0) {
                caller.read(address, record, 0, record.length);
            }
            if (stored) {
                log.append(record, 0, caller.partitionId(), caller.vcpuId(), caller.nowUs());
                if (stampBuffer) {
                    caller.write(address, record, 0, record.length);
                }
            }
            if (unrecoverable && !errors.raise(caller, payload(record))) {
                return stored ? (i + 1) * TraceRecordDescriptor.LENGTH : 0;
            }
        }
        return stored ? records * TraceRecordDescriptor.LENGTH : 0;
    }

    private static int[] payload(byte[] record) {
        int[] payload = new int[LogRecordDescriptor.PAYLOAD_WORDS];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = LittleEndian.get32(record, LogRecordDescriptor.PAYLOAD_OFFSET + 4 * i);
        }
        return payload;
    }

    @Override
    public int seek(ObjectCaller caller, int descriptor, int offset, int whence) {
        if (isForeign(caller, descriptor)) {
            return PrtosStatus.PERM_ERROR;
        }
        int id = ObjectDescriptor.partitionId(descriptor);
        if (!log.hasStream(id)) {
            return PrtosStatus.INVALID_PARAM;
        }
        return log.stream(id).seek(offset, whence) ? log.stream(id).position() : PrtosStatus.NO_ACTION;
    }

    @Override
    public int control(ObjectCaller caller, int descriptor, int command, int argument) {
        if (isForeign(caller, descriptor)) {
            return PrtosStatus.PERM_ERROR;
        }
        int id = ObjectDescriptor.partitionId(descriptor);
        if (!LogCommands.isArgument(caller, command, argument) || !log.hasStream(id)) {
            return PrtosStatus.INVALID_PARAM;
        }
        return LogCommands.control(caller, log.stream(id), command, argument);
    }

    private static boolean isForeign(ObjectCaller caller, int descriptor) {
        return ObjectDescriptor.partitionId(descriptor) != caller.partitionId() && !caller.isSystem();
    }
}
