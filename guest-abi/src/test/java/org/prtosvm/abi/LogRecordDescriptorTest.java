// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogRecordDescriptorTest {
    @Test
    void shouldMakeTheSumOfAllHalfWordsAllOnes() {
        Random random = new Random(1);
        byte[] records = new byte[3 * LogRecordDescriptor.LENGTH];
        for (int i = 0; i < 100; i++) {
            random.nextBytes(records);
            LogRecordDescriptor.seal(records, LogRecordDescriptor.LENGTH);
            int sum = 0;
            for (int offset = 0; offset < LogRecordDescriptor.LENGTH; offset += 2) {
                sum += LittleEndian.get16(records, LogRecordDescriptor.LENGTH + offset);
            }
            assertEquals(0xFFFF, sum & 0xFFFF);
            assertTrue(LogRecordDescriptor.isSealed(records, LogRecordDescriptor.LENGTH));
            records[LogRecordDescriptor.LENGTH + random.nextInt(LogRecordDescriptor.LENGTH)]++;
            assertFalse(LogRecordDescriptor.isSealed(records, LogRecordDescriptor.LENGTH));
        }
    }

    @Test
    void shouldPackTheLowCodeWord() {
        assertEquals(0x0014_0201, LogRecordDescriptor.codeLow(1, 2, 20));
        assertEquals(0xFFFF_FFFF, LogRecordDescriptor.codeLow(-1, -1, -1));
        assertEquals(3, TraceRecordDescriptor.criticality(0xFFFF_FFF6));
    }
}
