// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.prtosvm.abi.HmLogDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.LogRecordDescriptor;
import org.prtosvm.prtos.state.Stateful;

/** The log of health-monitor events. Source: ABI 06-health-monitor, 7 and 8. */
public final class HmLog implements Stateful {
    private final LogStream stream;
    private final byte[] record = new byte[HmLogDescriptor.LENGTH];
    private int nextSequence;

    /**
     * Makes a log.
     *
     * @param stream where the records go
     */
    public HmLog(LogStream stream) {
        this.stream = stream;
    }

    /**
     * Appends a record, with the next sequence number.
     *
     * @param timeUs time of the event in microseconds
     * @param flags {@link HmLogDescriptor#SYSTEM} and {@link HmLogDescriptor#CPU_CONTEXT}
     * @param partitionId partition, or {@link org.prtosvm.abi.PrtosConstants#HYPERVISOR_PARTITION_ID}
     * @param vcpuId vCPU
     * @param event number of the event
     * @param payload four words; with CPU context EIP, EFLAGS, 0, 0
     */
    public void append(long timeUs, int flags, int partitionId, int vcpuId, int event, int... payload) {
        LittleEndian.put16(record, LogRecordDescriptor.SIGNATURE_OFFSET, HmLogDescriptor.SIGNATURE);
        LittleEndian.put32(
                record,
                LogRecordDescriptor.CODE_HIGH_OFFSET,
                flags | nextSequence << LogRecordDescriptor.SEQUENCE_SHIFT);
        LittleEndian.put32(
                record, LogRecordDescriptor.CODE_LOW_OFFSET, LogRecordDescriptor.codeLow(partitionId, vcpuId, event));
        LittleEndian.put64(record, LogRecordDescriptor.TIMESTAMP_OFFSET, timeUs);
        for (int i = 0; i < LogRecordDescriptor.PAYLOAD_WORDS; i++) {
            LittleEndian.put32(record, LogRecordDescriptor.PAYLOAD_OFFSET + 4 * i, i < payload.length ? payload[i] : 0);
        }
        LogRecordDescriptor.seal(record, 0);
        nextSequence++;
        stream.append(record, 0);
    }

    /**
     * The stream with the records.
     *
     * @return the stream
     */
    public LogStream stream() {
        return stream;
    }

    /** Begins a start of the system: sequence numbers count from 0 again, the records stay. */
    public void start() {
        nextSequence = 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(nextSequence);
    }

    @Override
    public void restore(DataInput in) throws IOException {
        nextSequence = in.readInt();
    }
}
