package org.prtosvm.devices.bus;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.prtosvm.cpu.bus.PortBus;

/**
 * Sends port accesses to devices. A wider access is made of byte accesses in ascending order, as on an 8-bit bus; ports
 * without a device read as all ones. Thread rule: the thread that runs the machine.
 */
public final class PortMap implements PortBus {
    private static final int PORTS = 0x1_0000;

    private record Range(int base, int length, PortDevice device) {
        boolean contains(int port) {
            return port - base < length;
        }
    }

    private final TreeMap<Integer, Range> ranges = new TreeMap<>();

    /** Creates a map without devices. */
    public PortMap() {}

    /**
     * Adds a device.
     *
     * @param base first port
     * @param length number of ports, at least 1
     * @param device answers there
     * @throws IllegalArgumentException if the range is empty, leaves the port space or overlaps another one
     */
    public void add(int base, int length, PortDevice device) {
        if (base < 0 || length < 1 || base + length > PORTS) {
            throw new IllegalArgumentException("ports 0x%x, %d of them: not a range of ports".formatted(base, length));
        }
        Map.Entry<Integer, Range> below = ranges.floorEntry(base + length - 1);
        if (below != null && below.getValue().base + below.getValue().length > base) {
            throw new IllegalArgumentException("ports 0x%x..0x%x overlap the device at 0x%x"
                    .formatted(base, base + length - 1, below.getValue().base));
        }
        ranges.put(base, new Range(base, length, device));
    }

    private @Nullable Range find(int port) {
        Map.Entry<Integer, Range> entry = ranges.floorEntry(port & PORTS - 1);
        return entry != null && entry.getValue().contains(port & PORTS - 1) ? entry.getValue() : null;
    }

    @Override
    public int read(int port, int size) {
        int value = 0;
        for (int n = 0; n < size; n++) {
            Range range = find(port + n);
            int part = range == null ? 0xFF : range.device.read((port + n & PORTS - 1) - range.base) & 0xFF;
            value |= part << 8 * n;
        }
        return value;
    }

    @Override
    public void write(int port, int size, int value) {
        for (int n = 0; n < size; n++) {
            Range range = find(port + n);
            if (range != null) {
                range.device.write((port + n & PORTS - 1) - range.base, value >>> 8 * n & 0xFF);
            }
        }
    }
}
