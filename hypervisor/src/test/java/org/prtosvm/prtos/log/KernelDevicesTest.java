// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.LogRecordDescriptor;
import org.prtosvm.cpu.memory.GuestMemory;
import org.prtosvm.prtos.config.DeviceReference;
import org.prtosvm.prtos.config.SystemConfiguration;
import org.prtosvm.prtos.object.TestSystem;

class KernelDevicesTest {
    private static final int FIRST = 0x500_0000;
    private static final int SECOND = 0x501_0000;

    private final GuestMemory memory = new GuestMemory();
    private final StringBuilder serial = new StringBuilder();
    private final SystemConfiguration configuration =
            new TestSystem().memoryBlock(FIRST, 4096).memoryBlock(SECOND, 8192).build();
    private final KernelDevices devices = new KernelDevices(configuration.devices(), memory, this::transmit);

    private int transmit(byte[] text, int offset, int length) {
        serial.append(new String(text, offset, length, StandardCharsets.UTF_8));
        return length;
    }

    @BeforeEach
    void addMemory() {
        memory.addRam(FIRST, 4096);
        memory.addRam(SECOND, 8192);
    }

    @AfterEach
    void free() {
        memory.close();
    }

    private static int write(ConsoleDevice console, String text) {
        byte[] bytes = ("--" + text).getBytes(StandardCharsets.UTF_8);
        return console.write(bytes, 2, bytes.length - 2);
    }

    private String memoryText(int address, int length) {
        byte[] bytes = new byte[length];
        memory.read(address, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static DeviceReference reference(DeviceReference.Kind kind, int number) {
        return new DeviceReference(kind, number);
    }

    @Test
    void shouldSendTextDownTheFirstSerialPort() {
        assertEquals(5, write(devices.console(reference(DeviceReference.Kind.UART, 0)), "hello"));
        assertEquals(0, write(devices.console(reference(DeviceReference.Kind.UART, 1)), "lost"));
        assertEquals("hello", serial.toString());
    }

    @Test
    void shouldAcceptTextForAScreenAndDropIt() {
        assertEquals(5, write(devices.console(reference(DeviceReference.Kind.VGA, 0)), "hello"));
        assertEquals(0, write(devices.console(DeviceReference.NONE), "hello"));
        assertEquals("", serial.toString());
    }

    @Test
    void shouldWrapTextInAMemoryBlock() {
        ConsoleDevice console = devices.console(TestSystem.block(0));
        assertEquals(12, write(console, "hello block\n"));
        assertEquals("hello block\n", memoryText(FIRST, 12));
        for (int i = 0; i < 40; i++) {
            assertEquals(100, write(console, "x".repeat(100)));
        }
        assertEquals(82, write(console, "x".repeat(82)));
        assertEquals(6, write(console, "WRAPPT"));
        assertEquals("WR", memoryText(FIRST + 4094, 2));
        assertEquals("APPTo block", memoryText(FIRST, 11));
        devices.start();
        write(console, "again");
        assertEquals("again block", memoryText(FIRST, 11));
    }

    @Test
    void shouldShareABlockAmongItsUsers() {
        assertSame(devices.stream(TestSystem.block(1)), devices.stream(TestSystem.block(1)));
        assertSame(devices.console(TestSystem.block(1)), devices.console(TestSystem.block(1)));
        assertEquals(226, devices.stream(TestSystem.block(1)).capacity());
    }

    @Test
    void shouldHaveNoStorageOnOtherDevices() {
        for (DeviceReference.Kind kind : DeviceReference.Kind.values()) {
            if (kind != DeviceReference.Kind.MEMORY_BLOCK) {
                assertEquals(0, devices.stream(reference(kind, 0)).capacity());
            }
        }
    }

    @Test
    void shouldSendRawRecordsDownTheFirstSerialPort() {
        byte[] record = "a record of thirty-six bytes, exactly".getBytes(StandardCharsets.UTF_8);
        LogStream stream = devices.stream(reference(DeviceReference.Kind.UART, 0));
        stream.lock(true);
        stream.append(record, 0);
        devices.stream(reference(DeviceReference.Kind.UART, 1)).append(record, 0);
        devices.stream(reference(DeviceReference.Kind.VGA, 0)).append(record, 0);
        assertEquals("a record of thirty-six bytes, exactl", serial.toString());
        assertEquals(0, stream.count());
        assertEquals(0, stream.read(new byte[LogRecordDescriptor.LENGTH], 0, 1));
    }

    @Test
    void shouldTouchOnlyTheBlocksOfLogs() {
        devices.stream(TestSystem.block(1));
        devices.start();
        assertEquals(0, memory.load32(FIRST));
        assertEquals(0xF9E8_D7C6, memory.load32(SECOND));
    }

    @Test
    void shouldRestoreWhatWasSaved() throws IOException {
        LogStream stream = devices.stream(TestSystem.block(1));
        devices.start();
        write(devices.console(TestSystem.block(0)), "one ");
        stream.append(new byte[LogRecordDescriptor.LENGTH], 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        devices.save(new DataOutputStream(bytes));
        KernelDevices other = new KernelDevices(configuration.devices(), memory, ConsoleDevice.NONE);
        other.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        write(other.console(TestSystem.block(0)), "two");
        assertEquals("one two", memoryText(FIRST, 7));
        assertEquals(1, other.stream(TestSystem.block(1)).count());
    }
}
