package org.prtosvm.devices.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PortMapTest {
    private static final class Registers implements PortDevice {
        final int[] values = new int[4];

        @Override
        public int read(int offset) {
            return values[offset];
        }

        @Override
        public void write(int offset, int value) {
            values[offset] = value;
        }
    }

    @Test
    void shouldSendBytesToTheDeviceAndOffsetTheyBelongTo() {
        PortMap map = new PortMap();
        Registers low = new Registers();
        Registers high = new Registers();
        map.add(0x100, 4, low);
        map.add(0x104, 4, high);
        map.write(0x102, 4, 0x44332211);
        assertEquals(0x11, low.values[2]);
        assertEquals(0x22, low.values[3]);
        assertEquals(0x33, high.values[0]);
        assertEquals(0x44332211, map.read(0x102, 4));
    }

    @Test
    void shouldReadAllOnesWhereNothingAnswers() {
        PortMap map = new PortMap();
        map.add(0x100, 4, new Registers());
        assertEquals(0xFF, map.read(0xFF, 1));
        assertEquals(0xFF00, map.read(0x103, 2));
        map.write(0x104, 1, 5);
        assertEquals(0xFFFFFFFF, map.read(0x8000, 4));
    }

    @Test
    void shouldRefuseOverlapsAndEmptyRanges() {
        PortMap map = new PortMap();
        map.add(0x100, 4, new Registers());
        assertThrows(IllegalArgumentException.class, () -> map.add(0x103, 1, new Registers()));
        assertThrows(IllegalArgumentException.class, () -> map.add(0xFE, 3, new Registers()));
        assertThrows(IllegalArgumentException.class, () -> map.add(0x200, 0, new Registers()));
        assertThrows(IllegalArgumentException.class, () -> map.add(0xFFFF, 2, new Registers()));
        map.add(0xFE, 2, new Registers());
    }
}
