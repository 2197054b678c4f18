// SPDX-License-Identifier: Apache-2.0
package org.prtosvm.prtos.config;

/**
 * A port of a partition. Source: ABI 11-configuration, 3.5 PortTable.
 *
 * @param index place among all ports of the system, from 0
 * @param name name, unique in its partition
 * @param channelIndex index in {@link SystemConfiguration#channels()}, or {@link #UNCONNECTED}
 * @param direction whether the partition sends or receives
 * @param type sampling or queuing
 */
public record Port(int index, String name, int channelIndex, PortDirection direction, PortType type) {
    /** Channel index of a port without channel. */
    public static final int UNCONNECTED = -1;

    /**
     * Whether this port has a channel.
     *
     * @return true unless the channel index is {@link #UNCONNECTED}
     */
    public boolean isConnected() {
        return channelIndex != UNCONNECTED;
    }
}
