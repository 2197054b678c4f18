// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ObjectDescriptorTest {
    @Test
    void shouldTakeDescriptorsApart() {
        int descriptor = ObjectDescriptor.of(ObjectDescriptor.CLASS_STATUS, 0xFF, 3, 0x2A5);
        assertEquals(0x0733_FEA5, descriptor);
        for (int either : new int[] {descriptor, descriptor | 1 << 31}) {
            assertEquals(7, ObjectDescriptor.objectClass(either));
            assertEquals(0xFF, ObjectDescriptor.partitionId(either));
            assertEquals(3, ObjectDescriptor.vcpuId(either));
            assertEquals(0x2A5, ObjectDescriptor.objectId(either));
        }
        assertEquals(127, ObjectDescriptor.objectClass(-1));
        assertEquals(1023, ObjectDescriptor.partitionId(-1));
    }
}
