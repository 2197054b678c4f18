// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.HmLogDescriptor;
import org.prtosvm.abi.LittleEndian;
import org.prtosvm.abi.LogRecordDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.object.TestSystem;

/** Contents of the records of both kinds. */
class LogRecordsTest {
    private static final int HM_BLOCK = 0x500_0000;
    private static final int TRACE_BLOCK = 0x500_1000;
    private static final int AUDIT_BLOCK = 0x500_2000;

    private final GuestMemory memory = new GuestMemory();
    private final SystemConfiguration configuration = new TestSystem()
            .memoryBlock(HM_BLOCK, 4096)
            .memoryBlock(TRACE_BLOCK, 4096)
            .memoryBlock(AUDIT_BLOCK, 4096)
            .hmDevice(TestSystem.block(0))
            .hypervisorTrace(TestSystem.block(2), 0b1100)
            .partition()
            .trace(TestSystem.block(1), 0xF)
            .end()
            .partition()
            .end()
            .build();
    private final KernelDevices devices = new KernelDevices(configuration.devices(), memory, ConsoleDevice.NONE);
    private final HmLog hmLog =
            new HmLog(devices.stream(configuration.hypervisor().healthMonitorDevice()));
    private final TraceLog traceLog = new TraceLog(configuration, devices);
    private final byte[] record = new byte[LogRecordDescriptor.LENGTH];

    @BeforeEach
    void start() {
        memory.addRam(HM_BLOCK, 3 * GuestMemory.PAGE_SIZE);
        devices.start();
    }

    @AfterEach
    void free() {
        memory.close();
    }

    private void readNext(LogStream stream) {
        assertEquals(1, stream.read(record, 0, 1));
        assertTrue(LogRecordDescriptor.isSealed(record, 0));
    }

    private int high() {
        return LittleEndian.get32(record, LogRecordDescriptor.CODE_HIGH_OFFSET);
    }

    private int low() {
        return LittleEndian.get32(record, LogRecordDescriptor.CODE_LOW_OFFSET);
    }

    private int payload(int word) {
        return LittleEndian.get32(record, LogRecordDescriptor.PAYLOAD_OFFSET + 4 * word);
    }

    @Test
    void shouldLogHealthMonitorEvents() {
        hmLog.append(38_805, HmLogDescriptor.CPU_CONTEXT, 1, 2, 20, 0x600_0000, 0x212);
        hmLog.append(0x1_0000_0000L, HmLogDescriptor.SYSTEM, PrtosConstants.HYPERVISOR_PARTITION_ID, 0xFF, 0);
        readNext(hmLog.stream());
        assertEquals(0xFECF, LittleEndian.get16(record, 0));
        assertEquals(2, high());
        assertEquals(20 << 16 | 2 << 8 | 1, low());
        assertEquals(38_805, LittleEndian.get64(record, LogRecordDescriptor.TIMESTAMP_OFFSET));
        assertEquals(0x600_0000, payload(0));
        assertEquals(0x212, payload(1));
        assertEquals(0, payload(2));
        readNext(hmLog.stream());
        assertEquals(1 << 4 | 1, high());
        assertEquals(0xFFFF, low());
        assertEquals(0x1_0000_0000L, LittleEndian.get64(record, LogRecordDescriptor.TIMESTAMP_OFFSET));
        assertEquals(0, payload(0), "nothing of the record before");
    }

    @Test
    void shouldCountHealthMonitorRecordsFromEachStart() {
        hmLog.append(1, 0, 0, 0, 9);
        hmLog.start();
        hmLog.append(2, 0, 0, 0, 9);
        readNext(hmLog.stream());
        readNext(hmLog.stream());
        assertEquals(0, high() >>> LogRecordDescriptor.SEQUENCE_SHIFT);
    }

    @Test
    void shouldStampTraceRecordsInPlace() {
        byte[] traced = new byte[2 + LogRecordDescriptor.LENGTH];
        LittleEndian.put32(traced, 2 + LogRecordDescriptor.CODE_HIGH_OFFSET, 0xFFFF_FFF6);
        LittleEndian.put32(traced, 2 + LogRecordDescriptor.CODE_LOW_OFFSET, 0x4444_AAAA);
        LittleEndian.put32(traced, 2 + LogRecordDescriptor.PAYLOAD_OFFSET, 0x40);
        traceLog.append(traced, 2, 0, 3, 77);
        readNext(traceLog.stream(0));
        for (int i = 0; i < record.length; i++) {
            assertEquals(record[i], traced[2 + i]);
        }
        assertEquals(0xC33C, LittleEndian.get16(record, 0));
        assertEquals(6, high(), "bits 4 to 31 are the sequence number, whatever was there");
        assertEquals(0x4444_0300, low());
        assertEquals(77, LittleEndian.get64(record, LogRecordDescriptor.TIMESTAMP_OFFSET));
        assertEquals(0x40, payload(0));
    }

    @Test
    void shouldAuditTheModulesOfTheMask() {
        assertFalse(traceLog.audits(AuditCode.IRQ_RAISED));
        assertTrue(traceLog.audits(AuditCode.PLAN_SWITCH_DONE));
        assertTrue(traceLog.audits(AuditCode.HM_EVENT_RAISED));
        assertFalse(traceLog.audits(AuditCode.PAGE_COUNTER));
        traceLog.audit(AuditCode.TRAP_RAISED, 0, 0, 1, 14, 0x600_0000);
        traceLog.audit(AuditCode.PLAN_SWITCH_DONE, 0xFF, 0xFF, 2, 1, 1);
        LogStream stream = traceLog.stream(PrtosConstants.HYPERVISOR_PARTITION_ID);
        assertEquals(1, stream.count());
        readNext(stream);
        assertEquals(1, high());
        assertEquals(0x020A_FFFF, low());
        assertEquals(1, payload(0));
        assertEquals(1, payload(1));
        assertEquals(0, payload(2));
    }

    @Test
    void shouldNumberAllTraceRecordsInOneSequence() throws IOException {
        traceLog.append(new byte[LogRecordDescriptor.LENGTH], 0, 0, 0, 1);
        traceLog.audit(AuditCode.CONTEXT_SWITCH, 0, 0, 2, 0);
        readNext(traceLog.stream(PrtosConstants.HYPERVISOR_PARTITION_ID));
        assertEquals(1 << 4 | 1, high());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        traceLog.save(new DataOutputStream(bytes));
        traceLog.start();
        traceLog.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        traceLog.audit(AuditCode.CONTEXT_SWITCH, 0, 0, 3, 1);
        readNext(traceLog.stream(PrtosConstants.HYPERVISOR_PARTITION_ID));
        assertEquals(2 << 4 | 1, high());
    }

    @Test
    void shouldKnowItsStreams() {
        assertTrue(traceLog.hasStream(0));
        assertTrue(traceLog.hasStream(1));
        assertFalse(traceLog.hasStream(2));
        assertTrue(traceLog.hasStream(PrtosConstants.HYPERVISOR_PARTITION_ID));
        assertFalse(traceLog.hasStream(0x3FF));
        assertEquals(0xF, traceLog.mask(0));
        assertEquals(0, traceLog.mask(1));
        assertEquals(112, traceLog.stream(0).capacity());
        assertEquals(0, traceLog.stream(1).capacity());
    }
}
