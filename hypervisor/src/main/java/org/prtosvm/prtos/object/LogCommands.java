// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.LogRecordDescriptor;
import org.prtosvm.abi.LogStreamDescriptor;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.log.LogStream;

/** What the health-monitor object and the trace object do with a stream. Source: ABI 05-objects, 5, 6 and 8. */
final class LogCommands {
    private LogCommands() {}

    /**
     * Whether the argument of a command can be used.
     *
     * @param caller who gives the command
     * @param command its number
     * @param argument linear address
     * @return true if it can be read, and be written if the command has a result
     */
    static boolean isArgument(ObjectCaller caller, int command, int argument) {
        return command == LogStreamDescriptor.COMMAND_GET_STATUS
                ? caller.isTarget(argument, LogStreamDescriptor.STATUS_LENGTH)
                : caller.isSource(argument, LogStreamDescriptor.STATUS_LENGTH);
    }

    /**
     * Performs a command.
     *
     * @param caller who gives the command
     * @param stream the stream
     * @param command its number
     * @param argument linear address that {@link #isArgument}
     * @return OK, or INVALID_PARAM for an unknown command
     */
    static int control(ObjectCaller caller, LogStream stream, int command, int argument) {
        switch (command) {
            case LogStreamDescriptor.COMMAND_GET_STATUS -> {
                byte[] status = new byte[LogStreamDescriptor.STATUS_LENGTH];
                LittleEndian.put32(status, LogStreamDescriptor.STATUS_COUNT_OFFSET, stream.count());
                LittleEndian.put32(status, LogStreamDescriptor.STATUS_MAX_OFFSET, stream.capacity());
                LittleEndian.put32(status, LogStreamDescriptor.STATUS_POSITION_OFFSET, stream.position());
                caller.write(argument, status, 0, status.length);
            }
            case LogStreamDescriptor.COMMAND_LOCK -> stream.lock(true);
            case LogStreamDescriptor.COMMAND_UNLOCK -> stream.lock(false);
            case LogStreamDescriptor.COMMAND_RESET -> stream.initialise();
            default -> {
                return PrtosStatus.INVALID_PARAM;
            }
        }
        return PrtosStatus.OK;
    }

    /**
     * Reads records that have not been read.
     *
     * @param caller who reads
     * @param stream the stream
     * @param buffer linear address of a writable range
     * @param size bytes of it, unsigned
     * @return bytes read
     */
    static int read(ObjectCaller caller, LogStream stream, int buffer, int size) {
        int unread = stream.count() - stream.position();
        int records = Math.min(unread, Integer.divideUnsigned(size, LogRecordDescriptor.LENGTH));
        byte[] data = new byte[records * LogRecordDescriptor.LENGTH];
        stream.read(data, 0, records);
        caller.write(buffer, data, 0, data.length);
        return data.length;
    }

    /**
     * Whether a buffer holds at least one record.
     *
     * @param size bytes, unsigned
     * @return true if it does
     */
    static boolean holdsRecord(int size) {
        return Integer.compareUnsigned(size, LogRecordDescriptor.LENGTH) >= 0;
    }
}
