// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.prtosvm.abi.ConfigurationBlobDescriptor;
import org.prtosvm.abi.PrtosConstants;
import org.prtosvm.prtos.config.ConfigurationProblem.Kind;

/** Makes the I/O permissions of a partition. Source: ABI 11-configuration, 3.7, P8, P9 and Q10. */
final class IoPortCompiler {
    private record Range(int first, int count) {
        int last() {
            return first + count - 1;
        }

        boolean touches(Range other) {
            return first <= other.last() && other.first <= last();
        }

        @Override
        public String toString() {
            return String.format("0x%04x..0x%04x", first, last());
        }
    }

    /** Ports of the two interrupt controllers and of the first UART. */
    private static final List<Range> RESERVED = List.of(new Range(0x20, 2), new Range(0xA0, 2), new Range(0x3F8, 5));

    private static final Range TIMER = new Range(0x40, 4);

    private final List<Range> reserved;
    private final Problems problems;

    IoPortCompiler(KernelOptions options, Problems problems) {
        this.reserved = options.reservesTimerPorts()
                ? Stream.concat(RESERVED.stream(), Stream.of(TIMER)).toList()
                : RESERVED;
        this.problems = problems;
    }

    IoPermissions permissions(XmlElement ioPorts) {
        byte[] bitmap = new byte[ConfigurationBlobDescriptor.IO_BITMAP_LENGTH];
        Arrays.fill(bitmap, (byte) 0xFF);
        int declared = 0;
        for (XmlElement element : ioPorts.children()) {
            if (element.name().equals("Range")) {
                declared += addRange(element, bitmap);
            } else {
                problems.addAt(
                        Kind.UNSUPPORTED_ELEMENT, element.location(), "%s is not supported on x86", element.name());
            }
        }
        bitmap[bitmap.length - 1] = (byte) 0xFF;
        return new IoPermissions(bitmap, declared);
    }

    private int addRange(XmlElement element, byte[] bitmap) {
        long base = Integer.toUnsignedLong(Values.hex(element, "base"));
        int count = Values.integer(element, "noPorts");
        if (base + count > PrtosConstants.IO_PORTS) {
            problems.addAt(
                    Kind.IO_PORT_RANGE,
                    element.location(),
                    "i/o ports: expected ports up to 0xffff, found %d ports from 0x%04x",
                    count,
                    base);
            return 0;
        }
        Range range = new Range((int) base, count);
        for (Range kept : reserved) {
            if (range.touches(kept)) {
                problems.addAt(
                        Kind.IO_PORT_RANGE,
                        element.location(),
                        "i/o ports %s touch %s, which the hypervisor keeps",
                        range,
                        kept);
            }
        }
        // the last port of a range is declared and not granted: part of the format's contract (Q10)
        for (int port = range.first(); port < range.last(); port++) {
            bitmap[port >> 3] &= (byte) ~(1 << (port & 7));
        }
        return count;
    }
}
