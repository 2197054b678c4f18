// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

import java.util.List;

/**
 * The devices that a configuration declares. Source: ABI 11-configuration, 3.2 Devices.
 *
 * @param uartBaudRates baud rate of UART 0 and 1, unsigned; 0 for one that is not declared
 * @param memoryBlocks memory of each memory block, in the order of their numbers
 */
public record Devices(List<Integer> uartBaudRates, List<MemoryArea> memoryBlocks) {
    /** Makes the devices with copies of the lists. */
    public Devices {
        uartBaudRates = List.copyOf(uartBaudRates);
        memoryBlocks = List.copyOf(memoryBlocks);
    }
}
