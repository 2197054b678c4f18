// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.LogStreamDescriptor;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.log.AuditCode;
import org.prtosvm.prtos.log.ConsoleDevice;
import org.prtosvm.prtos.log.KernelDevices;
import org.prtosvm.prtos.log.TraceLog;

/** After the conformance case 38-trace. */
class TraceObjectTest {
    private static final int BLOCK = 0x500_0000;
    private static final int BUFFER = TestCaller.BASE;
    private static final int MASK = TestCaller.BASE + 0x1000;

    private final GuestMemory memory = new GuestMemory();
    private final SystemConfiguration configuration = new TestSystem()
            .memoryBlock(BLOCK, 4096)
            .memoryBlock(BLOCK + 4096, 4096)
            .hypervisorTrace(TestSystem.block(1), 0xF)
            .partition()
            .system()
            .end()
            .partition()
            .trace(TestSystem.block(0), 0xF)
            .end()
            .build();
    private final KernelDevices devices = new KernelDevices(configuration.devices(), memory, ConsoleDevice.NONE);
    private final TraceLog log = new TraceLog(configuration, devices);
    private final List<String> errors = new ArrayList<>();
    private boolean goesOn = true;
    private final TraceObject object = new TraceObject(log, this::raise);
    private final TestCaller system = new TestCaller(0, true);
    private final TestCaller writer = new TestCaller(1, false);

    private boolean raise(ObjectCaller caller, int[] payload) {
        errors.add(caller.partitionId() + Arrays.toString(payload));
        return goesOn;
    }

    @BeforeEach
    void start() {
        memory.addRam(BLOCK, 2 * GuestMemory.PAGE_SIZE);
        devices.start();
    }

    @AfterEach
    void free() {
        memory.close();
    }

    private static int stream(int id) {
        return ObjectDescriptor.of(ObjectDescriptor.CLASS_TRACE, id, 0, 0);
    }

    private void fill(int record, int criticality, int code, int payload) {
        int address = BUFFER + 36 * record;
        for (int offset = 0; offset < 36; offset += 4) {
            writer.put32(address + offset, 0xAAAA_AAAA);
        }
        writer.put32(address + 4, criticality << 1);
        writer.put32(address + 8, code << 16);
        for (int word = 0; word < 4; word++) {
            writer.put32(address + 20 + 4 * word, payload + word);
        }
    }

    private int write(int size, int mask) {
        writer.put32(MASK, mask);
        return object.write(writer, stream(1), BUFFER, size, MASK);
    }

    private int read(int id, int size) {
        return object.read(system, stream(id), BUFFER, size, 0);
    }

    private String status(int id) {
        assertEquals(PrtosStatus.OK, object.control(system, stream(id), 0, BUFFER));
        return system.get32(BUFFER) + " " + system.get32(BUFFER + 4) + " " + system.get32(BUFFER + 8);
    }

    private void writeFour() {
        fill(0, 0, 0x1111, 0x10);
        assertEquals(36, write(36, 1));
        fill(0, 0, 0x2222, 0x20);
        assertEquals(0, write(36, 0xF0));
        assertEquals(0xAAAA_AAAA, writer.get32(BUFFER), "not stamped");
        fill(0, 1, 0x3333, 0x30);
        fill(1, 2, 0x4444, 0x40);
        assertEquals(72, write(72 + 35, -1));
        fill(0, 3, 0x5555, 0x50);
        assertEquals(36, write(36, 8));
    }

    @Test
    void shouldStoreWhatPassesTheMask() {
        writeFour();
        assertEquals(0xC33C, writer.get32(BUFFER) & 0xFFFF);
        assertEquals(0x5555_0001, writer.get32(BUFFER + 8));
        assertEquals("4 112 0", status(1));
        assertEquals(72, read(1, 72));
        assertEquals(0, system.get32(BUFFER + 4));
        assertEquals(0x1111_0001, system.get32(BUFFER + 8));
        assertEquals(0x13, system.get32(BUFFER + 32));
        assertEquals(1 << 4 | 2, system.get32(BUFFER + 36 + 4));
        assertEquals(72, read(1, 36 * 8));
        assertEquals(2 << 4 | 4, system.get32(BUFFER + 4));
        assertEquals(3 << 4 | 6, system.get32(BUFFER + 36 + 4));
        assertEquals(0, read(1, 36));
        assertEquals(1, object.seek(system, stream(1), 1, LogStreamDescriptor.SEEK_START));
        assertEquals(4, object.seek(system, stream(1), 0, LogStreamDescriptor.SEEK_END));
        assertEquals(2, object.seek(system, stream(1), -2, LogStreamDescriptor.SEEK_CURRENT));
        assertEquals(36, object.read(writer, stream(1), BUFFER, 36, 0), "its own");
    }

    @Test
    void shouldRaisePartitionErrorsForUnrecoverableRecords() {
        writeFour();
        assertEquals("[1[80, 81, 82, 83]]", errors.toString());
        fill(0, 3, 1, 1);
        fill(1, 0, 2, 5);
        assertEquals(0, write(72, 0), "masked out, but raised");
        assertEquals("[1[80, 81, 82, 83], 1[1, 2, 3, 4], 1[5, 6, 7, 8]]", errors.toString());
        fill(0, 0, 1, 1);
        fill(1, 3, 2, 5);
        assertEquals(72, write(72, 1));
        assertEquals(3, errors.size(), "only the first record counts");
    }

    @Test
    void shouldStopWhenTheCallerIsStopped() {
        goesOn = false;
        fill(0, 3, 1, 1);
        fill(1, 3, 2, 2);
        write(72, 1);
        assertEquals("1 112 0", status(1));
        assertEquals(1, errors.size());
    }

    @Test
    void shouldCountWhatALockedStreamDrops() {
        assertEquals(PrtosStatus.OK, object.control(system, stream(1), LogStreamDescriptor.COMMAND_LOCK, BUFFER));
        fill(0, 0, 1, 0);
        for (int i = 0; i < 120; i++) {
            assertEquals(36, write(36, 1));
        }
        assertEquals("112 112 0", status(1));
    }

    @Test
    void shouldStoreFromAReadOnlyBuffer() {
        writer.put32(MASK, 1);
        assertEquals(36, object.write(writer, stream(1), TestCaller.READ_ONLY, 36, MASK));
        assertEquals(0, writer.get32(TestCaller.READ_ONLY));
        assertEquals("1 112 0", status(1));
    }

    @Test
    void shouldShowTheStreamOfTheHypervisor() {
        log.audit(AuditCode.PARTITION_HALT, 1, 0, 5, 1);
        assertEquals(36, read(PrtosConstants.HYPERVISOR_PARTITION_ID, 36));
        assertEquals(0x0203_0001, system.get32(BUFFER + 8));
        assertEquals(
                PrtosStatus.PERM_ERROR,
                object.read(writer, stream(PrtosConstants.HYPERVISOR_PARTITION_ID), BUFFER, 36, 0));
    }

    @Test
    void shouldRefuseInTheDocumentedOrder() {
        assertEquals(PrtosStatus.PERM_ERROR, object.read(writer, stream(0), 0, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, read(1, 35));
        assertEquals(PrtosStatus.INVALID_PARAM, object.read(system, stream(1), 0, 36, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, object.read(system, stream(1), TestCaller.READ_ONLY, 36, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, read(9, 36));
        assertEquals(PrtosStatus.PERM_ERROR, object.write(writer, stream(0), 0, 0, 0));
        assertEquals(PrtosStatus.PERM_ERROR, object.write(system, stream(1), BUFFER, 36, MASK));
        assertEquals(PrtosStatus.INVALID_PARAM, write(35, 1));
        assertEquals(PrtosStatus.INVALID_PARAM, object.write(writer, stream(1), 0, 36, MASK));
        assertEquals(PrtosStatus.INVALID_PARAM, object.write(writer, stream(1), BUFFER, 36, 0));
        assertEquals(PrtosStatus.PERM_ERROR, object.seek(writer, stream(0), 0, 9));
        assertEquals(PrtosStatus.INVALID_PARAM, object.seek(system, stream(9), 0, 0));
        assertEquals(PrtosStatus.NO_ACTION, object.seek(system, stream(1), 0, 3));
        assertEquals(PrtosStatus.PERM_ERROR, object.control(writer, stream(0), 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(system, stream(1), 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(system, stream(9), 0, BUFFER));
        assertEquals(PrtosStatus.INVALID_PARAM, object.control(system, stream(1), 4, BUFFER));
        assertEquals("0 112 0", status(1));
        assertEquals("0 0 0", status(0));
        assertEquals(0, read(0, 36));
    }
}
