// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.HmLogDescriptor;
import org.prtosvm.abi.LogStreamDescriptor;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.log.HmLog;
import org.prtosvm.prtos.log.LogStream;

/** After the conformance case 37-hm-log. */
class HealthMonitorObjectTest {
    private static final int BLOCK = 0x500_0000;
    private static final int BUFFER = TestCaller.BASE;
    private static final int LOG =
            ObjectDescriptor.of(ObjectDescriptor.CLASS_HEALTH_MONITOR, PrtosConstants.HYPERVISOR_PARTITION_ID, 0, 0);

    private final GuestMemory memory = new GuestMemory();
    private final HmLog log = new HmLog(new LogStream(memory, BLOCK, GuestMemory.PAGE_SIZE));
    private final HealthMonitorObject object = new HealthMonitorObject(log.stream());
    private final TestCaller system = new TestCaller(0, true);
    private final TestCaller ordinary = new TestCaller(1, false);

    @BeforeEach
    void start() {
        memory.addRam(BLOCK, GuestMemory.PAGE_SIZE);
        log.stream().initialise();
        for (int event : new int[] {9, 12, 19}) {
            log.append(100 + event, HmLogDescriptor.CPU_CONTEXT, 1, 0, event, 0x610_0000, 0x212);
        }
    }

    @AfterEach
    void free() {
        memory.close();
    }

    private int read(int size) {
        return object.read(system, LOG, BUFFER, size, 0);
    }

    private int sequence() {
        return system.get32(BUFFER + 4) >>> 4;
    }

    private String status() {
        assertEquals(PrtosStatus.OK, object.control(system, LOG, LogStreamDescriptor.COMMAND_GET_STATUS, BUFFER));
        return system.get32(BUFFER) + " " + system.get32(BUFFER + 4) + " " + system.get32(BUFFER + 8);
    }

    @Test
    void shouldReadRecords() {
        assertEquals("3 112 0", status());
        assertEquals(36, read(36));
        assertEquals(0, sequence());
        assertEquals(9 << 16 | 1, system.get32(BUFFER + 8));
        assertEquals("3 112 1", status());
        assertEquals(72, read(36 * 8));
        assertEquals(1, sequence());
        assertEquals(0, read(36));
        assertEquals(PrtosStatus.OK, object.seek(system, LOG, 0, LogStreamDescriptor.SEEK_START));
        assertEquals(36, read(71));
        assertEquals(0, sequence());
        assertEquals(PrtosStatus.OK, object.seek(system, LOG, -1, LogStreamDescriptor.SEEK_CURRENT));
        assertEquals(36, read(36));
        assertEquals(0, sequence());
        assertEquals(PrtosStatus.OK, object.seek(system, LOG, -1, LogStreamDescriptor.SEEK_END));
        assertEquals(36, read(36));
        assertEquals(2, sequence());
        object.seek(system, LOG, -99, LogStreamDescriptor.SEEK_START);
        assertEquals("3 112 0", status());
        object.seek(system, LOG, 99, LogStreamDescriptor.SEEK_CURRENT);
        assertEquals("3 112 3", status());
    }

    @Test
    void shouldLockAndUnlock() {
        assertEquals(PrtosStatus.OK, object.control(system, LOG, LogStreamDescriptor.COMMAND_LOCK, BUFFER));
        for (int i = 0; i < 112; i++) {
            log.append(i, 0, 0, 0, 0);
        }
        read(36);
        assertEquals(0, sequence());
        assertEquals(PrtosStatus.OK, object.control(system, LOG, LogStreamDescriptor.COMMAND_UNLOCK, BUFFER));
        log.append(1, 0, 0, 0, 0);
        object.seek(system, LOG, 0, LogStreamDescriptor.SEEK_START);
        read(36);
        assertEquals(1, sequence());
        assertEquals(PrtosStatus.OK, object.control(system, LOG, LogStreamDescriptor.COMMAND_RESET, BUFFER));
        assertEquals("112 112 1", status());
    }

    @Test
    void shouldRefuseInTheDocumentedOrder() {
        int own = ObjectDescriptor.of(ObjectDescriptor.CLASS_HEALTH_MONITOR, 1, 0, 0);
        assertEquals(PrtosStatus.INVALID_PARAM, object.read(ordinary, own, 0, 0, 0));
        assertEquals(PrtosStatus.PERM_ERROR, object.read(ordinary, LOG, 0, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, object.read(system, LOG, 0, 36, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, object.read(system, LOG, TestCaller.READ_ONLY, 36, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, read(35));
        assertEquals(PrtosStatus.INVALID_PARAM, object.seek(ordinary, own, 0, 9));
        assertEquals(PrtosStatus.PERM_ERROR, object.seek(ordinary, LOG, 0, 9));
        assertEquals(PrtosStatus.INVALID_PARAM, object.seek(system, LOG, 0, 3));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(ordinary, own, 0, 0));
        assertEquals(PrtosStatus.PERM_ERROR, object.control(ordinary, LOG, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(system, LOG, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(system, LOG, 0, TestCaller.READ_ONLY));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(system, LOG, 4, BUFFER));
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, object.write(system, LOG, BUFFER, 36, 0));
        assertEquals(0, log.stream().position());
    }
}
