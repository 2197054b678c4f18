// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.object;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.prtosvm.abi.ObjectDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.abi.PrtosStatus;
import org.prtosvm.prtos.log.ConsoleDevice;

/** After the conformance case 02-console. */
class ConsoleObjectTest {
    private static final int TEXT = TestCaller.BASE;

    private final StringBuilder output = new StringBuilder();
    private final TestCaller caller = new TestCaller(0, true);
    private final int own = caller.own(ObjectDescriptor.CLASS_CONSOLE, 0);
    private final ObjectTable objects = new ObjectTable(
            Map.of(ObjectDescriptor.CLASS_CONSOLE, new ConsoleObject(List.of(this::print, ConsoleDevice.NONE))));

    private int print(byte[] text, int offset, int length) {
        output.append(new String(text, offset, length, StandardCharsets.UTF_8));
        return length;
    }

    private int write(int descriptor, int buffer, int size) {
        return objects.write(caller, descriptor, buffer, size, 0);
    }

    @Test
    void shouldPrintAtMost128Bytes() {
        caller.text(TEXT, "a".repeat(200));
        assertEquals(0, write(own, TEXT, 0));
        assertEquals(128, write(own, TEXT, 128));
        assertEquals("a".repeat(128), output.toString());
        assertEquals(PrtosStatus.INVALID_PARAM, write(own, TEXT, 129));
        assertEquals(PrtosStatus.INVALID_PARAM, write(own, TEXT, -1));
        assertEquals(128, output.length());
        assertEquals(128, caller.charged);
    }

    @Test
    void shouldCheckTheOwnerFirst() {
        for (int id : new int[] {1, PrtosConstants.HYPERVISOR_PARTITION_ID}) {
            int other = ObjectDescriptor.of(ObjectDescriptor.CLASS_CONSOLE, id, 0, 0);
            assertEquals(PrtosStatus.PERM_ERROR, write(other, TEXT, 1));
            assertEquals(PrtosStatus.PERM_ERROR, write(other, 0, 1));
        }
        assertEquals(PrtosStatus.INVALID_PARAM, write(own, 0, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, write(own, 0, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, write(own, PrtosConstants.HYPERVISOR_OFFSET, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, write(own, PrtosConstants.HYPERVISOR_OFFSET - 4, 4));
        assertEquals(PrtosStatus.INVALID_PARAM, write(own, TestCaller.END - 2, 4));
        assertEquals("", output.toString());
    }

    @Test
    void shouldIgnoreObjectIdAndValidityBit() {
        caller.text(TEXT, "x");
        assertEquals(1, write(caller.own(ObjectDescriptor.CLASS_CONSOLE, 77), TEXT, 1));
        assertEquals(1, write(1 << 31 | own, TEXT, 1));
        assertEquals(1, write(own, TestCaller.READ_ONLY, 1));
        assertEquals("xx\0", output.toString());
    }

    @Test
    void shouldAcceptNothingWithoutADevice() {
        TestCaller silent = new TestCaller(1, false);
        int descriptor = silent.own(ObjectDescriptor.CLASS_CONSOLE, 0);
        assertEquals(0, objects.write(silent, descriptor, TEXT, 21, 0));
        assertEquals(PrtosStatus.INVALID_PARAM, objects.write(silent, descriptor, 0, 1, 0));
        assertEquals("[23 21 0]", silent.reports.toString());
    }

    @Test
    void shouldNotHaveOtherOperations() {
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, objects.read(caller, own, TEXT, 4, 0));
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, objects.seek(caller, own, 0, 0));
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, objects.control(caller, own, 0, TEXT));
    }

    @Test
    void shouldRefuseUnknownClasses() {
        assertEquals(PrtosStatus.OP_NOT_ALLOWED, objects.control(caller, 0, 0, TEXT));
        for (int unknown : new int[] {8, 9, 127}) {
            int descriptor = ObjectDescriptor.of(unknown, 0, 0, 0);
            assertEquals(PrtosStatus.INVALID_PARAM, objects.read(caller, descriptor, TEXT, 1, 0));
            assertEquals(PrtosStatus.INVALID_PARAM, write(descriptor, TEXT, 1));
            assertEquals(PrtosStatus.INVALID_PARAM, objects.seek(caller, descriptor, 0, 0));
            assertEquals(PrtosStatus.INVALID_PARAM, objects.control(caller, descriptor, 0, TEXT));
        }
    }
}
