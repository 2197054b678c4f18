// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.partition.MessageCounters;

/** After the conformance case 39-status. Two partitions; partition 1 has two vCPUs. */
class StatusObjectTest {
    private static final int ARGUMENT = TestCaller.BASE;
    private static final int UNTOUCHED = 0xEEEE_EEEE;

    private final TestCaller system = new TestCaller(0, true);
    private final TestCaller ordinary = new TestCaller(1, false);
    private final Source source = new Source();
    private final StatusObject object = new StatusObject(source);

    /** Every number is different. */
    private static final class Source implements StatusSource {
        private final int[] modes = {0, 3};

        @Override
        public int partitionCount() {
            return 2;
        }

        @Override
        public int vcpuCount(int partitionId) {
            return 1 + partitionId;
        }

        @Override
        public int systemResets() {
            return 1;
        }

        @Override
        public long healthMonitorEvents() {
            return 2L << 32;
        }

        @Override
        public long physicalInterrupts() {
            return 3;
        }

        @Override
        public long majorFrames() {
            return 4;
        }

        @Override
        public MessageCounters systemMessages() {
            return counters(10);
        }

        @Override
        public int partitionState(int partitionId) {
            return 1 + partitionId;
        }

        @Override
        public int partitionMode(int partitionId) {
            return modes[partitionId];
        }

        @Override
        public void setPartitionMode(int partitionId, int mode) {
            modes[partitionId] = mode;
        }

        @Override
        public long virtualInterrupts(int partitionId) {
            return 5;
        }

        @Override
        public int resetCounter(int partitionId) {
            return 6;
        }

        @Override
        public int resetStatus(int partitionId) {
            return 7;
        }

        @Override
        public long executionTimeUs(int partitionId) {
            return 8;
        }

        @Override
        public MessageCounters messages(int partitionId) {
            return counters(20);
        }

        @Override
        public int vcpuState(int partitionId, int vcpuId) {
            return 3;
        }

        @Override
        public int vcpuMode(int partitionId, int vcpuId) {
            return vcpuId;
        }

        @Override
        public PlanStatus plans(ObjectCaller caller) {
            return new PlanStatus(1000, 2, 1, -1);
        }

        @Override
        public long page(int partitionId, int physical) {
            return physical == 0x600_0000 ? 9L << 32 | 2 : NO_PAGE;
        }

        private static MessageCounters counters(int first) {
            MessageCounters counters = new MessageCounters();
            counters.samplingRead = first;
            counters.samplingWritten = first + 1;
            counters.queuingSent = first + 2;
            counters.queuingReceived = first + 3;
            return counters;
        }
    }

    private int control(TestCaller caller, int id, int vcpu, int command) {
        return object.control(
                caller, ObjectDescriptor.of(ObjectDescriptor.CLASS_STATUS, id, vcpu, 0), command, ARGUMENT);
    }

    private void clear() {
        for (int offset = 0; offset < 72; offset += 4) {
            system.put32(ARGUMENT + offset, UNTOUCHED);
        }
    }

    @Test
    void shouldTellTheStatusOfTheSystem() {
        clear();
        assertEquals(PrtosStatus.OK, control(system, PrtosConstants.HYPERVISOR_PARTITION_ID, 0, 0));
        assertEquals(1, system.get32(ARGUMENT));
        assertEquals(2L << 32, system.get64(ARGUMENT + 4));
        assertEquals(3, system.get64(ARGUMENT + 12));
        assertEquals(4, system.get64(ARGUMENT + 20));
        for (int i = 0; i < 4; i++) {
            assertEquals(10 + i, system.get64(ARGUMENT + 28 + 8 * i));
        }
        assertEquals(UNTOUCHED, system.get32(ARGUMENT + 60));
    }

    @Test
    void shouldTellTheStatusOfAPartition() {
        clear();
        assertEquals(PrtosStatus.OK, control(system, 1, 0, 0));
        assertEquals(2, system.get32(ARGUMENT));
        assertEquals(3, system.get32(ARGUMENT + 4));
        assertEquals(5, system.get64(ARGUMENT + 8));
        assertEquals(6, system.get32(ARGUMENT + 16));
        assertEquals(7, system.get32(ARGUMENT + 20));
        assertEquals(8, system.get64(ARGUMENT + 24));
        for (int i = 0; i < 4; i++) {
            assertEquals(20 + i, system.get64(ARGUMENT + 32 + 8 * i));
        }
        assertEquals(UNTOUCHED, system.get32(ARGUMENT + 64));
        assertEquals(PrtosStatus.OK, control(ordinary, 1, 0, 0));
    }

    @Test
    void shouldTellThePlans() {
        clear();
        assertEquals(PrtosStatus.OK, control(system, 0, 0, 1));
        assertEquals(1000, system.get64(ARGUMENT));
        assertEquals(2, system.get32(ARGUMENT + 8));
        assertEquals(1, system.get32(ARGUMENT + 12));
        assertEquals(-1, system.get32(ARGUMENT + 16));
        assertEquals(UNTOUCHED, system.get32(ARGUMENT + 20));
    }

    @Test
    void shouldSetTheOperatingMode() {
        system.put32(ARGUMENT, 2);
        assertEquals(PrtosStatus.OK, control(system, 1, 0, 2));
        assertEquals(2, source.modes[1]);
        system.put32(ARGUMENT, 4);
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, 1, 0, 2));
        system.put32(ARGUMENT, -1);
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, 1, 0, 2));
        system.put32(ARGUMENT, 1);
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, PrtosConstants.HYPERVISOR_PARTITION_ID, 0, 2));
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, 2, 0, 2));
        assertEquals(2, source.modes[1]);
    }

    @Test
    void shouldTellTypeAndCounterOfAPage() {
        system.put32(ARGUMENT, 0x600_0000);
        system.put32(ARGUMENT + 4, 3);
        assertEquals(PrtosStatus.OK, control(system, 0, 0, 3));
        assertEquals(9 << 5 | 2 << 2 | 3, system.get32(ARGUMENT + 4));
        system.put32(ARGUMENT, 0x700_0000);
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, 0, 0, 3));
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, 9, 0, 3));
    }

    @Test
    void shouldTellTheStatusOfAVcpu() {
        assertEquals(PrtosStatus.OK, control(system, 1, 1, 4));
        assertEquals(3, system.get32(ARGUMENT));
        assertEquals(1, system.get32(ARGUMENT + 4));
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, 1, 2, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, 2, 0, 4));
    }

    @Test
    void shouldRefuseInTheDocumentedOrder() {
        int other = ObjectDescriptor.of(ObjectDescriptor.CLASS_STATUS, 0, 0, 0);
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(ordinary, other, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(ordinary, other, 0, TestCaller.END - 63));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(ordinary, other, 0, TestCaller.READ_ONLY));
        assertEquals(PrtosStatus.PERM_ERROR, control(ordinary, 0, 0, 0));
        assertEquals(PrtosStatus.PERM_ERROR, control(ordinary, 2, 0, 9));
        assertEquals(PrtosStatus.PERM_ERROR, control(ordinary, PrtosConstants.HYPERVISOR_PARTITION_ID, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, 2, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, control(system, 0, 0, 5));
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, object.read(system, other, ARGUMENT, 4, 0));
    }
}
