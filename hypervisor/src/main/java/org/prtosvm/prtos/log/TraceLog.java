// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.LogRecordDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.TraceRecordDescriptor;
import org.prtosvm.prtos.config.PartitionConfiguration;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.state.Stateful;

/**
 * The trace streams of the partitions and of the hypervisor, and the one sequence of their numbers. Source: ABI 06-health-monitor, 9 and
 * 10.
 */
public final class TraceLog implements Stateful {
    private final LogStream[] streams;
    private final int[] masks;
    private final LogStream hypervisorStream;
    private final int hypervisorMask;
    private final byte[] record = new byte[TraceRecordDescriptor.LENGTH];
    private int nextSequence;

    /**
     * Makes the streams of a system.
     *
     * @param configuration the system
     * @param devices its devices
     */
    public TraceLog(SystemConfiguration configuration, KernelDevices devices) {
        List<PartitionConfiguration> partitions = configuration.partitions();
        streams = new LogStream[partitions.size()];
        masks = new int[partitions.size()];
        for (int id = 0; id < streams.length; id++) {
            streams[id] = devices.stream(partitions.get(id).trace().device());
            masks[id] = partitions.get(id).trace().mask();
        }
        hypervisorStream = devices.stream(configuration.hypervisor().trace().device());
        hypervisorMask = configuration.hypervisor().trace().mask();
    }

    /**
     * Whether a partition or the hypervisor has a stream.
     *
     * @param id partition id or {@link PrtosConstants#HYPERVISOR_PARTITION_ID}
     * @return true if it has one, with or without storage
     */
    public boolean hasStream(int id) {
        return id < streams.length || id == PrtosConstants.HYPERVISOR_PARTITION_ID;
    }

    /**
     * The stream of a partition or of the hypervisor.
     *
     * @param id an id for which {@link #hasStream} is true
     * @return the stream
     */
    public LogStream stream(int id) {
        return id < streams.length ? streams[id] : hypervisorStream;
    }

    /**
     * The kinds of records that a partition may store.
     *
     * @param partitionId partition
     * @return one bit per kind
     */
    public int mask(int partitionId) {
        return masks[partitionId];
    }

    /**
     * Stamps a record of a partition and appends it to the stream of the partition. Code, criticality, the bit "hypervisor" and payload
     * stay as they are, the rest is replaced. Source: ABI 06-health-monitor, 9.2.
     *
     * @param traced array with the record, which is changed
     * @param offset where the record starts
     * @param partitionId partition
     * @param vcpuId its vCPU
     * @param timeUs now, in microseconds
     */
    public void append(byte[] traced, int offset, int partitionId, int vcpuId, long timeUs) {
        stamp(traced, offset, partitionId, vcpuId, timeUs);
        streams[partitionId].append(traced, offset);
    }

    /**
     * Whether records of a module of the hypervisor are stored.
     *
     * @param code a constant of {@link AuditCode}
     * @return true if {@link #audit} would do something
     */
    public boolean audits(int code) {
        return (hypervisorMask >>> AuditCode.module(code) & 1) != 0;
    }

    /**
     * Stores a record about the hypervisor, if the configuration asks for its module. Source: ABI 06-health-monitor, 10.
     *
     * @param code a constant of {@link AuditCode}
     * @param partitionId partition that runs, 0xFF if none does
     * @param vcpuId vCPU that runs, 0xFF if none does
     * @param timeUs now, in microseconds
     * @param payload at most four words
     */
    public void audit(int code, int partitionId, int vcpuId, long timeUs, int... payload) {
        if (!audits(code)) {
            return;
        }
        Arrays.fill(record, (byte) 0);
        LittleEndian.put32(record, LogRecordDescriptor.CODE_HIGH_OFFSET, TraceRecordDescriptor.SYSTEM);
        LittleEndian.put32(record, LogRecordDescriptor.CODE_LOW_OFFSET, code << LogRecordDescriptor.CODE_SHIFT);
        for (int i = 0; i < payload.length; i++) {
            LittleEndian.put32(record, LogRecordDescriptor.PAYLOAD_OFFSET + 4 * i, payload[i]);
        }
        stamp(record, 0, partitionId, vcpuId, timeUs);
        hypervisorStream.append(record, 0);
    }

    private void stamp(byte[] traced, int offset, int partitionId, int vcpuId, long timeUs) {
        int kept = LittleEndian.get32(traced, offset + LogRecordDescriptor.CODE_HIGH_OFFSET)
                & (1 << LogRecordDescriptor.SEQUENCE_SHIFT) - 1;
        int code = LittleEndian.get32(traced, offset + LogRecordDescriptor.CODE_LOW_OFFSET)
                >>> LogRecordDescriptor.CODE_SHIFT;
        LittleEndian.put16(traced, offset + LogRecordDescriptor.SIGNATURE_OFFSET, TraceRecordDescriptor.SIGNATURE);
        LittleEndian.put32(
                traced,
                offset + LogRecordDescriptor.CODE_HIGH_OFFSET,
                kept | nextSequence << LogRecordDescriptor.SEQUENCE_SHIFT);
        LittleEndian.put32(
                traced,
                offset + LogRecordDescriptor.CODE_LOW_OFFSET,
                LogRecordDescriptor.codeLow(partitionId, vcpuId, code));
        LittleEndian.put64(traced, offset + LogRecordDescriptor.TIMESTAMP_OFFSET, timeUs);
        LogRecordDescriptor.seal(traced, offset);
        nextSequence++;
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
