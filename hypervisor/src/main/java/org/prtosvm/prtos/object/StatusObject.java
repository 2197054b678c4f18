// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.abi.StatusDescriptor;
import org.prtosvm.prtos.partition.MessageCounters;

/** Status of the system, of partitions, vCPUs, plans and pages. Source: ABI 05-objects, 7. */
public final class StatusObject implements KernelObject {
    private final StatusSource source;

    /**
     * Makes the object.
     *
     * @param source where the numbers come from
     */
    public StatusObject(StatusSource source) {
        this.source = source;
    }

    @Override
    public int control(ObjectCaller caller, int descriptor, int command, int argument) {
        boolean usable = command == StatusDescriptor.COMMAND_SET_OPERATING_MODE
                ? caller.isSource(argument, StatusDescriptor.LENGTH)
                : caller.isTarget(argument, StatusDescriptor.LENGTH);
        if (!usable) {
            return PrtosStatus.INVALID_PARAM;
        }
        int id = ObjectDescriptor.partitionId(descriptor);
        if (id != caller.partitionId() && !caller.isSystem()) {
            return PrtosStatus.PERM_ERROR;
        }
        return switch (command) {
            case StatusDescriptor.COMMAND_GET_SYSTEM_STATUS ->
                id == PrtosConstants.HYPERVISOR_PARTITION_ID
                        ? systemStatus(caller, argument)
                        : partitionStatus(caller, id, argument);
            case StatusDescriptor.COMMAND_GET_PLAN_STATUS -> planStatus(caller, argument);
            case StatusDescriptor.COMMAND_SET_OPERATING_MODE -> setMode(caller, id, argument);
            case StatusDescriptor.COMMAND_GET_PAGE_STATUS -> pageStatus(caller, id, argument);
            case StatusDescriptor.COMMAND_GET_VCPU_STATUS ->
                vcpuStatus(caller, id, ObjectDescriptor.vcpuId(descriptor), argument);
            default -> PrtosStatus.INVALID_PARAM;
        };
    }

    private boolean isPartition(int id) {
        return id < source.partitionCount();
    }

    private int systemStatus(ObjectCaller caller, int argument) {
        byte[] status = new byte[StatusDescriptor.SYSTEM_LENGTH];
        LittleEndian.put32(status, StatusDescriptor.SYSTEM_RESETS_OFFSET, source.systemResets());
        LittleEndian.put64(status, StatusDescriptor.SYSTEM_HM_EVENTS_OFFSET, source.healthMonitorEvents());
        LittleEndian.put64(status, StatusDescriptor.SYSTEM_IRQS_OFFSET, source.physicalInterrupts());
        LittleEndian.put64(status, StatusDescriptor.SYSTEM_MAJOR_FRAMES_OFFSET, source.majorFrames());
        putMessages(status, StatusDescriptor.SYSTEM_MESSAGES_OFFSET, source.systemMessages());
        return answer(caller, argument, status);
    }

    private int partitionStatus(ObjectCaller caller, int id, int argument) {
        if (!isPartition(id)) {
            return PrtosStatus.INVALID_PARAM;
        }
        byte[] status = new byte[StatusDescriptor.PARTITION_LENGTH];
        LittleEndian.put32(status, StatusDescriptor.PARTITION_STATE_OFFSET, source.partitionState(id));
        LittleEndian.put32(status, StatusDescriptor.PARTITION_MODE_OFFSET, source.partitionMode(id));
        LittleEndian.put64(status, StatusDescriptor.PARTITION_VIRQS_OFFSET, source.virtualInterrupts(id));
        LittleEndian.put32(status, StatusDescriptor.PARTITION_RESETS_OFFSET, source.resetCounter(id));
        LittleEndian.put32(status, StatusDescriptor.PARTITION_RESET_STATUS_OFFSET, source.resetStatus(id));
        LittleEndian.put64(status, StatusDescriptor.PARTITION_EXECUTION_OFFSET, source.executionTimeUs(id));
        putMessages(status, StatusDescriptor.PARTITION_MESSAGES_OFFSET, source.messages(id));
        return answer(caller, argument, status);
    }

    private static void putMessages(byte[] status, int offset, MessageCounters messages) {
        LittleEndian.put64(status, offset + StatusDescriptor.MESSAGES_SAMPLING_READ_OFFSET, messages.samplingRead);
        LittleEndian.put64(
                status, offset + StatusDescriptor.MESSAGES_SAMPLING_WRITTEN_OFFSET, messages.samplingWritten);
        LittleEndian.put64(status, offset + StatusDescriptor.MESSAGES_QUEUING_SENT_OFFSET, messages.queuingSent);
        LittleEndian.put64(
                status, offset + StatusDescriptor.MESSAGES_QUEUING_RECEIVED_OFFSET, messages.queuingReceived);
    }

    private int planStatus(ObjectCaller caller, int argument) {
        StatusSource.PlanStatus plans = source.plans(caller);
        byte[] status = new byte[StatusDescriptor.PLAN_LENGTH];
        LittleEndian.put64(status, StatusDescriptor.PLAN_SWITCH_TIME_OFFSET, plans.switchTimeUs());
        LittleEndian.put32(status, StatusDescriptor.PLAN_NEXT_OFFSET, plans.next());
        LittleEndian.put32(status, StatusDescriptor.PLAN_CURRENT_OFFSET, plans.current());
        LittleEndian.put32(status, StatusDescriptor.PLAN_PREVIOUS_OFFSET, plans.previous());
        return answer(caller, argument, status);
    }

    private int setMode(ObjectCaller caller, int id, int argument) {
        byte[] word = new byte[4];
        caller.read(argument, word, 0, word.length);
        int mode = LittleEndian.get32(word, 0);
        if (!isPartition(id) || Integer.compareUnsigned(mode, StatusDescriptor.MODE_NORMAL) > 0) {
            return PrtosStatus.INVALID_PARAM;
        }
        source.setPartitionMode(id, mode);
        return PrtosStatus.OK;
    }

    private int pageStatus(ObjectCaller caller, int id, int argument) {
        if (!isPartition(id)) {
            return PrtosStatus.INVALID_PARAM;
        }
        byte[] status = new byte[StatusDescriptor.PAGE_LENGTH];
        caller.read(argument, status, 0, status.length);
        long page = source.page(id, LittleEndian.get32(status, StatusDescriptor.PAGE_ADDRESS_OFFSET));
        if (page == StatusSource.NO_PAGE) {
            return PrtosStatus.INVALID_PARAM;
        }
        int unused = LittleEndian.get32(status, StatusDescriptor.PAGE_INFO_OFFSET) & StatusDescriptor.PAGE_INFO_UNUSED;
        int info = (int) page << StatusDescriptor.PAGE_TYPE_SHIFT
                | (int) (page >>> 32) << StatusDescriptor.PAGE_COUNTER_SHIFT
                | unused;
        LittleEndian.put32(status, StatusDescriptor.PAGE_INFO_OFFSET, info);
        return answer(caller, argument, status);
    }

    private int vcpuStatus(ObjectCaller caller, int id, int vcpuId, int argument) {
        if (!isPartition(id) || vcpuId >= source.vcpuCount(id)) {
            return PrtosStatus.INVALID_PARAM;
        }
        byte[] status = new byte[StatusDescriptor.VCPU_LENGTH];
        LittleEndian.put32(status, StatusDescriptor.VCPU_STATE_OFFSET, source.vcpuState(id, vcpuId));
        LittleEndian.put32(status, StatusDescriptor.VCPU_MODE_OFFSET, source.vcpuMode(id, vcpuId));
        return answer(caller, argument, status);
    }

    private static int answer(ObjectCaller caller, int argument, byte[] status) {
        caller.write(argument, status, 0, status.length);
        return PrtosStatus.OK;
    }
}
